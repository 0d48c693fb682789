package io.rungate.rules;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * A compiled pack as a file: an ordinary jar of its classes, and as the last entry an index that
 * says what they are. The file is named after all that its content depends on, and the index
 * repeats that name.
 *
 * <p>Damage is noticed: each entry has a checksum, and the index, which is missing when the end is,
 * names every class.
 */
final class RulesJar {
  static final String ENDING = ".jar";

  /** The entry that can also be found on a class path. */
  static final String INDEX = "META-INF/rungate-rules.json";

  private static final String CLASS = ".class";

  /** One time for all entries, so that equal rules make equal jars. */
  private static final LocalDateTime MADE = LocalDateTime.of(2026, 1, 1, 0, 0);

  private RulesJar() {}

  /** What a jar is for, by its name. */
  static String identityOf(Path jar) {
    String name = jar.getFileName().toString();
    return name.substring(0, name.length() - ENDING.length());
  }

  /** The jar, as bytes. */
  static byte[] of(String identity, CompiledRules rules) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream jar = new ZipOutputStream(bytes)) {
      jar.setMethod(ZipOutputStream.STORED); // classes are loaded more often than kept
      for (Map.Entry<String, byte[]> type : new TreeMap<>(rules.classes()).entrySet()) {
        add(jar, type.getKey().replace('.', '/') + CLASS, type.getValue());
      }
      add(jar, INDEX, RulesIndex.of(identity, rules).toJson());
    } catch (IOException e) {
      throw new IllegalStateException("memory takes what it is given", e);
    }
    return bytes.toByteArray();
  }

  private static void add(ZipOutputStream jar, String name, byte[] content) throws IOException {
    CRC32 sum = new CRC32();
    sum.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setSize(content.length);
    entry.setCrc(sum.getValue());
    entry.setTimeLocal(MADE);
    jar.putNextEntry(entry);
    jar.write(content);
  }

  /** The rules of a jar; nothing if it is damaged, or was made of something else. */
  static Optional<CompiledRules> read(byte[] jar, String identity) {
    Map<String, byte[]> classes = new TreeMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar))) {
      long left = jar.length; // a compressed entry could become larger than any memory
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        byte[] content = in.readNBytes((int) left);
        left -= content.length;
        if (in.read() >= 0) {
          return Optional.empty();
        }
        if (entry.getName().equals(INDEX)) {
          return RulesIndex.read(content)
              .filter(index -> index.identity().equals(identity))
              .filter(index -> index.classes().equals(List.copyOf(classes.keySet())))
              .map(index -> index.with(classes));
        }
        String path = entry.getName();
        classes.put(path.substring(0, path.length() - CLASS.length()).replace('/', '.'), content);
      }
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  /** The index of the one compiled pack whose jar is on the class path of the program. */
  static Optional<RulesIndex> onClassPath() {
    try (InputStream in = RulesJar.class.getClassLoader().getResourceAsStream(INDEX)) {
      return in == null ? Optional.empty() : RulesIndex.read(in.readAllBytes());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
