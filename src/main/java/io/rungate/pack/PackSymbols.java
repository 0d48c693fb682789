package io.rungate.pack;

import io.rungate.fact.Fact;
import io.rungate.fact.Objection;
import io.rungate.fact.Source;
import io.rungate.fact.TableRow;
import io.rungate.fact.Tally;
import io.rungate.pack.Mapping.Family;
import io.rungate.pack.Mapping.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Everything that a pack can speak of: fields and groups of its mapping, and what its rules
 * conclude. Of a pack that judges rows, too, each scope has some of it.
 */
public final class PackSymbols {
  private final PackReader.Parts pack;
  private final List<DrlFile> files;

  /** Null for all that there is. */
  private final Scope scope;

  private final Mapping mapping;
  private final List<Field> read = new ArrayList<>();
  private final List<Family> families = new ArrayList<>();
  private final List<RuleText> rules = new ArrayList<>();
  private final FactTypes types;
  private final Map<String, Table> tables = new TreeMap<>();

  /** Fact types by field, and by group: what the reader and the rules make of each. */
  private final Map<String, Set<String>> typesOfField = new LinkedHashMap<>();

  private final Map<String, Set<String>> typesOfGroup = new LinkedHashMap<>();

  /** By variable or result key: what becomes of it. */
  private final Map<String, Set<String>> typesOfName = new LinkedHashMap<>();

  /** What rules conclude, by type. */
  private final Map<String, List<Made>> concluded = new TreeMap<>();

  private final BoundTexts bound;

  /** The names of the values that blocks of documents show, or that rows are grouped by. */
  private final Set<String> shown = new TreeSet<>();

  /** A conclusion, and the rule that makes it. */
  private record Made(RuleText rule, Conclusion conclusion) {}

  /** Those of a pack whose parts are all there. */
  public static PackSymbols of(PackReader.Parts pack) throws PackException {
    return new PackSymbols(pack, pack.rulesAndWords(), pack.sweep() == null ? Scope.RUN : null);
  }

  private PackSymbols(PackReader.Parts pack, List<DrlFile> files, Scope scope) {
    this.pack = pack;
    this.files = files;
    this.scope = scope;
    this.mapping = pack.mapping();
    pack.tables().forEach(table -> tables.putIfAbsent(table.word(), table));
    addFields(pack.sweep());
    this.types = new FactTypes(files);
    this.bound = new BoundTexts(read, families, tables, this::cells);
    for (Mapping.Block block : mapping.blocks()) {
      block.keys().forEach(entry -> shown.add(entry.value()));
      block.whenGiven().forEach(entry -> shown.add(entry.value()));
    }
    for (Field field : read) {
      add(typesOfField, field.name(), FieldFacts.of(field, mapping));
      add(typesOfGroup, field.group(), FieldFacts.of(field, mapping));
      if (field.given() != null) {
        add(typesOfName, field.given(), FieldFacts.of(field, mapping));
      }
      for (String name : field.earlier()) { // what is absent goes by the first name
        Set<String> types = FieldFacts.of(field, mapping);
        types.remove("AbsentField");
        add(typesOfName, name, types);
      }
    }
    families.forEach(family -> add(typesOfGroup, family.group(), FactTypes.FLAWS));
    for (DrlFile file : pack.rules()) {
      Scope own = Scope.ofFile(file.source().file());
      if (scope == null || scope == own) {
        rules.addAll(file.rules());
      }
      if (scope == null || scope.takes(own)) {
        file.rules().forEach(this::conclude);
      }
    }
  }

  private void addFields(SweepMapping sweep) {
    if (scope == null || scope == Scope.RUN) {
      read.addAll(mapping.fields());
      families.addAll(mapping.families());
    }
    if (sweep != null && scope != Scope.RUN) {
      for (SweepMapping.Reading one : sweep.readings()) {
        boolean ofSweep = one.place() == Source.Kind.SWEEP;
        if (scope == null || ofSweep == (scope == Scope.SWEEP)) {
          read.addAll(one.fields());
          families.addAll(one.families());
        }
      }
      shown.addAll(sweep.names());
    }
  }

  /**
   * What the rules of each scope can speak of, with these rules; what is concluded is what all
   * rules conclude that are judged together with them.
   */
  public List<PackSymbols> scopes() {
    return pack.sweep() == null
        ? List.of(this)
        : Arrays.stream(Scope.values()).map(one -> new PackSymbols(pack, files, one)).toList();
  }

  /** What the rules are judged of; null for all that there is. */
  public Scope scope() {
    return scope;
  }

  /** What the pack says of rows and sweeps, or null. */
  public SweepMapping sweep() {
    return pack.sweep();
  }

  private static void add(Map<String, Set<String>> types, String name, Set<String> more) {
    types.computeIfAbsent(name, n -> new TreeSet<>()).addAll(more);
  }

