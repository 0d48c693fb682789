package io.rungate.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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

  /**
   * Members by owner that any class of a pack may use; an owner alone may only be named. There is
   * no power of big numbers and no shift: their results may be larger than any memory.
   */
  private static final Map<String, Set<String>> WORDS =
      table(
          """
          java/lang/Object <init> equals hashCode toString
          java/lang/String length isEmpty isBlank charAt equals equalsIgnoreCase compareTo \
            compareToIgnoreCase startsWith endsWith contains indexOf lastIndexOf substring strip \
            trim toLowerCase toUpperCase valueOf hashCode toString
          java/lang/CharSequence length charAt toString
          java/lang/StringBuilder <init> append toString
          java/lang/Comparable compareTo
          java/lang/Number intValue longValue doubleValue
          java/lang/Boolean valueOf booleanValue equals hashCode toString TRUE FALSE TYPE
          java/lang/Character valueOf charValue isDigit isLetter equals hashCode toString
          java/lang/Integer NUMBERS parseInt MAX_VALUE MIN_VALUE
          java/lang/Long NUMBERS parseLong MAX_VALUE MIN_VALUE
          java/lang/Double NUMBERS parseDouble doubleToLongBits isNaN isInfinite isFinite
          java/math/BigInteger NUMBERS EXACT bitLength gcd mod
          java/math/BigDecimal NUMBERS EXACT scale precision toBigInteger
          java/lang/Math abs max min floor ceil round rint signum floorDiv floorMod sqrt pow
          java/time/Instant equals hashCode toString compareTo
          io/rungate/rules/Tallies
          io/rungate/rules/Tallies$Count <init>
          io/rungate/rules/Tallies$Sum <init>
          io/rungate/rules/Tallies$Min <init>
          io/rungate/rules/Tallies$Max <init>
          io/rungate/rules/Tallies$Average <init>
          java/util/Objects equals hash hashCode toString isNull nonNull requireNonNull
          java/util/Collection READING
          java/util/List READING get indexOf of copyOf
          java/util/Set READING of copyOf
          java/util/Map get getOrDefault containsKey containsValue size isEmpty keySet values of
          java/util/Optional isPresent isEmpty get orElse
          java/lang/Enum <init> valueOf name ordinal equals hashCode toString compareTo
          java/lang/System arraycopy
          java/lang/invoke/LambdaMetafactory metafactory altMetafactory
          java/lang/invoke/StringConcatFactory makeConcatWithConstants
          java/lang/Exception
          java/lang/RuntimeException
          java/io/Serializable
          java/lang/Record
          java/lang/invoke/MethodHandles
          java/lang/invoke/MethodHandles$Lookup
          org/kie/api/definition/rule/Rule
          org/kie/api/runtime/rule/Match
          org/kie/api/runtime/rule/FactHandle
          org/drools/core/rule/consequence/InternalMatch
          org/drools/core/rule/consequence/KnowledgeHelper insertLogical getRule getMatch
          org/drools/model/Drools
          org/drools/model/functions/HashedExpression
          org/drools/model/functions/PredicateInformation *
          org/drools/model/operators/InOperator INSTANCE
          org/drools/base/factmodel/AccessibleFact
          org/drools/base/factmodel/GeneratedFact
          org/drools/modelcompiler/consequence/DroolsImpl asKnowledgeHelper
          org/drools/modelcompiler/util/EvaluationUtil *
          org/drools/modelcompiler/dsl/pattern/D eval
          """);

  /**
   * Members by owner for the classes that describe the rules, in which hardly any text of the pack
   * ends up. {@code TYPE} describes a field of a primitive type.
   */
  private static final Map<String, Set<String>> PLUMBING =
      table(
          """
          java/lang/Boolean TYPE
          java/lang/Byte TYPE
          java/lang/Character TYPE
          java/lang/Double TYPE
          java/lang/Float TYPE
          java/lang/Integer TYPE
          java/lang/Long TYPE
          java/lang/Short TYPE
          java/lang/IllegalArgumentException <init>
          java/lang/RuntimeException <init>
          java/lang/invoke/SerializedLambda *
          java/time/format/DateTimeFormatter
          java/time/format/DateTimeFormatterBuilder <init> appendPattern parseCaseInsensitive \
            toFormatter
          java/util/ArrayList <init> add
          java/util/Arrays asList
          java/util/Collections emptyList
          java/util/List add addAll
          java/util/Locale ENGLISH
          org/drools/modelcompiler/dsl/pattern/D *
          org/drools/util/DateUtils getDateFormatMask
          """);

  private Linkage() {}

  /** A class of a pack, and a word for what it may not name. */
  record Breach(String inClass, String names) {
    String message() {
      return "may not use " + names + ": rules only conclude";
    }
  }

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
    return path.matches("(.*/)?(Rules|DomainClassesMetadata)[0-9A-F]{32}[^/]*");
  }

  private static boolean isLambdaType(String path) {
    return path.matches("org/drools/model/functions/(Block|Function|Predicate).{0,2}");
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

  private static Map<String, Set<String>> table(String lines) {
    String numbers =
        "<init> valueOf intValue longValue doubleValue equals compareTo compare hashCode toString";
    String exact =
        "add subtract multiply divide remainder negate abs signum min max ZERO ONE TWO TEN"
            + " intValueExact longValueExact";
    String reading = "size isEmpty contains containsAll equals hashCode toString";
    Map<String, Set<String>> table = new HashMap<>();
    for (String line : lines.split("\n")) {
      String words =
          line.replace("NUMBERS", numbers).replace("EXACT", exact).replace("READING", reading);
      Set<String> members = new HashSet<>(List.of(words.split(" +")));
      String owner = line.split(" ")[0];
      members.remove(owner);
      table.put(owner, members.equals(ANY) ? ANY : members);
    }
    return table;
  }
}
