package io.rungate.rules;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rungate.pack.JsonProblem;
import io.rungate.pack.PythonJsonReader;
import io.rungate.pack.RuleCard;
import io.rungate.pack.Table;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * A compiled pack as a file: an ordinary jar of its classes and of the rows of its tables, and as
 * the last entry an index that says what they are. The file is named after all that its content
 * depends on, and the index repeats that name.
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
      for (Map.Entry<String, byte[]> rows : TablesJson.buckets(rules.tables()).entrySet()) {
        add(jar, rows.getKey(), rows.getValue());
      }
      List<String> names = rules.classes().keySet().stream().sorted().toList();
      Index index =
          new Index(
              identity,
              rules.title(),
              names,
              rules.models(),
              rules.packages(),
              rules.cards(),
              rules.tables().stream().map(TablesJson.Head::of).toList());
      add(jar, INDEX, new ObjectMapper().writeValueAsBytes(index));
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
    Map<String, byte[]> rows = new TreeMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar))) {
      long left = jar.length; // a compressed entry could become larger than any memory
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        byte[] content = in.readNBytes((int) left);
        left -= content.length;
        if (in.read() >= 0) {
          return Optional.empty();
        }
        if (entry.getName().equals(INDEX)) {
          return Index.read(content)
              .filter(index -> index.identity().equals(identity))
              .filter(index -> index.classes().equals(List.copyOf(classes.keySet())))
              .filter(index -> index.hasAll(rows.keySet()))
              .map(index -> index.with(classes, rows::get));
        }
        String path = entry.getName();
        if (path.endsWith(CLASS)) {
          classes.put(path.substring(0, path.length() - CLASS.length()).replace('/', '.'), content);
        } else {
          rows.put(path, content);
        }
      }
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  /** The index of the one compiled pack whose jar is on the class path of the program. */
  static Optional<Index> onClassPath() {
    try (InputStream in = RulesJar.class.getClassLoader().getResourceAsStream(INDEX)) {
      return in == null ? Optional.empty() : Index.read(in.readAllBytes());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Another entry of that jar. */
  static byte[] onClassPath(String entry) {
    try (InputStream in = RulesJar.class.getClassLoader().getResourceAsStream(entry)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("a part of the program cannot be read", e);
    }
  }

  /**
   * What a compiled pack says about its classes, whose names are sorted; the identity names all
   * that they depend on.
   */
  record Index(
      String identity,
      String title,
      List<String> classes,
      List<String> models,
      List<Packages.Unit> packages,
      List<RuleCard> cards,
      List<TablesJson.Head> tables) {

    /**
     * The rules with their classes.
     *
     * @param rows what a jar holds at a place
     */
    CompiledRules with(Map<String, byte[]> classFiles, Function<String, byte[]> rows) {
      List<Table> all = tables.isEmpty() ? List.of() : TablesJson.tables(tables, rows);
      return new CompiledRules(title, classFiles, models, cards, packages, all);
    }

    /** Whether these are the places of all rows. */
    private boolean hasAll(Set<String> places) {
      return tables.isEmpty() ? places.isEmpty() : places.equals(TablesJson.places(tables));
    }

    /** Not by the library that writes: it would take long to start, and each run reads an index. */
    static Optional<Index> read(byte[] json) {
      try {
        Map<?, ?> index = (Map<?, ?>) PythonJsonReader.read(json);
        return Optional.of(
            new Index(
                text(index, "identity"),
                text(index, "title"),
                list(index, "classes", String.class::cast),
                list(index, "models", String.class::cast),
                list(index, "packages", Index::unit),
                list(index, "cards", Index::card),
                tables((List<?>) index.get("tables"))));
      } catch (JsonProblem | ClassCastException | NullPointerException e) {
        return Optional.empty(); // no such text
      }
    }

    /** A pack without tables loads nothing that is for tables. */
    private static List<TablesJson.Head> tables(List<?> items) {
      return items.isEmpty() ? List.of() : TablesJson.heads(items);
    }

    private static Packages.Unit unit(Object item) {
      Map<?, ?> unit = (Map<?, ?>) item;
      return new Packages.Unit(
          text(unit, "name"), text(unit, "digest"), (Boolean) unit.get("declaresTypes"));
    }

    private static RuleCard card(Object item) {
      Map<?, ?> card = (Map<?, ?>) item;
      Map<String, String> tags = new TreeMap<>();
      ((Map<?, ?>) card.get("tags"))
          .forEach((tag, value) -> tags.put((String) tag, (String) value));
      return new RuleCard(
          text(card, "name"),
          text(card, "concern"),
          text(card, "file"),
          ((BigInteger) card.get("line")).intValue(),
          ((BigInteger) card.get("endLine")).intValue(),
          tags);
    }

    private static <T> List<T> list(Map<?, ?> index, String name, Function<Object, T> item) {
      return ((List<?>) index.get(name)).stream().map(item).toList();
    }

    private static String text(Map<?, ?> from, String name) {
      return from.get(name).toString();
    }
  }
}
