package io.rungate.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What compiled rules may link to: facts, the pack's own words, plain values of the JDK, and those
 * few parts of the engine that generated code needs. A pack comes from people trusted to decide,
 * not to run code.
 *
 * <p>Everything is refused that is not listed here. What this cannot see is time: a consequence
 * that loops for ever links to nothing, so conditions and consequences are also read by the lint,
 * and the process has a limit.
 */
final class Linkage {
  private static final String FACTS = "io/rungate/fact/";

  /** Packages whose names a pack may not take: their classes would then speak for the program. */
  private static final List<String> RESERVED =
      List.of("io/rungate/", "org/drools/", "org/kie/", "java/", "javax/", "jdk/", "sun/");

  /**
   * Members by owner that any class of a pack may use; an empty set lets it name the class only.
   */
  private static final Map<String, Set<String>> WORDS = new HashMap<>();

  /**
   * Members by owner for the classes that describe the rules, in which hardly any text of the pack
   * ends up.
   */
  private static final Map<String, Set<String>> PLUMBING = new HashMap<>();

  private static final Set<String> ANY = Set.of("*");

  private static final String DECLARED_TYPE = "org/drools/base/factmodel/GeneratedFact";

  /** Not named in the classes, but met when the JVM checks them. */
  private static final Set<String> SEEN_BY_THE_JVM =
      Set.of("java/lang/Throwable", "java/lang/Error", "java/lang/Class", "java/lang/Cloneable");

  /**
   * Not even on facts and own words: they come from Object, and lead to reflection or to waiting.
   */
  private static final Set<String> NEVER =
      Set.of("getClass", "wait", "notify", "notifyAll", "finalize", "getDeclaringClass");

