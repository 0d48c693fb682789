package io.rungate.pack;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.rungate.pack.Table.Column;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;

/**
 * The rows of a table, in buckets by the hash of their keys. A run looks into one bucket, so that
 * what a compiled pack keeps of ten thousand rows is not read for one of them. Safe to share
 * between threads.
 */
public final class TableRows {
  private static final int ROWS_OF_A_BUCKET = 128;

  /** The same few values are in every run; odd ones must not fill the memory. */
  private static final int MOST_VALUES = 4096;

  private static final int LONGEST_VALUE = 256;

  /**
   * A row.
   *
   * @param line its line in the file
   * @param cells in the order of the columns: String, BigInteger, or Double; the label of the
   *     column's type where a run's value says what the cell holds
   */
  public record Row(int line, List<Object> cells) {}

  private final int key;
  private final List<Column> types;
  private final boolean patterns;
  private final IntFunction<List<Row>> source;
  private final AtomicReferenceArray<Map<String, Row>> buckets;
  private volatile Map<Pattern, Row> compiled;

  /** What the patterns say of a value that came before; null where keys are none. */
  private final Map<String, List<Row>> known;

  /**
   * Rows that are fetched when they are asked for.
   *
   * @param columns the type of each, in order
   * @param key the column that identifies a row
   * @param source gives the rows of a bucket
   */
  public TableRows(
      Map<String, Column> columns, String key, int buckets, IntFunction<List<Row>> source) {
    this.key = List.copyOf(columns.keySet()).indexOf(key);
    this.types = List.copyOf(columns.values());
    this.patterns = columns.get(key) == Column.PATTERN;
    this.known = patterns ? new ConcurrentHashMap<>() : null;
    this.source = source;
    this.buckets = new AtomicReferenceArray<>(buckets);
  }

  /** Rows that are all at hand. */
  static TableRows of(Map<String, Column> columns, String key, List<Row> rows) {
    int count = 1 + rows.size() / ROWS_OF_A_BUCKET;
    List<List<Row>> buckets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      buckets.add(new ArrayList<>());
    }
    TableRows all = new TableRows(columns, key, count, buckets::get);
    rows.forEach(row -> buckets.get(all.bucketOf(all.key(row))).add(row));
    return all;
  }

  /** How many buckets there are. */
  public int buckets() {
    return buckets.length();
  }

  /** The rows of one bucket, to be kept. */
  public List<Row> bucket(int number) {
    return List.copyOf(rows(number).values());
  }

  /** What identifies a row. */
  public String key(Row row) {
    return row.cells().get(key).toString();
  }

  /** The rows that a value chooses: that of this key, or each whose pattern is found in it. */
  public List<Row> of(String value) {
    if (!patterns) {
      Row row = rows(bucketOf(value)).get(value);
      return row == null ? List.of() : List.of(row);
    }
    List<Row> found = known.get(value);
    if (found == null) {
      found = found(value);
      if (known.size() < MOST_VALUES && value.length() <= LONGEST_VALUE) {
        known.put(value, found);
      }
    }
    return found;
  }

  private List<Row> found(String value) {
    List<Row> found = new ArrayList<>();
    patterns()
        .forEach(
            (pattern, row) -> {
              Matcher matcher = pattern.matcher(value);
              if (matcher.find()) {
                captured(row, matcher).ifPresent(found::add);
              }
            });
    return List.copyOf(found);
  }

  /**
   * The row with what its pattern captures, where the part that captures was needed; the row itself
   * in a table that captures nothing.
   */
  private Optional<Row> captured(Row row, Matcher found) {
    if (types.stream().noneMatch(Column::isCaptured)) {
      return Optional.of(row);
    }
    if (found.group(1) == null) {
      return Optional.empty();
    }
    List<Object> cells = new ArrayList<>(row.cells());
    for (int i = 0; i < cells.size(); i++) {
      if (types.get(i) == Column.CAPTURED_TEXT) {
        cells.set(i, found.group(1));
      } else if (types.get(i) == Column.CAPTURED_INTEGER) {
        cells.set(i, new BigInteger(found.group(1)));
      }
    }
    return Optional.of(new Row(row.line(), cells));
  }

  /** All rows, in the order of the file. */
  public List<Row> all() {
    List<Row> all = new ArrayList<>();
    for (int i = 0; i < buckets.length(); i++) {
      all.addAll(rows(i).values());
    }
    all.sort(Comparator.comparingInt(Row::line));
    return all;
  }

  /** The language says what the hash of a text is, so it is the same in every Java. */
  private int bucketOf(String value) {
    return Math.floorMod(value.hashCode(), buckets.length());
  }

  private Map<String, Row> rows(int number) {
    Map<String, Row> rows = buckets.get(number);
    if (rows == null) {
      rows = new LinkedHashMap<>();
      for (Row row : source.apply(number)) {
        rows.put(key(row), row);
      }
      buckets.set(number, rows);
    }
    return rows;
  }

  private Map<Pattern, Row> patterns() {
    Map<Pattern, Row> all = compiled;
    if (all == null) {
      all = new LinkedHashMap<>();
      for (Row row : all()) {
        all.put(Pattern.compile(key(row)), row);
      }
      compiled = all;
    }
    return all;
  }
}
