package io.rungate.rules;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rungate.pack.JsonProblem;
import io.rungate.pack.PythonJsonReader;
import io.rungate.pack.Table;
import io.rungate.pack.Table.Column;
import io.rungate.pack.TableRows;
import io.rungate.pack.TableRows.Row;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Tables as a compiled pack keeps them: what they are, and each bucket of rows as a text of its
 * own. A row is a list that begins with its line.
 */
final class TablesJson {
  private TablesJson() {}

  /**
   * What a table is.
   *
   * @param profile the consumer whose table it is; empty for a table of every call
   * @param columns the types of the columns, by name; in order
   * @param of the lines on which the table names fields that choose its rows, by field; in order
   */
  record Head(
      String name,
      String profile,
      String about,
      String word,
      int line,
      String key,
      Map<String, String> columns,
      Map<String, Integer> of,
      int buckets) {

    static Head of(Table table) {
      Map<String, String> columns = new LinkedHashMap<>();
      table.columns().forEach((name, type) -> columns.put(name, type.label()));
      Map<String, Integer> of = new LinkedHashMap<>();
      table.of().forEach(one -> of.put(one.field(), one.line()));
      return new Head(
          table.name(),
          table.profile(),
          table.about(),
          table.word(),
          table.line(),
          table.key(),
          columns,
          of,
          table.rows().buckets());
    }

    static Head of(Object item) {
      Map<?, ?> head = (Map<?, ?>) item;
      Map<String, String> columns = new LinkedHashMap<>();
      ((Map<?, ?>) head.get("columns"))
          .forEach((column, type) -> columns.put((String) column, (String) type));
      Map<String, Integer> of = new LinkedHashMap<>();
      ((Map<?, ?>) head.get("of")).forEach((field, line) -> of.put((String) field, integer(line)));
      return new Head(
          (String) head.get("name"),
          (String) head.get("profile"),
          (String) head.get("about"),
          (String) head.get("word"),
          integer(head.get("line")),
          (String) head.get("key"),
          columns,
          of,
          integer(head.get("buckets")));
    }

    /** Where a bucket is kept. */
    String place(int bucket) {
      String folder = profile.isEmpty() ? "data/" : "data/consumers/" + profile + "/";
      return folder + name + "/" + bucket + ".json";
    }

    /**
     * The table itself.
     *
     * @param buckets what is kept at a place; asked when a run needs it
     */
    Table table(Function<String, byte[]> buckets) {
      Map<String, Column> types = new LinkedHashMap<>();
      columns.forEach((column, type) -> types.put(column, Column.of(type)));
      List<Table.Of> fields = new ArrayList<>();
      of.forEach((field, at) -> fields.add(new Table.Of(field, at)));
      TableRows rows =
          new TableRows(types, key, this.buckets, number -> rows(buckets.apply(place(number))));
      return new Table(name, profile, about, word, line, key, fields, types, rows);
    }
  }

  static List<Head> heads(List<?> items) {
    return items.stream().map(Head::of).toList();
  }

  /** The tables themselves, see {@link Head#table}. */
  static List<Table> tables(List<Head> heads, Function<String, byte[]> buckets) {
    return heads.stream().map(head -> head.table(buckets)).toList();
  }

  /** Where the buckets of tables are kept. */
  static Set<String> places(List<Head> heads) {
    Set<String> places = new HashSet<>();
    for (Head head : heads) {
      for (int i = 0; i < head.buckets(); i++) {
        places.add(head.place(i));
      }
    }
    return places;
  }

  /** The buckets of all tables, by their places. */
  static Map<String, byte[]> buckets(List<Table> tables) throws IOException {
    Map<String, byte[]> buckets = new TreeMap<>();
    ObjectMapper json = new ObjectMapper();
    for (Table table : tables) {
      Head head = Head.of(table);
      for (int i = 0; i < head.buckets(); i++) {
        buckets.put(head.place(i), json.writeValueAsBytes(lists(table.rows().bucket(i))));
      }
    }
    return buckets;
  }

  private static List<List<Object>> lists(List<Row> rows) {
    List<List<Object>> lists = new ArrayList<>();
    for (Row row : rows) {
      List<Object> list = new ArrayList<>(List.of(row.line()));
      list.addAll(row.cells());
      lists.add(list);
    }
    return lists;
  }

  private static List<Row> rows(byte[] bucket) {
    try {
      List<Row> rows = new ArrayList<>();
      for (Object item : (List<?>) PythonJsonReader.read(bucket)) {
        List<?> row = (List<?>) item;
        rows.add(new Row(integer(row.get(0)), List.copyOf(row.subList(1, row.size()))));
      }
      return rows;
    } catch (JsonProblem e) {
      throw new IllegalStateException("the compiled pack is damaged: " + e.getMessage(), e);
    }
  }

  private static int integer(Object number) {
    return ((BigInteger) number).intValue();
  }
}
