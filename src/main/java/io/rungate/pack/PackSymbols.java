package io.rungate.pack;

import io.rungate.fact.Fact;
import io.rungate.fact.Objection;
import io.rungate.pack.Mapping.Field;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.drools.drl.ast.descr.AbstractClassTypeDeclarationDescr;

/**
 * Everything that a pack can speak of: fields and groups of its mapping, and what its rules
 * conclude.
 */
public final class PackSymbols {
  private static final String FACTS = "io.rungate.fact.";
  private static final Set<String> FIELD_TYPES =
      Set.of(
          "TextField IntegerField RealField NonFiniteField NumberField BooleanField JsonField"
              .split(" "));

  private final Mapping mapping;
  private final List<RuleText> rules;
  private final Map<String, AbstractClassTypeDeclarationDescr> declared = new TreeMap<>();

  /** Fact types by field, and by group: what the reader and the rules make of each. */
  private final Map<String, Set<String>> typesOfField = new LinkedHashMap<>();

  private final Map<String, Set<String>> typesOfGroup = new LinkedHashMap<>();

  /** Types that rules conclude, each with the names that it is concluded with; null: any name. */
  private final Map<String, Set<String>> concluded = new TreeMap<>();

  public static PackSymbols of(Mapping mapping, List<DrlFile> files) {
    return new PackSymbols(
        mapping, files, files.stream().flatMap(file -> file.rules().stream()).toList());
  }

  private PackSymbols(Mapping mapping, List<DrlFile> files, List<RuleText> rules) {
    this.mapping = mapping;
    this.rules = rules;
    for (DrlFile file : files) {
      file.tree().getClassAndEnumDeclarationDescrs().forEach(d -> declared.put(d.getTypeName(), d));
    }
    for (Field field : mapping.fields()) {
      add(typesOfField, field.name(), typesOf(field));
      add(typesOfGroup, field.group(), typesOf(field));
    }
    Set<String> flaws = Set.of("MalformedField", "OutOfBounds", "MistypedField");
    mapping.families().forEach(family -> add(typesOfGroup, family.group(), flaws));
    rules.forEach(this::conclude);
  }

  private static void add(Map<String, Set<String>> types, String name, Set<String> more) {
    types.computeIfAbsent(name, n -> new TreeSet<>()).addAll(more);
  }

  private void conclude(RuleText rule) {
    for (Conclusion conclusion : rule.conclusions()) {
      Set<String> types = conclusion.type() == null ? Set.of() : withParents(conclusion.type());
      for (String type : types) {
        boolean any = concluded.containsKey(type) && concluded.get(type) == null;
        if (conclusion.first() == null || any) {
          concluded.put(type, null);
        } else {
          add(concluded, type, Set.of(conclusion.first()));
        }
      }
    }
    // $tp.as( "field", "group" ) and new IntegerField( "field", "group", ... ) make a field.
    List<DrlToken> tokens = rule.consequence();
    for (int i = 2; i + 1 < tokens.size(); i++) {
      DrlToken word = tokens.get(i - 1);
      boolean as = tokens.get(i - 2).is(".") && word.is("as");
      boolean made = tokens.get(i - 2).is("new") && FIELD_TYPES.contains(word.text());
      if ((as || made) && tokens.get(i).is("(") && tokens.get(i + 1).isText()) {
        Set<String> types = made ? withParents(word.text()) : Set.of("IntegerField");
        add(typesOfField, tokens.get(i + 1).value(), types);
        if (i + 3 < tokens.size() && tokens.get(i + 3).isText()) {
          add(typesOfGroup, tokens.get(i + 3).value(), types);
        }
      }
    }
  }

