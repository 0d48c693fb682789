package io.rungate.pack;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.rungate.fact.DecimalText;
import io.rungate.fact.Source;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What {@code fields.yaml} says: where fields come from, and what the documents are made of.
 *
 * @param file its name in messages and justifications
 * @param fields in the order of the file, which is the order in which missing names are listed
 * @param families conversions of result keys that are known by pattern only
 * @param noticed what is noticed of names that give no field; null for nothing
 * @param runName the environment variable that names a run, its result file and its documents
 * @param document the agg document
 * @param further the documents that are published beside it
 * @param summary label to template, for people
 */
public record Mapping(
    String file,
    List<Field> fields,
    List<Family> families,
    Noticed noticed,
    String runName,
    Document document,
    List<Document> further,
    Map<String, String> summary) {

  /** The agg document and those that are published beside it. */
  public List<Document> documents() {
    if (further.isEmpty()) {
      return List.of(document);
    }
    List<Document> all = new ArrayList<>(List.of(document));
    all.addAll(further);
    return all;
  }

  /** The blocks of all documents, those within others included. */
  public List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    documents().forEach(one -> collect(one.blocks, blocks));
    return blocks;
  }

  private static void collect(List<Block> some, List<Block> all) {
    for (Block block : some) {
      all.add(block);
      if (block.nested instanceof Nested.Group group) {
        collect(group.blocks(), all);
      }
    }
  }

  /** Whether anything is read from inside of a result key. */
  public boolean namesPaths() {
    return fields.stream().anyMatch(field -> field.path() != null)
        || families.stream().anyMatch(family -> family.path() != null);
  }

  /** Whether a path, as text, gives a fact. */
  public boolean readsPath(String path) {
    return fields.stream().anyMatch(field -> field.path() != null && path.equals(field.given()))
        || families.stream().anyMatch(family -> family.path() != null && family.covers(path));
  }

  /**
   * What is noticed of names, and never of values.
   *
   * @param twice whether result keys are that are given more than once
   * @param near the groups of which an absent field makes near names worth telling
   */
  public record Noticed(boolean twice, Set<String> near) {}

  /** Whether a near name is noticed where a field is absent. */
  public boolean noticesNear(Field field) {
    return noticed != null && field.path() == null && noticed.near.contains(field.group());
  }

  /** Whether any near names are noticed. */
  public boolean noticesNear() {
    return noticed != null && !noticed.near.isEmpty();
  }

  /** Whether keys are noticed that a result gives more than once. */
  public boolean noticesTwice() {
    return noticed != null && noticed.twice;
  }

  /** The types of a field. Numbers are Python's; an object has texts under exactly its keys. */
  public enum Type {
    TEXT,
    INTEGER,
    NUMBER,
    BOOLEAN,
    TIME,
    OBJECT,
    JSON
  }

  /**
   * One field.
   *
   * @param name the name that rules and the document use
   * @param order its place in the mapping, from 0
   * @param line its line in the file
   * @param group the group whose contract covers it
   * @param variable the environment variable, or null
   * @param earlier the names that the variable had before, and which are still read
   * @param resultKey the key of the result file, or null
   * @param path the place inside of the result file, or null; exactly one of the three is given
   * @param place what the key or path is of: {@code RESULT}, or what {@code sweep.yaml} reads
   * @param nameParts how the file name gives it where the variable does not
   * @param fallback the declared value for a tolerant contract, as text, or null
   * @param absentWhen what counts as not given; the group's where the field names none
   * @param yes the spellings of true, for a boolean; everything else is false
   * @param ignoreCase whether ASCII case matters to these
   * @param keys the exact keys, for an object
   * @param bound what a number must keep to, or null
   * @param oneOf the only texts or integers that the field may have; empty for any
   * @param parts the value of the loop that it was written in, by its variable; empty without one
   */
  public record Field(
      String name,
      int order,
      int line,
      String group,
      Type type,
      String variable,
      List<String> earlier,
      String resultKey,
      ResultPath path,
      Source.Kind place,
      List<NamePart> nameParts,
      String fallback,
      Absence absentWhen,
      Set<String> yes,
      boolean ignoreCase,
      List<String> keys,
      Bound bound,
      List<String> oneOf,
      Map<String, String> parts) {

    /** The variable, the result key, or the path as text. */
    public String given() {
      return variable != null ? variable : path != null ? path.toString() : resultKey;
    }

    /** The variable by all its names; none for a field of the result file. */
    public List<String> variables() {
      List<String> all = new ArrayList<>(variable == null ? List.of() : List.of(variable));
      all.addAll(earlier);
      return all;
    }

    /** Where it is read. */
    public Source source() {
      return variable != null
          ? Source.variable(variable)
          : path != null && place == Source.Kind.RESULT
              ? Source.resultPath(given())
              : new Source(place, given());
    }

    /** True for a field of JSON, such as the result file. */
    public boolean isMeasured() {
      return variable == null;
    }
  }

  /** A pattern in the file name, and what it gives; null for its first group. */
  public record NamePart(Pattern match, String value) {}

  /** A lower bound, itself allowed or not; for all keys of a family where {@code keys} is null. */
  public record Bound(Pattern keys, double least, boolean itself) {

    /** Doubles hold every integer below it. */
    private static final int EXACT_BITS = 53;

    /** False for NaN, which no bound holds. */
    public boolean holds(double value) {
      return itself ? value >= least : value > least;
    }

    /** Exact, since an integer of any size may be given. */
    public boolean holds(BigInteger value) {
      if (value.bitLength() <= EXACT_BITS) {
        return holds(value.doubleValue());
      }
      int order = new BigDecimal(value).compareTo(new BigDecimal(least));
      return itself ? order >= 0 : order > 0;
    }

    @Override
    public String toString() {
      boolean whole = least == Math.rint(least) && Math.abs(least) < 1L << EXACT_BITS;
      return (itself ? "at least " : "above ")
          + (whole ? Long.toString((long) least) : DecimalText.of(least));
    }
  }

  /**
   * Result keys that follow a pattern, and what becomes of them.
   *
   * @param keys found in a result key that belongs to the family; null for a family by path
   * @param path the places that belong to it, and their keys in the document; null for one by keys
   * @param remove a text that is taken out of the key, everywhere, or null
   * @param replace texts of the key that are replaced, after that
   * @param formula what the document shows
   * @param bounds the first whose keys match holds
   * @param absentWhen texts that count as not given: such a key is left out
   */
  public record Family(
      String name,
      int line,
      String group,
      Pattern keys,
      FamilyPath path,
      String remove,
      Map<String, String> replace,
      Formula formula,
      List<Bound> bounds,
      Absence absentWhen) {
    private static final Pattern ANYTHING = Pattern.compile("");

    /** Whether a result key, or a path as text, belongs to it. */
    public boolean covers(String given) {
      return path == null
          ? keys.matcher(given).find()
          : ResultPath.parse(given).flatMap(place -> path.partsOf(place.steps())).isPresent();
    }

    /**
     * What tells its members from each other, by name: the parts of its path, or the named groups
     * of its keys, of which only the whole says what each can be.
     */
    public Map<String, Pattern> parts() {
      if (path != null) {
        return path.parts();
      }
      Map<String, Pattern> parts = new LinkedHashMap<>();
      keys.namedGroups().keySet().forEach(name -> parts.put(name, ANYTHING));
      return parts;
    }

    /** The parts of a key that belongs to it. */
    public Map<String, String> partsOf(String key) {
      Map<String, String> parts = new LinkedHashMap<>();
      Matcher matcher = keys.matcher(key);
      if (matcher.find()) {
        for (String name : keys.namedGroups().keySet()) {
          if (matcher.group(name) != null) {
            parts.put(name, matcher.group(name));
          }
        }
      }
      return parts;
    }

    /** The key of the document for a result key. */
    public String outputKey(String resultKey) {
      String key = remove == null ? resultKey : resultKey.replace(remove, "");
      for (Map.Entry<String, String> entry : replace.entrySet()) {
        key = key.replace(entry.getKey(), entry.getValue());
      }
      return key;
    }
  }

  /** {@code value / constant}, or {@code constant / value} where it is inverse, in doubles. */
  public record Formula(double constant, boolean inverse) {

    /** True when the formula has no result: division by zero, of either sign. */
    public boolean dividesByZero(double value) {
      return inverse && value == 0.0;
    }

    public double apply(double value) {
      return inverse ? constant / value : value / constant;
    }

    @Override
    public String toString() {
      return inverse ? constant + " / value" : "value / " + constant;
    }
  }

  /**
   * A document.
   *
   * @param name what people call it; empty for the agg document
   * @param fileName in which {@code {name}} stands for the run's
   */
  public record Document(String name, String fileName, List<Block> blocks) {

    /** What people call a key of it, so that no other document has one of this name. */
    public String title(String key) {
      return name.isEmpty() ? key : name + "/" + key;
    }
  }

  /**
   * A stretch of the document.
   *
   * @param line its line in the mapping
   * @param topologies the topologies that have it; empty for all
   * @param word the word of the pack that rules conclude of a run that has it; null for all
   * @param keys the keys that such a run owes
   * @param whenGiven the keys that may be left out
   * @param families the families whose keys stand here, in the order of the result file
   * @param omitsNotFinite whether a key is left out where its value is NaN or an infinity
   * @param nested what stands there instead of these three, or null
   * @param constants the keys whose values the mapping says; they stand before those of families
   * @param aliases the keys that show what another key of the block does, each right behind it
   */
  public record Block(
      int line,
      Set<String> topologies,
      String word,
      List<Entry> keys,
      List<Entry> whenGiven,
      List<String> families,
      boolean omitsNotFinite,
      Nested nested,
      List<Constant> constants,
      List<Alias> aliases) {

    /** Every key that it can have, but for those of families and of what is nested. */
    public Set<String> allKeys() {
      Set<String> all = new LinkedHashSet<>();
      keys.forEach(entry -> all.add(entry.key()));
      whenGiven.forEach(entry -> all.add(entry.key()));
      constants.forEach(constant -> all.add(constant.key()));
      aliases.forEach(alias -> all.add(alias.key()));
      return all;
    }

    /** Whether the document of every run has it. */
    public boolean isGeneral() {
      return topologies.isEmpty() && word == null;
    }

    /** Whether the document of such a run has it. */
    public boolean isOf(String topology, Set<String> words) {
      return (topologies.isEmpty() || topologies.contains(topology))
          && (word == null || words.contains(word));
    }
  }

  /**
   * A key of a document whose value the mapping says.
   *
   * @param value String, BigInteger, Double or Boolean
   */
  public record Constant(String key, Object value, int line) {
    @Override
    public String toString() {
      String shown = value instanceof Double number ? DecimalText.of(number) : value.toString();
      return key + " = " + (value instanceof String ? '"' + shown + '"' : shown);
    }
  }

  /** A key of a document that shows what another one does. */
  public record Alias(String key, String of, int line) {}

  /**
   * A key of a document.
   *
   * @param value the name of the value that it shows where a rule concludes one
   * @param field the field that it shows where no rule does; of a word, the field of that
   */
  public record Entry(String key, String value, String field, int line) {}
}
