package io.rungate.rules;

import io.rungate.pack.DrlFile;
import io.rungate.pack.FactTypes;
import io.rungate.pack.Spelling;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.Arrays;
import java.util.LinkedHashMap;
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
import org.drools.drl.ast.descr.ImportDescr;
import org.drools.drl.ast.descr.TypeFieldDescr;

/**
 * The types that the rules of a pack can name, and their fields: what a message needs to tell what
 * was meant. Used only when a pack does not compile.
 */
final class TypeIndex {
  private static final Set<String> PRIMITIVES =
      Set.of("int", "long", "double", "float", "boolean", "byte", "short", "char");

  /** By their full names. */
  private final Map<String, AbstractClassTypeDeclarationDescr> declared = new LinkedHashMap<>();

  private final Set<String> importedPackages = new TreeSet<>();
  private final ClassLoader loader = RuleCompiler.BareProgram.LOADER;

  TypeIndex(List<DrlFile> files) {
    for (DrlFile file : files) {
      String inPackage = file.tree().getName() + ".";
      file.tree()
          .getClassAndEnumDeclarationDescrs()
          .forEach(type -> declared.put(inPackage + type.getTypeName(), type));
      imports(file).forEach(target -> importedPackages.add(packageOf(target)));
    }
  }

  boolean isDeclared(DrlFile file, String name) {
    return declaration(file, element(name)) != null;
  }

  boolean isType(DrlFile file, String name) {
    String type = element(name);
    return PRIMITIVES.contains(type)
        || !type.matches("[\\w.$]+")
        || declaration(file, type) != null
        || javaClass(file, type) != null;
  }

  /** Why a name is no type here, and what to do about it. */
  String noType(DrlFile file, String name) {
    String type = element(name);
    Stream<String> elsewhere = importedPackages.stream().map(one -> one + "." + type);
    return Stream.concat(
            declared.keySet().stream().filter(one -> simple(one).equals(type)),
            elsewhere.filter(one -> loaded(one) != null))
        .findFirst()
        .map(one -> type + " is not imported; add: import " + one + ";")
        .orElseGet(() -> "no type " + type + Spelling.hint(type, visibleTypes(file)));
  }

  /** Why a type has no such field, or null if it has, or if the type itself is unknown. */
  String noField(DrlFile file, String typeName, String field) {
    String type = element(typeName);
    Set<String> fields = fields(file, type).keySet();
    return fields.isEmpty() || fields.contains(field)
        ? null
        : type + " has no field " + field + Spelling.hint(field, fields);
  }

  /**
   * What rules can read of a type, declared or Java: the class that each name gives, null where
   * that is not known; empty if there is no such type.
   */
  Map<String, Class<?>> fields(DrlFile file, String type) {
    Map<String, Class<?>> fields = new TreeMap<>();
    AbstractClassTypeDeclarationDescr declaration = declaration(file, type);
    if (declaration != null) {
      String parent = declaration.getSuperTypeName();
      if (parent != null && !parent.equals(type)) {
        fields.putAll(fields(file, parent));
      }
      declaration.getFields().keySet().forEach(name -> fields.put(name, null));
      return fields;
    }
    Class<?> found = javaClass(file, type);
    Stream.of(found == null ? new Method[0] : found.getMethods())
        .filter(method -> method.getParameterCount() == 0)
        .filter(method -> !Modifier.isStatic(method.getModifiers()))
        .filter(method -> method.getDeclaringClass() != Object.class)
        .filter(method -> method.getReturnType() != void.class)
        .forEach(method -> fields.put(property(method), method.getReturnType()));
    return fields;
  }

  /** The fact that a field of a declared type holds; null if it holds none. */
  Class<?> holds(DrlFile file, String typeName, String field) {
    AbstractClassTypeDeclarationDescr declaration = declaration(file, element(typeName));
    TypeFieldDescr found = declaration == null ? null : declaration.getFields().get(field);
    return found == null ? null : FactTypes.javaType(found.getPattern().getObjectType());
  }

  /** Whether a field is a number; also true if nothing is known about it. */
  boolean numeric(DrlFile file, String typeName, String field) {
    Class<?> type = fields(file, element(typeName)).get(field);
    return type == null
        || Number.class.isAssignableFrom(type)
        || type.isPrimitive() && type != boolean.class && type != char.class;
  }

