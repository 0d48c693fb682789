package io.rungate.rules;

import io.rungate.pack.PackException;
import io.rungate.pack.PackReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.zip.CRC32;

/**
 * Packs that were compiled together with the program, for reading only. They are as trusted as the
 * program beside which they lie.
 *
 * <p>The classes of one of them are also in a jar that can stand on the class path, where the JVM
 * can take them out of an archive of loaded classes. Its name tells nothing; a file beside it says
 * which pack it is.
 */
public final class ShippedRules {
  /** No shipped packs. */
  public static final ShippedRules NONE = new ShippedRules(null);

  private static final String JAR = "rules.jar";
  private static final String JAR_OF = "rules.id";
  private static final String CONTENT = "rules.content";
  private static final String MODELS = "rules.models";
  private static final String WITHOUT_CLASSES = "rules.head";
  private static final String PACKAGES = "rules.packages";

  private final Path folder;

  private ShippedRules(Path folder) {
    this.folder = folder;
  }

  /** Those in a folder; it need not exist. */
  public static ShippedRules in(Path folder) {
    return new ShippedRules(folder);
  }

  /** What was compiled from this content, or null. */
  CompiledRules find(String identity) {
    if (folder == null) {
      return null;
    }
    try {
      boolean onClassPath = isOnClassPath(identity);
      String file = onClassPath ? WITHOUT_CLASSES : identity + RuleCache.ENTRY;
      return EntryReader.read(Files.readAllBytes(folder.resolve(file)), identity, !onClassPath);
    } catch (IOException e) {
      return null;
    }
  }

  /** All that are there, with their classes; what cannot be read is left out. */
  List<CompiledRules> all() {
    List<CompiledRules> all = new ArrayList<>();
    if (folder != null) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + RuleCache.ENTRY)) {
        for (Path file : files) {
          String identity = RuleCache.identityOf(file.getFileName().toString());
          CompiledRules rules = EntryReader.read(Files.readAllBytes(file), identity, true);
          if (rules != null) {
            all.add(rules);
          }
        }
      } catch (IOException | DirectoryIteratorException e) {
        return all;
      }
    }
    return all;
  }

  /**
   * The digest of a pack whose content is that of the pack in the jar, or null. To compare it byte
   * by byte is as strict as to digest it, and far cheaper in a JVM that has just started.
   */
  String digestOf(byte[] content) {
    if (folder == null) {
      return null;
    }
    try {
      if (!Arrays.equals(Files.readAllBytes(folder.resolve(CONTENT)), content)) {
        return null;
      }
      String identity = Files.readString(folder.resolve(JAR_OF));
      return identity.substring(0, identity.indexOf('-'));
    } catch (IOException | IndexOutOfBoundsException e) {
      return null;
    }
  }

  /**
   * The packages whose classes on the class path can stand for those of other rules: an edit most
   * often leaves all but one as they were.
   */
  Set<String> sharedWith(CompiledRules rules) {
    Set<String> shared = new HashSet<>();
    if (folder == null || !Boolean.getBoolean("rungate.rules")) {
      return shared;
    }
    try {
      for (String line : Files.readAllLines(folder.resolve(PACKAGES))) {
        String[] words = line.split(" ");
        var unit = new Packages.Unit(words[0], words[1], words[2].equals("types"));
        if (rules.packages().contains(unit)) {
          shared.add(unit.name());
        } else if (unit.declaresTypes()) {
          // The classes there know its types, and these rules have types of their own.
          return Set.of();
        }
      }
    } catch (IOException | IndexOutOfBoundsException e) {
      return Set.of();
    }
    return shared;
  }

  private boolean isOnClassPath(String identity) throws IOException {
    Path id = folder.resolve(JAR_OF);
    return Boolean.getBoolean("rungate.rules")
        && Files.exists(id)
        && new String(Files.readAllBytes(id), StandardCharsets.UTF_8).equals(identity);
  }

  /**
   * Compiles a pack into a folder of shipped ones.
   *
   * @param onClassPath whether this is the one whose classes also go into the jar
   * @throws IOException when the folder cannot take it
   */
  public static void add(Path folder, Path pack, boolean onClassPath)
      throws PackException, IOException {
    PackReader.PackFiles files = PackReader.files(pack);
    String identity = PackLoader.identity(files);
    CompiledRules rules = PackLoader.compile(files, List.of());
    Files.createDirectories(folder);
    Files.write(folder.resolve(identity + RuleCache.ENTRY), EntryWriter.bytes(identity, rules));
    if (onClassPath) {
      writeJar(folder.resolve(JAR), rules.classes());
      Files.write(
          folder.resolve(WITHOUT_CLASSES), EntryWriter.bytes(identity, rules.withoutClasses()));
      Files.write(folder.resolve(CONTENT), PackReader.content(files.files()));
      Files.write(folder.resolve(MODELS), rules.models());
      Files.write(
          folder.resolve(PACKAGES),
          rules.packages().stream()
              .map(one -> one.name() + " " + one.digest() + (one.declaresTypes() ? " types" : " -"))
              .toList());
      Files.writeString(folder.resolve(JAR_OF), identity);
    }
  }

  /** Not compressed, and with one time for all entries, so that equal rules make equal jars. */
  private static void writeJar(Path jar, Map<String, byte[]> classes) throws IOException {
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.setMethod(JarOutputStream.STORED);
      for (Map.Entry<String, byte[]> type : new TreeMap<>(classes).entrySet()) {
        JarEntry entry = new JarEntry(type.getKey().replace('.', '/') + ".class");
        CRC32 sum = new CRC32();
        sum.update(type.getValue());
        entry.setCrc(sum.getValue());
        entry.setSize(type.getValue().length);
        entry.setTimeLocal(java.time.LocalDateTime.of(2026, 1, 1, 0, 0));
        out.putNextEntry(entry);
        out.write(type.getValue());
        out.closeEntry();
      }
    }
  }
}
