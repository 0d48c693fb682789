package io.rungate.pack;

import io.rungate.pack.Mapping.Field;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;

/**
 * The texts that a name of a rule can stand for, where the pack says them all: the cells of a
 * column, or the values of a loop.
 */
final class BoundTexts {
  private final List<Field> fields;
  private final List<Mapping.Family> families;
  private final Map<String, Table> tables;
  private final BiFunction<Table, String, Set<String>> cells;

  BoundTexts(
      List<Field> fields,
      List<Mapping.Family> families,
      Map<String, Table> tables,
      BiFunction<Table, String, Set<String>> cells) {
    this.cells = cells;
    this.fields = fields;
    this.families = families;
    this.tables = tables;
  }

  /** Of {@code $key}; null where it may be any, or for words that are no name. */
  Set<String> of(RuleText rule, List<DrlToken> words) {
    if (words.size() != 1 || !words.get(0).isName()) {
      return null;
    }
    for (RuleText.Pattern pattern : rule.patterns()) {
      for (Span constraint : pattern.constraints()) {
        List<DrlToken> all = rule.tokens(constraint);
        if (all.size() > 2 && all.get(0).is(words.get(0).text()) && all.get(1).is(":")) {
          return texts(pattern.type(), all.subList(2, all.size()));
        }
      }
    }
    return null;
  }

  /** Of {@code $key : key}, or {@code $role : part( "role" )}. */
  private Set<String> texts(String type, List<DrlToken> words) {
    Set<String> texts = new TreeSet<>();
    Table table = tables.get(type.substring(type.lastIndexOf('.') + 1));
    if (table != null && words.size() == 1) {
      String column = words.get(0).text();
      if (column.equals("field") && !table.isOfEveryRun()) {
        return new TreeSet<>(table.fields());
      }
      if (!table.columns().containsKey(column) || !table.columns().get(column).isText()) {
        return null;
      }
      return cells.apply(table, column);
    }
    boolean part = words.size() == 4 && words.get(0).is("part") && words.get(2).isText();
    if (!part || type.equals("Metric")) {
      return null;
    }
    fields.stream()
        .map(Field::parts)
        .map(parts -> parts.get(words.get(2).value()))
        .filter(Objects::nonNull)
        .forEach(texts::add);
    boolean any = families.stream().anyMatch(family -> family.path() != null);
    return any || texts.isEmpty() ? null : texts;
  }
}