  private static Set<String> typesOf(Field field) {
    Set<String> types = new TreeSet<>(Set.of("AbsentField"));
    switch (field.type()) {
      case TEXT -> types.add("TextField");
      case INTEGER -> types.add("IntegerField");
      case NUMBER -> types.addAll(Set.of("RealField", "NonFiniteField", "NumberField"));
      case BOOLEAN -> types.add("BooleanField");
      case OBJECT, JSON -> types.add("JsonField");
    }
    boolean number = field.type() == Mapping.Type.INTEGER || field.type() == Mapping.Type.NUMBER;
    boolean copied = field.type() == Mapping.Type.TEXT || field.type() == Mapping.Type.BOOLEAN;
    if (!copied || field.resultKey() != null) {
      types.add("MalformedField");
    }
    if (number && field.resultKey() != null) {
      types.add("MistypedField");
    }
    if (field.bound() != null) {
      types.add("OutOfBounds");
    }
    return types;
  }

  /** The type and the types that it is one of, facts and conclusions of Java included. */
  private Set<String> withParents(String type) {
    Set<String> all = new LinkedHashSet<>(Set.of(type));
    Class<?> found = javaType(type);
    if (found != null) {
      Arrays.stream(found.getInterfaces()).forEach(parent -> all.add(parent.getSimpleName()));
    }
    AbstractClassTypeDeclarationDescr own = declared.get(type);
    if (own != null && own.getSuperTypeName() != null) {
      all.addAll(withParents(own.getSuperTypeName()));
    }
    return all;
  }

  public static Class<?> javaType(String name) {
    try {
      return Class.forName(FACTS + name, false, PackSymbols.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      return null;
    }
  }

  public Mapping mapping() {
    return mapping;
  }

  public List<RuleText> rules() {
    return rules;
  }

  public AbstractClassTypeDeclarationDescr declaration(String type) {
    return declared.get(type);
  }

  public Set<String> fields() {
    return typesOfField.keySet();
  }

  public Set<String> groups() {
    return typesOfGroup.keySet();
  }

  /** The fact types that a field or group can have; empty if there is no such field or group. */
  public Set<String> typesFor(String what, String name) {
    Map<String, Set<String>> types = what.equals("field") ? typesOfField : typesOfGroup;
    return types.getOrDefault(name, Set.of());
  }

  /** Whether facts of the type can come up at all: read from a run, or concluded. */
  public boolean canBe(String type) {
    Class<?> found = javaType(type);
    boolean given = found != null && Fact.class.isAssignableFrom(found);
    // A verdict asks for refusals also in a pack that has no rule to refuse.
    boolean asked = found != null && Objection.class.isAssignableFrom(found);
    return given || asked || concluded.containsKey(type);
  }

  /** The names with which rules conclude a type; null where it may be any. */
  public Set<String> namesOf(String type) {
    return concluded.getOrDefault(type, Set.of());
  }

  /** The field of a type whose value names it: its first; null if there is none. */
  public String nameField(String type) {
    AbstractClassTypeDeclarationDescr own = declared.get(type);
    if (own != null) {
      return own.getFields().keySet().stream().findFirst().orElse(null);
    }
    Class<?> found = javaType(type);
    RecordComponent[] components = found == null ? null : found.getRecordComponents();
    boolean named =
        components != null && components.length > 0 && components[0].getType() == String.class;
    return named ? components[0].getName() : null;
  }

  /**
   * What a field of a type holds, as a Java class; null where that is not known. Declared types of
   * a pack count as objects.
   */
  public Class<?> holds(String type, String field) {
    AbstractClassTypeDeclarationDescr own = declared.get(type);
    if (own != null) {
      if (!own.getFields().containsKey(field)) {
        return null;
      }
      return switch (own.getFields().get(field).getPattern().getObjectType()) {
        case "String" -> String.class;
        case "int", "long", "double", "Integer", "Long", "Double", "BigInteger", "BigDecimal" ->
            Number.class;
        default -> null;
      };
    }
    Class<?> found = javaType(type);
    if (found == null) {
      return null;
    }
    try {
      Class<?> holds = found.getMethod(field).getReturnType();
      boolean number = holds == int.class || holds == long.class || holds == double.class;
      return number || Number.class.isAssignableFrom(holds) ? Number.class : holds;
    } catch (NoSuchMethodException e) {
      return null;
    }
  }
}