  private void conclude(RuleText rule) {
    for (Conclusion conclusion : rule.conclusions()) {
      Set<String> types =
          conclusion.type() == null ? Set.of() : this.types.withParents(conclusion.type());
      for (String type : types) {
        concluded.computeIfAbsent(type, name -> new ArrayList<>()).add(new Made(rule, conclusion));
      }
    }
    // $tp.as( "field", "group" ) and new IntegerField( "field", "group", ... ) make a field.
    List<DrlToken> tokens = rule.consequence();
    for (int i = 2; i + 1 < tokens.size(); i++) {
      DrlToken word = tokens.get(i - 1);
      boolean as = tokens.get(i - 2).is(".") && word.is("as");
      boolean made = tokens.get(i - 2).is("new") && FactTypes.FIELDS.contains(word.text());
      if ((as || made) && tokens.get(i).is("(") && tokens.get(i + 1).isText()) {
        Set<String> types = made ? this.types.withParents(word.text()) : Set.of("IntegerField");
        add(typesOfField, tokens.get(i + 1).value(), types);
        if (i + 3 < tokens.size() && tokens.get(i + 3).isText()) {
          add(typesOfGroup, tokens.get(i + 3).value(), types);
        }
      }
    }
  }

  public Mapping mapping() {
    return mapping;
  }

  /** The fields that become facts: of runs, rows, points or a sweep. */
  public List<Field> read() {
    return read;
  }

  /** The families that become metrics. */
  public List<Family> families() {
    return families;
  }

  /** The types of what its rules match and conclude. */
  public FactTypes types() {
    return types;
  }

  public List<RuleText> rules() {
    return rules;
  }

  /** The tables by their words; of those that several profiles have, the first. */
  public Map<String, Table> tables() {
    return tables;
  }

  /** All tables, those of every profile too. */
  public List<Table> allTables() {
    return pack.tables();
  }

  /** The texts in a column of a table, whichever consumer is chosen. */
  public Set<String> cells(Table table, String column) {
    Set<String> cells = new TreeSet<>();
    pack.tables().stream()
        .filter(one -> one.word().equals(table.word()))
        .forEach(one -> one.cells(column).forEach(cell -> cells.add(cell.toString())));
    return cells;
  }

  public Set<String> fields() {
    return typesOfField.keySet();
  }

  /** The variables and the result keys that fields are read from. */
  public Set<String> given() {
    return typesOfName.keySet();
  }

  public Set<String> groups() {
    return typesOfGroup.keySet();
  }

  /** The fact types that a field, group or given name can have; empty if there is none of it. */
  public Set<String> typesFor(String what, String name) {
    Map<String, Set<String>> types =
        switch (what) {
          case "field" -> typesOfField;
          case "group" -> typesOfGroup;
          default -> typesOfName;
        };
    return types.getOrDefault(name, Set.of());
  }

  /** The words that the pack declares and some rule concludes. */
  public Set<String> words() {
    Set<String> words = types.declared();
    words.retainAll(concluded.keySet());
    return words;
  }

  /** Whether facts of the type can come up at all: read from a run, or concluded. */
  public boolean canBe(String type) {
    Class<?> found = FactTypes.javaType(type);
    // Rows have the words of their tables.
    boolean given =
        found != null
            && Fact.class.isAssignableFrom(found)
            && found != TableRow.class
            && isGiven(type);
    // A verdict asks for refusals also in a pack that has no rule to refuse.
    boolean asked = found != null && Objection.class.isAssignableFrom(found);
    boolean counted = found == Tally.class;
    return given || asked || counted || concluded.containsKey(type) || tables.containsKey(type);
  }

  /** Whether a scope has facts of a type that says what is judged. */
  private boolean isGiven(String type) {
    return scope == null
        || switch (type) {
          case "Run", "ResultUnreadable" -> scope == Scope.RUN;
          case "NearName" -> scope == Scope.RUN && mapping.noticesNear();
          case "KeyTwice" -> scope == Scope.RUN && mapping.noticesTwice();
          case "Row" -> scope == Scope.ROW;
          case "ExpectedPoint" -> scope != Scope.RUN;
          case "SweepRow", "SweepGroup" -> scope == Scope.SWEEP;
          default -> true;
        };
  }

  /** Whether facts of a type are asked for, by its own name or by that of one that it is. */
  public boolean isAsked(String type, Set<String> asked) {
    return types.withParents(type).stream().anyMatch(asked::contains);
  }

  /** The names with which rules conclude a type; null where it may be any. */
  public Set<String> namesOf(String type) {
    return texts(type, 0);
  }

  /** The texts that rules conclude for a field of a type; null where it may be any. */
  public Set<String> textsOf(String type, String field) {
    int place = types.fieldsOf(type).indexOf(field);
    return place < 0 ? null : texts(type, place);
  }

  private Set<String> texts(String type, int place) {
    Set<String> texts = new TreeSet<>();
    for (Made made : concluded.getOrDefault(type, List.of())) {
      Set<String> some = texts(made.rule, made.conclusion, place);
      if (some == null) {
        return null;
      }
      texts.addAll(some);
    }
    return texts;
  }

  /**
   * The texts that an argument of a conclusion can be: the one in quotes, or those that the mapping
   * or a table has for what the rule binds; null where it may be any.
   */
  public Set<String> texts(RuleText rule, Conclusion conclusion, int place) {
    String text = conclusion.text(place);
    return text != null ? Set.of(text) : bound.of(rule, conclusion.argument(place));
  }

  /** The names of the values that some block of a document shows. */
  public Set<String> shown() {
    return shown;
  }

  /** What stands in the columns of a type, of all tables. */
  public Set<String> cells(Table.Column type) {
    Set<String> cells = new TreeSet<>();
    for (Table table : pack.tables()) {
      table.columns().keySet().stream()
          .filter(column -> table.columns().get(column) == type)
          .forEach(column -> table.cells(column).forEach(cell -> cells.add(cell.toString())));
    }
    return cells;
  }
}
