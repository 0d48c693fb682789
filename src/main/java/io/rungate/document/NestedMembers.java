package io.rungate.document;

import io.rungate.document.AggDocument.How;
import io.rungate.engine.FieldOf;
import io.rungate.engine.Justification;
import io.rungate.fact.AbsentField;
import io.rungate.fact.Fact;
import io.rungate.fact.MalformedField;
import io.rungate.fact.Metric;
import io.rungate.fact.Quantity;
import io.rungate.pack.Mapping.Block;
import io.rungate.pack.Mapping.Entry;
import io.rungate.pack.Mapping.Family;
import io.rungate.pack.Nested;
import io.rungate.pack.ResultPath;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Shows a list or a map: what rules concluded of a word, or a family by the parts of its path. */
final class NestedMembers {
  private final DocumentBuilder document;
  private final ShownFacts facts;
  private final Block block;
  private final Nested nested;
  private final List<Object> at;

  /**
   * What is to be shown of a conclusion; null for a value that it does not have.
   *
   * @param by what gives its keys in a map
   * @param values by the entries
   */
  private record Row(Object word, List<Object> by, List<Object> values) {}

  /** By what is shown, so that neither the order of rules nor that of a run decides. */
  private static final Comparator<Row> ORDER =
      Comparator.comparing(Row::by, NestedMembers::compare)
          .thenComparing(Row::values, NestedMembers::compare)
          .thenComparing(row -> row.word.toString());

  NestedMembers(DocumentBuilder document, ShownFacts facts, Block block, List<Object> at) {
    this.document = document;
    this.facts = facts;
    this.block = block;
    this.nested = block.nested();
    this.at = at;
  }

  void add() {
    if (nested instanceof Nested.ByPath map) {
      facts.mapping.families().stream()
          .filter(family -> family.name().equals(map.family()))
          .forEach(this::metrics);
      return;
    }
    List<Row> rows = rows();
    if (rows.isEmpty()) {
      String nothing = ", and no rule concludes the word " + nested.word();
      document.gap("owes " + DocumentTree.text(at) + nothing, block.line());
    }
    for (int i = 0; i < rows.size(); i++) {
      if (nested instanceof Nested.Items) {
        item(rows.get(i), i);
      } else {
        member(rows.get(i));
      }
    }
  }

  private void metrics(Family family) {
    document.showGroup(family.group());
    for (Fact fact : facts.evaluation.facts()) {
      if (fact instanceof Metric metric && metric.family().equals(family.name())) {
        put(keys(metric.parts()), metric.amount(), How.CONVERTED, metric, family.line());
      } else if (fact instanceof AbsentField absent && absent.instead() != null) {
        ResultPath.parse(absent.name())
            .flatMap(place -> family.path().partsOf(place.steps()))
            .ifPresent(parts -> document.leaveOut(DocumentTree.text(keys(parts)), absent));
      } else if (fact instanceof MalformedField bad && bad.group().equals(family.group())) {
        document.gap("owes " + bad.name() + DocumentBuilder.NOTHING_GIVES, block.line());
      }
    }
  }

  private List<Object> keys(Map<String, String> parts) {
    List<Object> path = new ArrayList<>(at);
    nested.by().forEach(name -> path.add(parts.get(name)));
    return path;
  }

  private List<Row> rows() {
    Set<Object> words = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Row> rows = new ArrayList<>();
    for (Justification reason : facts.evaluation.justifications()) {
      Object word = reason.conclusion();
      if (isOf(word.getClass()) && words.add(word)) {
        rows.add(
            new Row(
                word,
                nested.by().stream().map(name -> value(word, name)).toList(),
                nested.entries().stream().map(entry -> value(word, entry.field())).toList()));
      }
    }
    rows.sort(ORDER);
    return rows;
  }

  /** A word that extends another one is one of those, too. */
  private boolean isOf(Class<?> type) {
    return type != null
        && (type.getSimpleName().equals(nested.word()) || isOf(type.getSuperclass()));
  }

  private void item(Row row, int index) {
    List<Object> in = DocumentBuilder.then(at, index);
    values(row, in);
    if (nested.entries().stream().allMatch(one -> isLeftOut(in, one))) {
      String what = DocumentTree.text(in) + ", of which nothing is finite";
      document.gap("owes " + what, block.line());
    }
  }

  private boolean isLeftOut(List<Object> in, Entry entry) {
    return document.leavesOut(DocumentBuilder.name(in, entry.key()));
  }

  private void member(Row row) {
    List<Object> path = new ArrayList<>(at);
    for (int i = 0; i < row.by.size(); i++) {
      Object key = row.by.get(i);
      if (key instanceof Double || !(key instanceof String || key instanceof BigInteger)) {
        String what = "owes a key of " + DocumentTree.text(at) + ", and " + nested.by().get(i);
        document.gap(what + " gives none in " + row.word, block.line());
        return;
      }
      path.add(key.toString());
    }
    if (nested instanceof Nested.ByWord map && map.single()) {
      value(row, nested.entries().get(0), row.values.get(0), path);
    } else {
      document.open(path, block.line());
      values(row, path);
    }
  }

  private void values(Row row, List<Object> in) {
    for (int i = 0; i < nested.entries().size(); i++) {
      Entry entry = nested.entries().get(i);
      value(row, entry, row.values.get(i), DocumentBuilder.then(in, entry.key()));
    }
  }

  private void value(Row row, Entry entry, Object value, List<Object> path) {
    if (value == null) {
      String what = ", and " + entry.field() + " has no value for it in " + row.word;
      document.gap("owes " + DocumentTree.text(path) + what, entry.line());
    } else {
      put(path, value, How.CONCLUDED, row.word, entry.line());
    }
  }

  private void put(List<Object> path, Object value, How how, Object basis, int line) {
    document.claim(DocumentTree.text(path), false, line);
    List<Object> in = path.subList(0, path.size() - 1);
    document.put(block, in, (String) path.get(in.size()), value, how, basis, line);
  }

  /** A field of a word as a document has it; null for what no document can hold. */
  private static Object value(Object word, String field) {
    Object value = FieldOf.read(word, field).flatMap(one -> one).orElse(null);
    if (value instanceof Quantity number) {
      return number.whole() == null ? number.real() : (Object) number.whole();
    }
    if (value instanceof Integer || value instanceof Long) {
      return BigInteger.valueOf(((Number) value).longValue());
    }
    if (value instanceof Enum<?> one) {
      return one.name();
    }
    boolean plain = value instanceof BigInteger || value instanceof Double;
    return plain || value instanceof String || value instanceof Boolean ? value : null;
  }

  private static int compare(List<Object> some, List<Object> other) {
    for (int i = 0; i < some.size(); i++) {
      int order = compare(some.get(i), other.get(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  /** Numbers by their size, before texts; what is neither by its text. */
  private static int compare(Object one, Object other) {
    if (one instanceof Number some && other instanceof Number more) {
      boolean finite = Double.isFinite(some.doubleValue()) && Double.isFinite(more.doubleValue());
      return finite
          ? new BigDecimal(some.toString()).compareTo(new BigDecimal(more.toString()))
          : Double.compare(some.doubleValue(), more.doubleValue());
    }
    if (one instanceof Number || other instanceof Number) {
      return one instanceof Number ? -1 : 1;
    }
    return String.valueOf(one).compareTo(String.valueOf(other));
  }
}