  static {
    String numbers =
        "<init> valueOf intValue longValue doubleValue equals compareTo compare hashCode toString";
    words("java/lang/Object", "<init> equals hashCode toString");
    words(
        "java/lang/String",
        "length isEmpty isBlank charAt equals equalsIgnoreCase compareTo compareToIgnoreCase"
            + " startsWith endsWith contains indexOf lastIndexOf substring strip trim toLowerCase"
            + " toUpperCase valueOf hashCode toString");
    words("java/lang/CharSequence", "length charAt toString");
    words("java/lang/StringBuilder", "<init> append toString");
    words("java/lang/Comparable", "compareTo");
    words("java/lang/Number", "intValue longValue doubleValue");
    words("java/lang/Boolean", "valueOf booleanValue equals hashCode toString TRUE FALSE TYPE");
    words("java/lang/Character", "valueOf charValue isDigit isLetter equals hashCode toString");
    words("java/lang/Integer", numbers + " parseInt MAX_VALUE MIN_VALUE");
    words("java/lang/Long", numbers + " parseLong MAX_VALUE MIN_VALUE");
    words("java/lang/Double", numbers + " parseDouble isNaN isInfinite isFinite");
    // No power and no shift: their results may be larger than any memory.
    String exact =
        " add subtract multiply divide remainder negate abs signum min max ZERO ONE TWO TEN intValueExact"
            + " longValueExact";
    words("java/math/BigInteger", numbers + exact + " bitLength gcd mod");
    words("java/math/BigDecimal", numbers + exact + " scale precision toBigInteger");
    words("java/lang/Math", "abs max min floor ceil round rint signum floorDiv floorMod sqrt pow");
    words("java/util/Objects", "equals hash hashCode toString isNull nonNull requireNonNull");
    String reading = "size isEmpty contains containsAll equals hashCode toString";
    words("java/util/Collection", reading);
    words("java/util/List", reading + " get indexOf of copyOf");
    words("java/util/Set", reading + " of copyOf");
    words(
        "java/util/Map",
        "get getOrDefault containsKey containsValue size isEmpty keySet values of");
    words("java/util/Optional", "isPresent isEmpty get orElse");
    // How a lambda's class is written: an enum of one.
    words("java/lang/Enum", "<init> valueOf name ordinal equals hashCode toString compareTo");
    words("java/lang/System", "arraycopy");
    words("java/lang/invoke/LambdaMetafactory", "metafactory altMetafactory");
    words("java/lang/invoke/StringConcatFactory", "makeConcatWithConstants");
    for (String named :
        List.of(
            "java/lang/Exception",
            "java/lang/RuntimeException",
            "java/io/Serializable",
            "java/lang/Record",
            "java/lang/invoke/MethodHandles",
            "java/lang/invoke/MethodHandles$Lookup",
            "org/kie/api/definition/rule/Rule",
            "org/kie/api/runtime/rule/Match",
            "org/kie/api/runtime/rule/FactHandle",
            "org/drools/core/rule/consequence/InternalMatch",
            "org/drools/model/Drools",
            "org/drools/model/functions/HashedExpression",
            "org/drools/base/factmodel/AccessibleFact",
            DECLARED_TYPE)) {
      words(named, "");
    }
    words("org/drools/modelcompiler/consequence/DroolsImpl", "asKnowledgeHelper");
    words("org/drools/core/rule/consequence/KnowledgeHelper", "insertLogical getRule getMatch");
    words(
        "org/drools/model/functions/PredicateInformation", "*"); // the rules that share a condition
    words("org/drools/modelcompiler/util/EvaluationUtil", "*");
    words("org/drools/model/operators/InOperator", "INSTANCE");
    words("org/drools/modelcompiler/dsl/pattern/D", "eval");
    // Operators that are more than a comparison: in, contains, memberOf, matches, str.
    words("org/drools/modelcompiler/dsl/pattern/D", "eval");
    words("java/util/regex/Pattern", "compile matcher");
    words("java/util/regex/Matcher", "matches");

    for (String box :
        List.of("Boolean", "Byte", "Character", "Double", "Float", "Integer", "Long", "Short")) {
      plumbing("java/lang/" + box, "TYPE"); // how a field of a primitive type is described
    }
    plumbing("java/lang/IllegalArgumentException", "<init>");
    plumbing("java/lang/RuntimeException", "<init>");
    plumbing("java/lang/invoke/SerializedLambda", "*");
    plumbing("java/time/format/DateTimeFormatter", "");
    plumbing(
        "java/time/format/DateTimeFormatterBuilder",
        "<init> appendPattern parseCaseInsensitive toFormatter");
    plumbing("java/util/ArrayList", "<init> add");
    plumbing("java/util/Arrays", "asList");
    plumbing("java/util/Collections", "emptyList");
    plumbing("java/util/List", "add addAll"); // the second where there are hundreds of rules
    plumbing("java/util/Locale", "ENGLISH");
    plumbing("org/drools/modelcompiler/dsl/pattern/D", "*");
    plumbing("org/drools/util/DateUtils", "getDateFormatMask");
  }

  private Linkage() {}

  /** A class of a pack, and a word for what it may not name. */
  record Breach(String inClass, String names) {}

  /**
   * Everything that the classes name and may not, in the order of the classes' names; empty if the
   * rules only conclude.
   */
  static List<Breach> breaches(Map<String, byte[]> classes) {
    List<Breach> breaches = new ArrayList<>();
    for (String name : new TreeSet<>(classes.keySet())) {
      String path = name.replace('.', '/');
      if (RESERVED.stream().anyMatch(path::startsWith)) {
        breaches.add(new Breach(name, "the package " + name.substring(0, name.lastIndexOf('.'))));
        continue;
      }
      ConstantPool pool;
      try {
        pool = ConstantPool.of(classes.get(name));
      } catch (IllegalArgumentException e) {
        breaches.add(new Breach(name, "a class that cannot be read"));
        continue;
      }
      boolean plumbing = describesRules(path);
      boolean declared = pool.classes().contains(DECLARED_TYPE);
      Set<String> refused = new TreeSet<>();
      for (String member : pool.members()) {
        if (!memberAllowed(member, classes, plumbing, declared)) {
          refused.add(shown(member));
        }
      }
      for (String named : pool.classes()) {
        String dotted = shown(named);
        if (!classAllowed(named, classes, plumbing)
            && refused.stream().noneMatch(r -> r.startsWith(dotted + "."))) {
          refused.add(dotted);
        }
      }
      refused.forEach(r -> breaches.add(new Breach(name, r)));
    }
    return breaches;
  }

