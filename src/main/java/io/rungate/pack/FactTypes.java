package io.rungate.pack;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.drools.drl.ast.descr.AbstractClassTypeDeclarationDescr;

/** The types of what rules match and conclude: those of Java, and those that a pack declares. */
public final class FactTypes {
  private static final String FACTS = "io.rungate.fact.";

  /** What rules compare, as {@link #typeOf} names it. */
  public static final String TEXT = "String";

  public static final String NUMBER = "Number";
  public static final String BOOLEAN = "Boolean";
  public static final String ANY = "Object";

  /** What becomes of a field, or of a key of a family, that is not as it should be. */
  static final Set<String> FLAWS =
      Set.of("AbsentField", "MalformedField", "OutOfBounds", "MistypedField");

  /** Java's own types by the type that rules see. */
  private static final Map<String, String> JAVA = new TreeMap<>(Map.of("boolean", BOOLEAN));

  static {
    for (String number : "int Integer long Long double Double BigInteger BigDecimal".split(" ")) {
      JAVA.put(number, NUMBER);
    }
  }

  /** The facts about a field that is as it should be. */
  static final Set<String> FIELDS =
      Set.of(
          "TextField IntegerField RealField NonFiniteField NumberField BooleanField TimeField JsonField"
              .split(" "));

  private final Map<String, AbstractClassTypeDeclarationDescr> declared = new TreeMap<>();

  FactTypes(List<DrlFile> files) {
    for (DrlFile file : files) {
      file.tree().getClassAndEnumDeclarationDescrs().forEach(d -> declared.put(d.getTypeName(), d));
    }
  }

  public static Class<?> javaType(String name) {
    try {
      return Class.forName(FACTS + name, false, FactTypes.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      return null;
    }
  }

  /** The names of those that the pack declares. */
  Set<String> declared() {
    return new TreeSet<>(declared.keySet());
  }

  public AbstractClassTypeDeclarationDescr declaration(String type) {
    return declared.get(type);
  }

  /** Whether facts of the type are about one field. */
  public boolean isField(String type) {
    return FIELDS.contains(type) || FLAWS.contains(type);
  }

  /** The type and the types that it is one of, facts and conclusions of Java included. */
  Set<String> withParents(String type) {
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

  /** Whether a field is the one whose value names a conclusion: its first. */
  public boolean isName(String type, String field) {
    return fieldsOf(type).indexOf(field) == 0;
  }

  /** The fields of a type in the order in which its constructor takes them. */
  public List<String> fieldsOf(String type) {
    AbstractClassTypeDeclarationDescr own = declared.get(type);
    if (own != null) {
      String parent = own.getSuperTypeName();
      boolean inherits = parent != null && !parent.equals(type);
      List<String> fields = new ArrayList<>(inherits ? fieldsOf(parent) : List.of());
      fields.addAll(own.getFields().keySet());
      return fields;
    }
    Class<?> found = javaType(type);
    return found == null || !found.isRecord()
        ? List.of()
        : Arrays.stream(found.getRecordComponents()).map(RecordComponent::getName).toList();
  }

  /**
   * The type that a field of a type has: {@link #TEXT}, {@link #NUMBER}, {@link #BOOLEAN}, {@link
   * #ANY}, or the name of another; null where that is not known.
   */
  public String typeOf(String type, String field) {
    AbstractClassTypeDeclarationDescr own = declared.get(type);
    if (own != null) {
      if (own.getFields().containsKey(field)) {
        String name = own.getFields().get(field).getPattern().getObjectType();
        return JAVA.getOrDefault(name, name.substring(name.lastIndexOf('.') + 1));
      }
      String parent = own.getSuperTypeName();
      return parent == null || parent.equals(type) ? null : typeOf(parent, field);
    }
    Class<?> found = javaType(type);
    if (found == null) {
      return null;
    }
    String rest =
        field.isEmpty() ? "" : field.substring(0, 1).toUpperCase(Locale.ROOT) + field.substring(1);
    for (String reader : List.of(field, "is" + rest, "get" + rest)) {
      try {
        Class<?> holds = found.getMethod(reader).getReturnType();
        return Number.class.isAssignableFrom(holds)
            ? NUMBER
            : JAVA.getOrDefault(holds.getSimpleName(), holds.getSimpleName());
      } catch (NoSuchMethodException e) {
        // the next way to name it
      }
    }
    return null;
  }
}