  /**
   * What the constructors of a type take: of a declared one, its fields with their types, in order.
   * Null if nothing is known.
   */
  String parameters(DrlFile file, String type) {
    AbstractClassTypeDeclarationDescr declaration = declaration(file, type);
    if (declaration != null) {
      return declaration.getFields().values().stream()
          .map(field -> field.getPattern().getObjectType() + " " + field.getFieldName())
          .collect(Collectors.joining(", ", "(", ")"));
    }
    Class<?> found = javaClass(file, type);
    if (found == null || found.getConstructors().length == 0) {
      return null;
    }
    return Arrays.stream(found.getConstructors())
        .map(
            constructor ->
                Arrays.stream(constructor.getParameterTypes())
                    .map(Class::getSimpleName)
                    .collect(Collectors.joining(", ", "(", ")")))
        .sorted()
        .collect(Collectors.joining(" or "));
  }

  /** Whether an import leads to something: a declared type, a class, or a package. */
  boolean isImport(String target) {
    return target.endsWith(".*") || declared.containsKey(target) || loaded(target) != null;
  }

  String noImport(String target) {
    Set<String> there = classesIn(packageOf(target));
    declared.forEach(
        (name, type) -> {
          if (target.startsWith(packageOf(name) + ".")) {
            there.add(type.getTypeName());
          }
        });
    return "no type " + target + " to import" + Spelling.hint(simple(target), there);
  }

  private AbstractClassTypeDeclarationDescr declaration(DrlFile file, String type) {
    return meanings(file, type)
        .map(declared::get)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private Class<?> javaClass(DrlFile file, String type) {
    return meanings(file, type).map(this::loaded).filter(Objects::nonNull).findFirst().orElse(null);
  }

  /** The full names that a name in a file may stand for. */
  private static Stream<String> meanings(DrlFile file, String type) {
    Stream<String> imported =
        imports(file)
            .filter(target -> target.endsWith("." + type) || target.endsWith(".*"))
            .map(target -> packageOf(target) + "." + type);
    String own = file.tree().getName() + "." + type;
    return Stream.concat(Stream.of(type, own, "java.lang." + type), imported);
  }

  private static Stream<String> imports(DrlFile file) {
    return file.tree().getImports().stream().map(ImportDescr::getTarget);
  }

  private Class<?> loaded(String name) {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException | LinkageError e) {
      return null; // also a file system that does not tell upper case from lower case
    }
  }

  private Set<String> visibleTypes(DrlFile file) {
    Set<String> types = new TreeSet<>();
    declared.values().forEach(type -> types.add(type.getTypeName()));
    imports(file).filter(target -> !target.endsWith(".*")).forEach(t -> types.add(simple(t)));
    importedPackages.forEach(name -> types.addAll(classesIn(name)));
    return types;
  }

  /** Simple names of the classes of a package of the program; none for packages of the JDK. */
  private Set<String> classesIn(String packageName) {
    String path = packageName.replace('.', '/');
    Set<String> files = new TreeSet<>();
    try {
      URL folder = loader.getResource(path);
      if (folder != null && folder.openConnection() instanceof JarURLConnection jar) {
        jar.getJarFile().stream()
            .filter(entry -> entry.getName().startsWith(path + "/"))
            .forEach(entry -> files.add(entry.getName().substring(path.length() + 1)));
      } else if (folder != null && folder.getProtocol().equals("file")) {
        files.addAll(List.of(new File(folder.toURI()).list()));
      }
    } catch (IOException | URISyntaxException e) {
      files.clear(); // only a hint gets lost
    }
    return files.stream()
        .filter(name -> name.matches("\\w+\\.class"))
        .map(name -> name.substring(0, name.indexOf('.')))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The name by which rules read what a method gives. */
  private static String property(Method reader) {
    String name = reader.getName();
    if (!name.matches("(get|is)\\p{javaUpperCase}.*")) {
      return name;
    }
    String rest = name.substring(name.startsWith("get") ? 3 : 2);
    return rest.substring(0, 1).toLowerCase(Locale.ROOT) + rest.substring(1);
  }

  private static String packageOf(String name) {
    return name.substring(0, Math.max(name.lastIndexOf('.'), 0));
  }

  private static String simple(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static String element(String name) {
    return name.replaceFirst("<.*", "").replace("[]", "").strip();
  }
}