  /**
   * Whether a class outside the pack is one that rules can link to, or that the JVM asks for on
   * their behalf when it checks types.
   */
  static boolean reachable(String className) {
    String path = className.replace('.', '/');
    return path.startsWith(FACTS)
        || WORDS.containsKey(path)
        || PLUMBING.containsKey(path)
        || partOfTheModel(path)
        || path.startsWith("java/lang/invoke/")
        || path.startsWith("java/util/function/")
        || path.startsWith("java/lang/annotation/")
        || SEEN_BY_THE_JVM.contains(path);
  }

  private static boolean memberAllowed(
      String member, Map<String, byte[]> own, boolean plumbing, boolean declared) {
    int dot = member.lastIndexOf('.');
    String owner = member.substring(0, dot);
    String name = member.substring(dot + 1);
    if (declared && member.equals("java/lang/Object.getClass")) {
      return true; // a declared type compares classes in equals; nothing of a class can be called
    }
    if (NEVER.contains(name)) {
      return false;
    }
    return isOwnOrFact(owner, own)
        || listed(WORDS, owner, name)
        || isOperator(owner) && name.equals("INSTANCE")
        || plumbing && (listed(PLUMBING, owner, name) || partOfTheModel(owner));
  }

  private static boolean classAllowed(String name, Map<String, byte[]> own, boolean plumbing) {
    return isOwnOrFact(name, own)
        || WORDS.containsKey(name)
        || isLambdaType(name)
        || isOperator(name)
        || plumbing && (PLUMBING.containsKey(name) || partOfTheModel(name));
  }

  private static boolean isOwnOrFact(String name, Map<String, byte[]> own) {
    return name.startsWith(FACTS) || own.containsKey(name.replace('/', '.'));
  }

  private static boolean listed(Map<String, Set<String>> list, String owner, String name) {
    Set<String> members = list.getOrDefault(owner, Set.of());
    return members == ANY || members.contains(name);
  }

  /**
   * Consequences and conditions are in classes of their own; these hold the structure of the rules
   * around them.
   */
  private static boolean describesRules(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    for (String prefix : List.of("Rules", "DomainClassesMetadata")) {
      if (name.startsWith(prefix) && startsWithHash(name.substring(prefix.length()))) {
        return true;
      }
    }
    return false;
  }

  private static boolean startsWithHash(String text) {
    return text.length() >= 32
        && text.chars().limit(32).allMatch(c -> "0123456789ABCDEF".indexOf(c) >= 0);
  }

  private static boolean isLambdaType(String path) {
    for (String prefix : List.of("Block", "Function", "Predicate")) {
      String type = "org/drools/model/functions/" + prefix;
      if (path.startsWith(type) && path.substring(type.length()).length() <= 2) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOperator(String path) {
    return path.startsWith("org/drools/model/operators/");
  }

  private static boolean partOfTheModel(String path) {
    return path.startsWith("org/drools/model/")
        || path.startsWith("org/drools/core/base/accumulators/");
  }

  private static String shown(String path) {
    return path.replace('/', '.').replace(".<init>", "");
  }

  private static void words(String owner, String members) {
    WORDS.put(owner, members(members));
  }

  private static void plumbing(String owner, String members) {
    PLUMBING.put(owner, members(members));
  }

  private static Set<String> members(String names) {
    if (names.equals("*")) {
      return ANY;
    }
    return names.isEmpty() ? Set.of() : Set.of(names.split(" "));
  }
}
