package io.rungate.pack;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A table that a pack brings: what {@code data/NAME.yaml} says. A row becomes a fact of a run where
 * its key is what the run gives for a field that the table is of, or of every run.
 *
 * @param name the file's name without its ending; of a profile, what the file calls it
 * @param profile the consumer whose rows these are; empty for the rows of every call
 * @param about what it holds, in one sentence
 * @param word the type that rules match
 * @param line the line of the word in the file
 * @param key the column that identifies a row
 * @param of the fields whose values choose rows; none for a table of every run
 * @param columns the type of each, in the order of the file
 */
public record Table(
    String name,
    String profile,
    String about,
    String word,
    int line,
    String key,
    List<Of> of,
    Map<String, Column> columns,
    TableRows rows) {

  /** The package of the words of all tables; no rule file can be in it. */
  public static final String PACKAGE = "rungate.data";

  /** The folder of the tables. */
  static final String FOLDER = "data/";

  static final String ENDING = ".yaml";

  /** The folder of the profiles: what each consumer knows, in the same tables for all of them. */
  static final String PROFILES = FOLDER + "consumers/";

  /** What a cell holds; {@code fact} is the type that rules see. A time is kept as its text. */
  public enum Column {
    TEXT("String"),
    INTEGER("IntegerField"),
    NUMBER("RealField"),
    TIME("TimeField"),
    /** Found in the value of a run; only a key can be one. */
    PATTERN("String"),
    /** What the group of the row's pattern captures from the value; a row has no cell for it. */
    CAPTURED_TEXT("String"),
    /** The same, where it is digits. */
    CAPTURED_INTEGER("IntegerField"),
    /** A key that a block of the document shows. */
    KEY("String"),
    /** A field of the mapping. */
    FIELD("String");

    private final String fact;

    Column(String fact) {
      this.fact = fact;
    }

    /** Whether a cell is a text that rules compare and conclude with. */
    public boolean isText() {
      return this == TEXT || this == KEY || this == FIELD;
    }

    /** Whether a run says what the cell holds, and not the row. */
    boolean isCaptured() {
      return this == CAPTURED_TEXT || this == CAPTURED_INTEGER;
    }

    /** As a table names it. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** The one that a table names so. */
    public static Column of(String label) {
      return valueOf(label.toUpperCase(Locale.ROOT).replace(' ', '_'));
    }
  }

  /** A field that the table is of, and the line that says so. */
  public record Of(String field, int line) {}

  public static String nameOf(String file) {
    return file.substring(FOLDER.length(), file.length() - ENDING.length());
  }

  /** What the table of a word is called: {@code gpu-model} of {@code GpuModel}. */
  public static String nameFor(String word) {
    return word.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  /** Its file, inside the pack. */
  public String file() {
    return profile.isEmpty() ? FOLDER + name + ENDING : PROFILES + profile + ENDING;
  }

  /** What it is called among all tables of a pack. */
  public String fullName() {
    return profile.isEmpty() ? name : profile + "/" + name;
  }

  /** Whether its rows count in a call for a consumer; empty for a call for none. */
  boolean isFor(String consumer) {
    return profile.isEmpty() || profile.equals(consumer);
  }

  /** What tables declare: all profiles declare the same words, so each is declared once. */
  public static List<RuleSource> declarations(List<Table> tables) {
    Map<String, RuleSource> words = new LinkedHashMap<>();
    tables.forEach(table -> words.putIfAbsent(table.type(), table.declaration()));
    return List.copyOf(words.values());
  }

  public Column keyType() {
    return columns.get(key);
  }

  public boolean isOfEveryRun() {
    return of.isEmpty();
  }

  public boolean isOf(String field) {
    return of.stream().anyMatch(one -> one.field().equals(field));
  }

  public List<String> fields() {
    return of.stream().map(Of::field).toList();
  }

  /** The cells of a column, in the order of the rows. */
  public List<Object> cells(String column) {
    int place = List.copyOf(columns.keySet()).indexOf(column);
    return rows.all().stream().map(row -> row.cells().get(place)).toList();
  }

  /** The full name of its word. */
  public String type() {
    return PACKAGE + "." + word;
  }

  /** Its word as rules would declare one: a type of its own, with a field for each column. */
  private RuleSource declaration() {
    String fields =
        columns.entrySet().stream()
            .map(one -> "  %s : %s @key\n".formatted(one.getKey(), one.getValue().fact))
            .collect(Collectors.joining());
    return new RuleSource(
        FOLDER + name + ".drl",
        """
        package %s;
        import io.rungate.fact.TableRow;
        import io.rungate.fact.IntegerField;
        import io.rungate.fact.RealField;
        import io.rungate.fact.TimeField;
        declare %s extends TableRow
        %send
        """
            .formatted(PACKAGE, word, fields));
  }
}
