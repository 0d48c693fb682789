package io.rungate.rules;

import io.rungate.pack.RuleCard;
import io.rungate.pack.YamlNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * Writes compiled rules as bytes; {@link EntryReader} has the counterpart of every method.
 *
 * <p>The classes come last, so that a reader that has them already can stop before them.
 */
final class EntryWriter {
  static final int MAGIC = 0x52474334;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private EntryWriter() {}

  static byte[] bytes(String identity, CompiledRules rules) {
    EntryWriter head = new EntryWriter();
    head.text(identity);
    head.number(rules.models().size());
    rules.models().forEach(head::text);
    head.number(rules.cards().size());
    rules.cards().forEach(head::card);
    Map<String, YamlNode> trees = new TreeMap<>(rules.trees());
    head.number(trees.size());
    trees.forEach(
        (file, tree) -> {
          head.text(file);
          head.node(tree);
        });
    EntryWriter body = new EntryWriter();
    body.number(rules.packages().size());
    for (Packages.Unit unit : rules.packages()) {
      body.text(unit.name());
      body.text(unit.digest());
      body.number(unit.declaresTypes() ? 1 : 0);
    }
    body.number(rules.classes().size());
    new TreeMap<>(rules.classes())
        .forEach(
            (name, bytes) -> {
              body.text(name);
              body.number(bytes.length);
              body.out.writeBytes(bytes);
            });
    EntryWriter whole = new EntryWriter();
    whole.number(MAGIC);
    whole.part(head);
    whole.part(body);
    return whole.out.toByteArray();
  }

  /** A sum against damage; against people, the folder's owner and permissions are checked. */
  private void part(EntryWriter part) {
    byte[] bytes = part.out.toByteArray();
    CRC32 sum = new CRC32();
    sum.update(bytes);
    number(bytes.length);
    number((int) sum.getValue());
    out.writeBytes(bytes);
  }

  private void card(RuleCard card) {
    text(card.name());
    text(card.concern());
    text(card.file());
    number(card.line());
    number(card.endLine());
    number(card.tags().size());
    card.tags()
        .forEach(
            (tag, value) -> {
              text(tag);
              text(value);
            });
  }

  private void node(YamlNode node) {
    number(node.line());
    if (node instanceof YamlNode.Scalar scalar) {
      out.write(scalar.quoted() ? 'q' : 's');
      text(scalar.text());
    } else if (node instanceof YamlNode.Sequence sequence) {
      out.write('l');
      number(sequence.items().size());
      sequence.items().forEach(this::node);
    } else if (node instanceof YamlNode.Table table) {
      out.write('t');
      number(table.entries().size());
      table
          .entries()
          .forEach(
              (key, value) -> {
                text(key);
                number(table.lines().get(key));
                node(value);
              });
    }
  }

  private void number(int value) {
    out.write(value >>> 24);
    out.write(value >>> 16);
    out.write(value >>> 8);
    out.write(value);
  }

  /** Nearly all texts are Latin-1, which is copied where UTF-8 is read character by character. */
  private void text(String text) {
    boolean latin = text.chars().allMatch(c -> c <= 0xff);
    byte[] bytes = text.getBytes(latin ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_16BE);
    number(latin ? bytes.length : ~bytes.length);
    out.writeBytes(bytes);
  }
}
