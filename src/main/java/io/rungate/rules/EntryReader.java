package io.rungate.rules;

import io.rungate.pack.RuleCard;
import io.rungate.pack.YamlNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * Reads what {@link EntryWriter} wrote. Plain arithmetic on an array instead of streams: a run that
 * meets a known pack spends most of its time in code that the JVM still interprets.
 */
final class EntryReader {
  /** No mapping is nested like this; a stack has its limits. */
  private static final int DEEPEST = 64;

  private final byte[] bytes;
  private int at;

  private EntryReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * The rules, or null if the bytes are damaged or belong to something else.
   *
   * @param withClasses false to leave the classes out, when they can be loaded from elsewhere
   */
  static CompiledRules read(byte[] bytes, String identity, boolean withClasses) {
    try {
      return new EntryReader(bytes).rules(identity, withClasses);
    } catch (IndexOutOfBoundsException | IllegalArgumentException | NegativeArraySizeException e) {
      return null;
    }
  }

  private CompiledRules rules(String identity, boolean withClasses) {
    if (number() != EntryWriter.MAGIC) {
      return null;
    }
    int end = part();
    if (!text().equals(identity)) {
      return null;
    }
    List<String> models = new ArrayList<>();
    for (int left = count(); left > 0; left--) {
      models.add(text());
    }
    List<RuleCard> cards = new ArrayList<>();
    for (int left = count(); left > 0; left--) {
      cards.add(card());
    }
    Map<String, YamlNode> trees = new LinkedHashMap<>();
    for (int left = count(); left > 0; left--) {
      String file = text();
      trees.put(file, node(0));
    }
    if (!withClasses) {
      return new CompiledRules(Map.of(), models, cards, trees, List.of());
    }
    at = end;
    if (part() != bytes.length) {
      throw new IllegalArgumentException("bytes left over");
    }
    List<Packages.Unit> packages = new ArrayList<>();
    for (int left = count(); left > 0; left--) {
      packages.add(new Packages.Unit(text(), text(), number() == 1));
    }
    return new CompiledRules(classes(), models, cards, trees, packages);
  }

  private Map<String, byte[]> classes() {
    Map<String, byte[]> classes = new TreeMap<>();
    for (int left = count(); left > 0; left--) {
      String name = text();
      byte[] type = new byte[count()];
      System.arraycopy(bytes, at, type, 0, type.length);
      at += type.length;
      classes.put(name, type);
    }
    return classes;
  }

  /** Where the part that starts here ends. */
  private int part() {
    int length = number();
    int expected = number();
    CRC32 sum = new CRC32();
    sum.update(bytes, at, length);
    if ((int) sum.getValue() != expected) {
      throw new IllegalArgumentException("damaged");
    }
    return at + length;
  }

  private RuleCard card() {
    String name = text();
    String concern = text();
    String file = text();
    int line = number();
    int endLine = number();
    Map<String, String> tags = new TreeMap<>();
    for (int left = count(); left > 0; left--) {
      String tag = text();
      tags.put(tag, text());
    }
    return new RuleCard(name, concern, file, line, endLine, tags);
  }

  private YamlNode node(int depth) {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException("too deep");
    }
    int line = number();
    byte kind = bytes[at++];
    if (kind == 's' || kind == 'q') {
      return new YamlNode.Scalar(line, text(), kind == 'q');
    }
    int size = count();
    if (kind == 'l') {
      List<YamlNode> items = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        items.add(node(depth + 1));
      }
      return new YamlNode.Sequence(line, items);
    }
    LinkedHashMap<String, YamlNode> entries = new LinkedHashMap<>();
    LinkedHashMap<String, Integer> lines = new LinkedHashMap<>();
    for (int i = 0; i < size; i++) {
      String key = text();
      lines.put(key, number());
      entries.put(key, node(depth + 1));
    }
    return new YamlNode.Table(line, entries, lines);
  }

  /** A number of things that follow: never more than there are bytes left to hold them. */
  private int count() {
    int count = number();
    if (count < 0 || count > bytes.length - at) {
      throw new IllegalArgumentException("more than there is");
    }
    return count;
  }

  private int number() {
    int value =
        (bytes[at] & 0xff) << 24
            | (bytes[at + 1] & 0xff) << 16
            | (bytes[at + 2] & 0xff) << 8
            | bytes[at + 3] & 0xff;
    at += 4;
    return value;
  }

  private String text() {
    int length = number();
    boolean latin = length >= 0;
    length = latin ? length : ~length;
    String text =
        new String(
            bytes, at, length, latin ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_16BE);
    at += length;
    return text;
  }
}
