package io.rungate.rules;

import io.rungate.pack.DrlFile;
import io.rungate.pack.Spelling;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drools.drl.ast.descr.AbstractClassTypeDeclarationDescr;
import org.drools.drl.ast.descr.ImportDescr;

/**
 * The types that the rules of a pack can name, and their fields: what a message needs to tell what
 * was meant. Used only when a pack does not compile.
 */
final class TypeIndex {
  private static final Set<String> PRIMITIVES =
      Set.of("int", "long", "double", "float", "boolean", "byte", "short", "char");

  private final List<Declared> declared = new ArrayList<>();
  private final Set<String> importedPackages = new TreeSet<>();
  private final ClassLoader loader = BareProgram.LOADER;

  /** A type that a file of the pack declares. */
  private record Declared(String inPackage, AbstractClassTypeDeclarationDescr type) {
    String name() {
      return type.getTypeName();
    }

    String fullName() {
      return inPackage + "." + name();
    }
  }

  TypeIndex(List<DrlFile> files) {
    for (DrlFile file : files) {
      String name = file.tree().getName();
      file.tree()
          .getClassAndEnumDeclarationDescrs()
          .forEach(type -> declared.add(new Declared(name, type)));
      imports(file).forEach(t -> importedPackages.add(t.substring(0, Math.max(dot(t), 0))));
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
    Stream<String> owners =
        Stream.concat(
            declared.stream().filter(one -> one.name().equals(type)).map(Declared::inPackage),
            importedPackages.stream().filter(one -> loaded(one + "." + type) != null));
    return owners
        .findFirst()
        .map(owner -> type + " is not imported; add: import " + owner + "." + type + ";")
        .orElseGet(() -> "no type " + type + Spelling.hint(type, visibleTypes(file)));
  }

  /** Why a type has no such field, or null if it has, or if the type itself is unknown. */
  String noField(DrlFile file, String typeName, String field) {
    String type = element(typeName);
    Set<String> fields = fields(file, type);
    return fields.isEmpty() || fields.contains(field)
        ? null
        : type + " has no field " + field + Spelling.hint(field, fields);
  }

  /** The names by which rules can read a type, declared or Java; empty if there is no such type. */
  Set<String> fields(DrlFile file, String type) {
    Set<String> fields = new TreeSet<>();
    AbstractClassTypeDeclarationDescr declaration = declaration(file, type);
    if (declaration != null) {
      fields.addAll(declaration.getFields().keySet());
      String parent = declaration.getSuperTypeName();
      if (parent != null && !parent.equals(type)) {
        fields.addAll(fields(file, parent));
      }
      return fields;
    }
    Class<?> found = javaClass(file, type);
    if (found != null) {
      readers(found)
          .filter(method -> !Modifier.isStatic(method.getModifiers()))
          .filter(method -> method.getDeclaringClass() != Object.class)
          .filter(method -> method.getReturnType() != void.class)
          .forEach(method -> fields.add(property(method)));
    }
    return fields;
  }

  /** Whether a field is a number; also true if nothing is known about it. */
  boolean numeric(DrlFile file, String typeName, String field) {
    Class<?> found = javaClass(file, element(typeName));
    Stream<Method> readers = found == null ? Stream.of() : readers(found);
    return readers
        .filter(method -> property(method).equals(field))
        .findFirst()
        .map(Method::getReturnType)
        .map(
            type ->
                Number.class.isAssignableFrom(type)
                    || type.isPrimitive() && type != boolean.class && type != char.class)
        .orElse(true);
  }

  private static Stream<Method> readers(Class<?> type) {
    return Arrays.stream(type.getMethods()).filter(method -> method.getParameterCount() == 0);
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
    return target.endsWith(".*")
        || declared.stream().anyMatch(one -> one.fullName().equals(target))
        || loaded(target) != null;
  }

  String noImport(String target) {
    Set<String> there = classesIn(target.substring(0, Math.max(dot(target), 0)));
    declared.stream()
        .filter(one -> target.startsWith(one.inPackage() + "."))
        .forEach(one -> there.add(one.name()));
    return "no type " + target + " to import" + Spelling.hint(simple(target), there);
  }

  /** Why a static function cannot be imported, or null if it can. */
  String noFunction(String target) {
    if (dot(target) < 0 || target.endsWith(".*")) {
      return null;
    }
    String type = target.substring(0, dot(target));
    Class<?> owner = loaded(type);
    if (owner == null) {
      return noImport(type);
    }
    Set<String> functions =
        Arrays.stream(owner.getMethods())
            .filter(method -> Modifier.isStatic(method.getModifiers()))
            .map(Method::getName)
            .collect(Collectors.toSet());
    String name = simple(target);
    return functions.contains(name)
        ? null
        : owner.getSimpleName() + " has no function " + name + Spelling.hint(name, functions);
  }

  private AbstractClassTypeDeclarationDescr declaration(DrlFile file, String type) {
    return declared.stream()
        .filter(
            one ->
                one.fullName().equals(type)
                    || one.name().equals(type)
                        && (one.inPackage().equals(file.tree().getName())
                            || imports(file)
                                .anyMatch(
                                    Set.of(one.fullName(), one.inPackage() + ".*")::contains)))
        .map(Declared::type)
        .findFirst()
        .orElse(null);
  }

  private Class<?> javaClass(DrlFile file, String type) {
    Stream<String> imported =
        imports(file)
            .filter(target -> target.endsWith("." + type) || target.endsWith(".*"))
            .map(target -> target.replaceFirst("\\*$", type));
    return Stream.concat(Stream.of(type, "java.lang." + type), imported)
        .map(this::loaded)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
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
    declared.forEach(one -> types.add(one.name()));
    imports(file).filter(target -> !target.endsWith(".*")).forEach(t -> types.add(simple(t)));
    importedPackages.forEach(name -> types.addAll(classesIn(name)));
    return types;
  }

  /**
   * Simple names of the classes of a package of the program; none for packages of the JDK, and none
   * if it is not found.
   */
  private Set<String> classesIn(String packageName) {
    Set<String> names = new TreeSet<>();
    String path = packageName.replace('.', '/');
    URL folder = loader.getResource(path);
    if (path.isEmpty() || folder == null || folder.getProtocol().equals("jrt")) {
      return names;
    }
    try {
      if (folder.getProtocol().equals("jar")) {
        try (FileSystem jar = FileSystems.newFileSystem(folder.toURI(), Map.of())) {
          addClasses(names, jar.getPath(path));
        }
      } else {
        addClasses(names, Path.of(folder.toURI()));
      }
    } catch (IOException | URISyntaxException | RuntimeException e) {
      names.clear(); // only a hint gets lost
    }
    return names;
  }

  private static void addClasses(Set<String> names, Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("\\w+\\.class"))
          .forEach(name -> names.add(name.substring(0, name.indexOf('.'))));
    }
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

  private static int dot(String name) {
    return name.lastIndexOf('.');
  }

  private static String simple(String name) {
    return name.substring(dot(name) + 1);
  }

  private static String element(String name) {
    return name.replaceFirst("<.*", "").replace("[]", "").strip();
  }
}
