package io.rungate.rules;

import io.rungate.pack.DrlFile;
import io.rungate.pack.Spelling;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
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

  private final List<DrlFile> files;
  private final ClassLoader loader = BareProgram.LOADER;

  TypeIndex(List<DrlFile> files) {
    this.files = files;
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
    for (DrlFile other : files) {
      if (other.tree().getClassAndEnumDeclarationDescrs().stream()
          .anyMatch(d -> d.getTypeName().equals(type))) {
        return notImported(type, other.tree().getName());
      }
    }
    for (String packageName : importedPackages()) {
      if (loaded(packageName + "." + type) != null) {
        return notImported(type, packageName);
      }
    }
    return "no type " + type + Spelling.hint(type, visibleTypes(file));
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
      for (Method method : found.getMethods()) {
        if (method.getParameterCount() == 0
            && !Modifier.isStatic(method.getModifiers())
            && method.getDeclaringClass() != Object.class
            && method.getReturnType() != void.class) {
          fields.add(property(method.getName()));
        }
      }
    }
    return fields;
  }

  /** Whether a field is a number; also true if nothing is known about it. */
  boolean numeric(DrlFile file, String typeName, String field) {
    Class<?> found = javaClass(file, element(typeName));
    if (found == null) {
      return true;
    }
    for (Method method : found.getMethods()) {
      if (method.getParameterCount() == 0 && property(method.getName()).equals(field)) {
        Class<?> type = method.getReturnType();
        return Number.class.isAssignableFrom(type)
            || type.isPrimitive() && type != boolean.class && type != char.class;
      }
    }
    return true;
  }

  /**
   * What the constructors of a type take: of a declared one, its fields with their types, in order.
   * Null if nothing is known.
   */
  String parameters(DrlFile file, String type) {
    AbstractClassTypeDeclarationDescr declaration = declaration(file, type);
    if (declaration == null) {
      Class<?> found = javaClass(file, type);
      return found == null ? null : constructors(found);
    }
    List<String> parameters = new ArrayList<>();
    declaration
        .getFields()
        .values()
        .forEach(f -> parameters.add(f.getPattern().getObjectType() + " " + f.getFieldName()));
    return "(" + String.join(", ", parameters) + ")";
  }

  private static String constructors(Class<?> type) {
    List<String> constructors = new ArrayList<>();
    for (Constructor<?> constructor : type.getConstructors()) {
      List<String> parameters = new ArrayList<>();
      for (Class<?> parameter : constructor.getParameterTypes()) {
        parameters.add(parameter.getSimpleName());
      }
      constructors.add("(" + String.join(", ", parameters) + ")");
    }
    return constructors.isEmpty()
        ? null
        : String.join(" or ", constructors.stream().sorted().toList());
  }

  /** Whether an import leads to something: a declared type, a class, or a package. */
  boolean isImport(String target) {
    if (target.endsWith(".*")) {
      return true;
    }
    return declaredAs(target) || loaded(target) != null;
  }

  String noImport(String target) {
    int dot = target.lastIndexOf('.');
    Set<String> there = new TreeSet<>(classesIn(target.substring(0, Math.max(dot, 0))));
    files.forEach(
        file -> {
          if (target.startsWith(file.tree().getName() + ".")) {
            file.tree().getClassAndEnumDeclarationDescrs().forEach(d -> there.add(d.getTypeName()));
          }
        });
    return "no type " + target + " to import" + Spelling.hint(target.substring(dot + 1), there);
  }

  /** Why a static function cannot be imported, or null if it can. */
  String noFunction(String target) {
    int dot = target.lastIndexOf('.');
    if (dot < 0 || target.endsWith(".*")) {
      return null;
    }
    Class<?> owner = loaded(target.substring(0, dot));
    if (owner == null) {
      return noImport(target.substring(0, dot));
    }
    Set<String> functions = new TreeSet<>();
    for (Method method : owner.getMethods()) {
      if (Modifier.isStatic(method.getModifiers())) {
        functions.add(method.getName());
      }
    }
    String name = target.substring(dot + 1);
    return functions.contains(name)
        ? null
        : owner.getSimpleName() + " has no function " + name + Spelling.hint(name, functions);
  }

  private AbstractClassTypeDeclarationDescr declaration(DrlFile file, String type) {
    for (DrlFile other : files) {
      String packageName = other.tree().getName();
      for (AbstractClassTypeDeclarationDescr declaration :
          other.tree().getClassAndEnumDeclarationDescrs()) {
        String full = packageName + "." + declaration.getTypeName();
        boolean named =
            full.equals(type)
                || declaration.getTypeName().equals(type)
                    && (packageName.equals(file.tree().getName()) || imports(file, full));
        if (named) {
          return declaration;
        }
      }
    }
    return null;
  }

  private boolean declaredAs(String fullName) {
    return files.stream()
        .flatMap(
            file -> file.tree().getClassAndEnumDeclarationDescrs().stream().map(d -> full(file, d)))
        .anyMatch(fullName::equals);
  }

  private static String full(DrlFile file, AbstractClassTypeDeclarationDescr declaration) {
    return file.tree().getName() + "." + declaration.getTypeName();
  }

  private Class<?> javaClass(DrlFile file, String type) {
    List<String> candidates = new ArrayList<>(List.of(type, "java.lang." + type));
    for (ImportDescr imported : file.tree().getImports()) {
      String target = imported.getTarget();
      if (target.endsWith("." + type)) {
        candidates.add(target);
      } else if (target.endsWith(".*")) {
        candidates.add(target.substring(0, target.length() - 1) + type);
      }
    }
    return candidates.stream().map(this::loaded).filter(c -> c != null).findFirst().orElse(null);
  }

  private boolean imports(DrlFile file, String fullName) {
    String all = fullName.substring(0, fullName.lastIndexOf('.')) + ".*";
    return file.tree().getImports().stream()
        .anyMatch(i -> i.getTarget().equals(fullName) || i.getTarget().equals(all));
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
    for (DrlFile other : files) {
      other.tree().getClassAndEnumDeclarationDescrs().forEach(d -> types.add(d.getTypeName()));
    }
    for (ImportDescr imported : file.tree().getImports()) {
      String target = imported.getTarget();
      if (!target.endsWith(".*")) {
        types.add(target.substring(target.lastIndexOf('.') + 1));
      }
    }
    importedPackages().forEach(packageName -> types.addAll(classesIn(packageName)));
    return types;
  }

  private Set<String> importedPackages() {
    Set<String> packages = new TreeSet<>();
    for (DrlFile file : files) {
      for (ImportDescr imported : file.tree().getImports()) {
        String target = imported.getTarget();
        packages.add(target.substring(0, Math.max(target.lastIndexOf('.'), 0)));
      }
    }
    return packages;
  }

  /**
   * Simple names of the classes of a package of the program; none for packages of the JDK, and none
   * if it is not found.
   */
  private Set<String> classesIn(String packageName) {
    Set<String> names = new TreeSet<>();
    String path = packageName.replace('.', '/');
    URL folder = path.isEmpty() ? null : loader.getResource(path);
    try {
      URLConnection connection = folder == null ? null : folder.openConnection();
      if (connection instanceof JarURLConnection jar) {
        jar.getJarFile().stream().forEach(e -> addClass(names, path, e.getName()));
      } else if (folder != null && folder.getProtocol().equals("file")) {
        try (Stream<Path> entries = Files.list(Path.of(folder.toURI()))) {
          entries.forEach(e -> addClass(names, path, path + "/" + e.getFileName()));
        }
      }
    } catch (IOException | URISyntaxException e) {
      return Set.of(); // only a hint gets lost
    }
    return names;
  }

  private static void addClass(Set<String> names, String path, String entry) {
    if (entry.startsWith(path + "/") && entry.endsWith(".class")) {
      String name = entry.substring(path.length() + 1, entry.length() - ".class".length());
      if (name.matches("\\w+")) {
        names.add(name);
      }
    }
  }

  private static String notImported(String type, String packageName) {
    return type + " is not imported; add: import " + packageName + "." + type + ";";
  }

  private static String property(String method) {
    for (String prefix : List.of("get", "is")) {
      if (method.startsWith(prefix) && method.length() > prefix.length()) {
        String rest = method.substring(prefix.length());
        if (Character.isUpperCase(rest.charAt(0))) {
          return rest.substring(0, 1).toLowerCase(Locale.ROOT) + rest.substring(1);
        }
      }
    }
    return method;
  }

  private static String element(String name) {
    return name.replaceFirst("<.*", "").replace("[]", "").strip();
  }
}
