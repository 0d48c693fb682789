package io.rungate.pack;

import io.rungate.fact.Source;
import io.rungate.pack.Mapping.Bound;
import io.rungate.pack.Mapping.Family;
import io.rungate.pack.Mapping.Field;
import io.rungate.pack.Mapping.NamePart;
import io.rungate.pack.PackMeaning.PackChange.Kind;
import io.rungate.pack.PackMeaning.PackChange.Side;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drools.drl.ast.descr.AbstractClassTypeDeclarationDescr;
import org.drools.drl.ast.descr.EnumDeclarationDescr;
import org.drools.drl.ast.descr.ImportDescr;
import org.drools.drl.ast.descr.TypeFieldDescr;

/**
 * A pack by its meaning, to be compared with another: no white space, no comments, no lines.
 * Whatever can change an answer is in here, so two packs without a difference judge alike.
 *
 * @param rules by concern and name
 * @param words the declared types
 * @param tables what each is, and its rows by their keys
 * @param mapping every entry of {@code fields.yaml} and {@code sweep.yaml}, by its path
 */
public record PackMeaning(
    Manifest manifest,
    Map<String, Part> rules,
    Map<String, Part> words,
    Map<String, Part> tables,
    Map<String, Part> mapping) {

  /** A rule, a word or an entry of the mapping, and what it says under which name. */
  record Part(String name, String place, Map<String, String> says) {}

  /**
   * One difference between two packs.
   *
   * @param kind added, removed, renamed or changed
   * @param what a rule, a word, a table, or an entry of the mapping
   * @param name its name; for a renamed rule the new one
   * @param place file and line in the newer pack, or in the older one for what was removed; empty
   *     for words and entries
   * @param parts what of it changed: its text before and after, null for what is not there
   */
  public record PackChange(
      Kind kind, String what, String name, String place, Map<String, Side> parts) {

    /** What became of it. */
    public enum Kind {
      ADDED,
      REMOVED,
      RENAMED,
      CHANGED;

      /** As it stands in reports. */
      public String label() {
        return name().toLowerCase(Locale.ROOT);
      }
    }

    /** A text before and after. */
    public record Side(String before, String after) {}
  }

  /** Reads a pack without compiling it. */
  public static PackMeaning of(Path folder) throws PackException {
    try {
      return of(PackReader.parts(PackReader.files(folder)));
    } catch (PackException e) {
      throw e.under(folder);
    }
  }

  /** The meaning of what was read. */
  public static PackMeaning of(PackReader.Parts parts) {
    Map<String, Part> rules = new LinkedHashMap<>();
    Map<String, Part> words = new TreeMap<>();
    for (DrlFile file : parts.rules()) {
      for (RuleText rule : file.rules()) {
        RuleCard card = rule.card();
        String place = card.file() + ":" + card.line();
        rules.put(
            card.concern() + ": " + card.name(), new Part(card.name(), place, says(file, rule)));
      }
      for (var word : file.tree().getClassAndEnumDeclarationDescrs()) {
        String name = word.getTypeName();
        String key = words.containsKey(name) ? file.tree().getName() + "." + name : name;
        words.put(key, new Part(key, "", says(word)));
      }
    }
    Map<String, Part> tables = new TreeMap<>();
    parts
        .tables()
        .forEach(one -> tables.put(one.fullName(), new Part(one.fullName(), "", says(one))));
    return new PackMeaning(parts.manifest(), rules, words, tables, says(parts));
  }

  /** What is different in a newer pack: rules first, then declared words, tables, the mapping. */
  public List<PackChange> changesTo(PackMeaning after) {
    List<PackChange> changes = new ArrayList<>();
    Map<String, Part> removed = new LinkedHashMap<>(rules);
    Map<String, Part> added = new LinkedHashMap<>(after.rules);
    removed.keySet().removeAll(after.rules.keySet());
    added.keySet().removeAll(rules.keySet());
    for (String key : List.copyOf(added.keySet())) {
      Part rule = added.get(key);
      String concern = key.substring(0, key.length() - rule.name.length());
      removed.entrySet().stream()
          .filter(one -> one.getKey().equals(concern + one.getValue().name))
          .filter(one -> sameBody(one.getValue(), rule))
          .findFirst()
          .ifPresent(
              old -> {
                removed.remove(old.getKey());
                added.remove(key);
                Map<String, Side> parts = new LinkedHashMap<>();
                parts.put("name", new Side(old.getValue().name, rule.name));
                parts.putAll(differing(old.getValue().says, rule.says));
                changes.add(new PackChange(Kind.RENAMED, "rule", rule.name, rule.place, parts));
              });
    }
    removed.values().forEach(one -> changes.add(whole(Kind.REMOVED, "rule", one, Map.of())));
    added.values().forEach(one -> changes.add(whole(Kind.ADDED, "rule", one, Map.of())));
    changed("rule", rules, after.rules, changes);
    entries("word", words, after.words, changes);
    entries("table", tables, after.tables, changes);
    entries("mapping", mapping, after.mapping, changes);
    return changes;
  }

  private static boolean sameBody(Part one, Part other) {
    return one.says.get("when").equals(other.says.get("when"))
        && one.says.get("then").equals(other.says.get("then"));
  }

  private static PackChange whole(Kind kind, String what, Part part, Map<String, Side> parts) {
    return new PackChange(kind, what, part.name, part.place, parts);
  }

  private static void entries(
      String what, Map<String, Part> before, Map<String, Part> after, List<PackChange> changes) {
    before.forEach(
        (name, one) -> {
          if (!after.containsKey(name)) {
            changes.add(whole(Kind.REMOVED, what, one, Map.of()));
          }
        });
    changed(what, before, after, changes);
    after.forEach(
        (name, one) -> {
          if (!before.containsKey(name)) {
            changes.add(whole(Kind.ADDED, what, one, differing(Map.of(), one.says)));
          }
        });
  }

  private static void changed(
      String what, Map<String, Part> before, Map<String, Part> after, List<PackChange> changes) {
    before.forEach(
        (key, old) -> {
          Part one = after.getOrDefault(key, old);
          Map<String, Side> parts = differing(old.says, one.says);
          if (!parts.isEmpty()) {
            changes.add(whole(Kind.CHANGED, what, one, parts));
          }
        });
  }

  private static Map<String, Side> differing(
      Map<String, String> before, Map<String, String> after) {
    Map<String, Side> parts = new LinkedHashMap<>();
    Set<String> names = new LinkedHashSet<>(after.keySet());
    names.addAll(before.keySet());
    for (String name : names) {
      if (!Objects.equals(before.get(name), after.get(name))) {
        parts.put(name, new Side(before.get(name), after.get(name)));
      }
    }
    return parts;
  }

  private static Map<String, String> says(DrlFile file, RuleText rule) {
    Map<String, String> says = new LinkedHashMap<>();
    says.put("when", DrlToken.normal(rule.conditions()));
    says.put("then", DrlToken.normal(rule.consequence()));
    rule.rule()
        .getAnnotationNames()
        .forEach(name -> says.put("@" + name, quoted(rule.card().tags().get(name))));
    rule.rule().getAttributes().forEach((name, value) -> says.put("@" + name, value.getValue()));
    Set<String> used =
        Stream.concat(rule.conditions().stream(), rule.consequence().stream())
            .map(DrlToken::text)
            .collect(Collectors.toSet());
    // Of a fact there is only one; words of the pack can have the same name in two packages.
    String imports =
        file.tree().getImports().stream()
            .map(ImportDescr::getTarget)
            .filter(target -> !target.startsWith("io.rungate.fact."))
            .filter(target -> target.endsWith(".*") || used.contains(lastOf(target)))
            .sorted()
            .collect(Collectors.joining(" "));
    put(says, "import", imports.isEmpty() ? null : imports);
    String folder = Scope.ofFile(rule.fileName()).folder();
    put(says, "judged of", folder.isEmpty() ? null : folder);
    return says;
  }

  private static String lastOf(String target) {
    return target.substring(target.lastIndexOf('.') + 1);
  }

  private static Map<String, String> says(AbstractClassTypeDeclarationDescr word) {
    Map<String, String> says = new LinkedHashMap<>();
    for (TypeFieldDescr field : word.getFields().values()) {
      String key = field.getAnnotationNames().contains("key") ? " @key" : "";
      says.put(field.getFieldName(), field.getPattern().getObjectType() + key);
    }
    if (word instanceof EnumDeclarationDescr one) {
      one.getLiterals().forEach(each -> says.put(each.getName(), "" + each.getConstructorArgs()));
    }
    put(says, "parent type", word.getSuperTypeName());
    says.put("order of its parts", String.join(" ", says.keySet())); // that of what makes one
    return says;
  }

  private static Map<String, String> says(Table table) {
    Map<String, String> says = new LinkedHashMap<>();
    says.put("word", table.word());
    says.put("key", table.key());
    String of =
        table.isOfEveryRun() ? "every run" : order(new TreeSet<>(table.fields())).get("order");
    says.put("of", of);
    table.columns().forEach((column, type) -> says.put("column " + column, type.label()));
    List<String> columns = List.copyOf(table.columns().keySet());
    for (TableRows.Row row : table.rows().all()) {
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < columns.size(); i++) {
        if (!columns.get(i).equals(table.key())) {
          cells.add(columns.get(i) + " = " + plain(row.cells().get(i).toString()));
        }
      }
      says.put("row " + plain(table.rows().key(row)), String.join(", ", cells));
    }
    return says;
  }

  private static Map<String, Part> says(PackReader.Parts pack) {
    Mapping mapping = pack.mapping();
    Map<String, Map<String, String>> entries = new LinkedHashMap<>();
    mapping.fields().forEach(one -> entries.put("field " + one.name(), says(one)));
    mapping.families().forEach(one -> entries.put("family " + one.name(), says(one)));
    if (mapping.noticed() != null) {
      Map<String, String> noticed = new LinkedHashMap<>();
      put(noticed, "twice", mapping.noticed().twice() ? "true" : null);
      put(noticed, "near", sorted(mapping.noticed().near()));
      entries.put("noticed", noticed);
    }
    entries.put("run-name", Map.of("variable", mapping.runName()));
    entries.put("document", DocumentMeaning.says(mapping.document()));
    for (Mapping.Document one : mapping.further()) {
      entries.put("further document " + one.name(), DocumentMeaning.says(one));
    }
    entries.put("summary", mapping.summary());
    // In these orders missing names are listed, keys converted, and lines shown.
    entries.put("fields", order(mapping.fields().stream().map(Field::name).toList()));
    entries.put("families", order(mapping.families().stream().map(Family::name).toList()));
    entries.put("labels of the summary", order(mapping.summary().keySet()));
    if (pack.sweep() != null) {
      entries.putAll(SweepMeaning.says(pack.sweep()));
    }
    Map<String, Part> parts = new LinkedHashMap<>();
    entries.forEach((name, says) -> parts.put(name, new Part(name, "", says)));
    return parts;
  }

  static Map<String, String> order(Collection<String> names) {
    return Map.of("order", names.stream().map(PackMeaning::plain).collect(Collectors.joining(" ")));
  }

  static Map<String, String> says(Field field) {
    Map<String, String> says = new LinkedHashMap<>();
    put(says, "group", field.group());
    put(says, "type", field.type());
    put(says, "variable", field.variable());
    put(says, "variable before", field.earlier().isEmpty() ? null : field.earlier());
    String from = field.place() == Source.Kind.RESULT ? "result" : "key";
    put(says, from, field.resultKey());
    put(says, from + " path", field.path());
    int number = 0;
    for (NamePart part : field.nameParts()) {
      put(says, "file-name " + ++number, part.match().pattern());
      put(says, "file-name " + number + " gives", part.value());
    }
    put(says, "default", field.fallback() == null ? null : quoted(field.fallback()));
    put(says, "absent-when", absent(field.absentWhen()));
    put(says, "yes", sorted(field.ignoreCase() ? lowerCase(field.yes()) : field.yes()));
    put(says, "ignore-case", field.ignoreCase() ? "true" : null);
    put(says, "keys", field.keys().isEmpty() ? null : order(field.keys()).get("order"));
    put(says, "bound", field.bound());
    put(says, "one-of", field.oneOf().isEmpty() ? null : field.oneOf());
    field.parts().forEach((part, value) -> put(says, "part " + part, value));
    return says;
  }

  static Map<String, String> says(Family family) {
    Map<String, String> says = new LinkedHashMap<>();
    put(says, "group", family.group());
    put(says, "keys", family.keys());
    put(says, "path", family.path());
    put(says, "key", family.path() == null ? null : family.path().key());
    put(says, "remove", family.remove());
    for (Map.Entry<String, String> text : family.replace().entrySet()) {
      String by = quoted(text.getKey()) + " by " + quoted(text.getValue());
      says.merge("replace", by, (earlier, then) -> earlier + ", then " + then);
    }
    put(says, "value", family.formula());
    int number = 0;
    for (Bound bound : family.bounds()) {
      put(says, "bound " + ++number, bound);
      put(says, "bound " + number + " of", bound.keys() == null ? null : bound.keys().pattern());
    }
    put(says, "absent-when", absent(family.absentWhen()));
    return says;
  }

  static void put(Map<String, String> says, String name, Object value) {
    if (value != null) {
      says.put(name, value.toString());
    }
  }

  private static String absent(Absence when) {
    List<String> all = new ArrayList<>();
    String texts = sorted(when.texts());
    all.add(texts == null ? "" : texts);
    all.add(when.nothing() ? "null" : "");
    all.add(when.nan() ? ".nan" : "");
    all.add(when.infinite() ? ".inf" : "");
    all.removeIf(String::isEmpty);
    return all.isEmpty() ? null : String.join(" ", all);
  }

  private static Set<String> lowerCase(Set<String> texts) {
    return texts.stream().map(one -> one.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
  }

  private static String sorted(Set<String> texts) {
    return texts.isEmpty()
        ? null
        : texts.stream().map(PackMeaning::quoted).sorted().collect(Collectors.joining(", "));
  }

  /** A word as it is, and every other text so that its ends can be seen. */
  static String plain(String text) {
    return text.matches("[\\w.-]+") ? text : quoted(text);
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
