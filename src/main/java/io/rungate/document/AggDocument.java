package io.rungate.document;

import io.rungate.engine.Evaluation;
import io.rungate.fact.AbsentField;
import io.rungate.fact.BooleanField;
import io.rungate.fact.Fact;
import io.rungate.fact.IntegerField;
import io.rungate.fact.JsonField;
import io.rungate.fact.MalformedField;
import io.rungate.fact.MappedField;
import io.rungate.fact.Metric;
import io.rungate.fact.NumberField;
import io.rungate.fact.Source;
import io.rungate.fact.TextField;
import io.rungate.fact.TimeField;
import io.rungate.fact.Value;
import io.rungate.pack.Mapping;
import io.rungate.run.PythonJsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The row that the dashboard ingests, in the order that the mapping gives it. Whether it may be
 * published is the verdict's to say; a rejected run has one too where it could be built.
 */
public final class AggDocument {
  private final Map<String, Member> members;
  private final List<Gap> gaps;

  /** Made once, since they are hashed, written and printed. */
  private byte[] bytes;

  private final Map<String, Object> leftOut;
  private final Set<String> shownFields;
  private final Set<String> shownGroups;

  private AggDocument(
      Map<String, Member> members,
      List<Gap> gaps,
      Map<String, Object> leftOut,
      Set<String> shownFields,
      Set<String> shownGroups) {
    this.members = members;
    this.gaps = gaps;
    this.leftOut = leftOut;
    this.shownFields = shownFields;
    this.shownGroups = shownGroups;
  }

  /** By key, in order; a later member with the key of an earlier one takes its place. */
  public Map<String, Member> members() {
    return members;
  }

  /** The keys that the run owes and nothing gives: faults of the mapping. */
  public List<Gap> gaps() {
    return gaps;
  }

  /**
   * The keys that the mapping says to leave out, each with the fact or conclusion that would give
   * it.
   */
  public Map<String, Object> leftOut() {
    return leftOut;
  }

  /** Whether it would show this field, or the families of this group, as the run gives them. */
  boolean shows(String field, String group) {
    return shownFields.contains(field) || shownGroups.contains(group);
  }

  /** How a member got its value. */
  public enum How {
    /** Copied from what the run gives. */
    GIVEN("given"),
    /** Declared by the mapping, because a tolerant contract covers an absent field. */
    DEFAULTED("defaulted"),
    /** Concluded by a rule. */
    DERIVED("derived"),
    /** A result key, converted by the formula of its family. */
    CONVERTED("converted");

    private final String word;

    How(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  /**
   * A member.
   *
   * @param value String, BigInteger, Double, Boolean, or a JSON tree
   * @param basis the fact or conclusion that gives it
   * @param line of the mapping's entry
   */
  public record Member(String key, Object value, How how, Object basis, int line) {

    /** False where its value holds NaN or an infinity, which JSON has no word for. */
    boolean isFinite() {
      return new JsonField("", "", value, Source.PACK).isFinite();
    }
  }

  /**
   * What keeps the document from being whole.
   *
   * @param what the rest of a sentence that starts with the document
   */
  public record Gap(String what, int line) {}

  private static final String NOTHING_GIVES = ", and no field and no rule gives it";

  /** True when nothing that the run owes is left out. */
  public boolean complete() {
    return gaps.isEmpty();
  }

  /** The bytes of the file: two-space indent, ASCII, no newline at the end; not to be changed. */
  public byte[] bytes() {
    if (bytes == null) {
      Map<String, Object> tree = new LinkedHashMap<>();
      members.forEach((key, member) -> tree.put(key, member.value()));
      bytes = PythonJsonWriter.prettyBytes(tree);
    }
    return bytes;
  }

  /** The same as text. */
  public String text() {
    return new String(bytes(), StandardCharsets.US_ASCII);
  }

  /**
   * What people see first, by label: the mapping's summary templates with the values of this
   * document, without those lines that name a key that it does not have.
   */
  public Map<String, String> summary(Mapping mapping) {
    Map<String, String> lines = new LinkedHashMap<>();
    mapping
        .summary()
        .forEach((label, template) -> filled(template).ifPresent(text -> lines.put(label, text)));
    return lines;
  }

  private Optional<String> filled(String template) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', at)) {
      int close = template.indexOf('}', open);
      Member member = close < 0 ? null : members.get(template.substring(open + 1, close));
      if (member == null) {
        return Optional.empty();
      }
      Object value = member.value();
      out.append(template, at, open)
          .append(value instanceof String text ? text : PythonJsonWriter.compact(value));
      at = close + 1;
    }
    return Optional.of(out.append(template, at, template.length()).toString());
  }

  /** The document of a run, as far as it can be built. */
  public static AggDocument of(Mapping mapping, Evaluation evaluation) {
    return new Builder(mapping, evaluation).build();
  }

  private static final class Builder {
    private final Mapping mapping;
    private final Evaluation evaluation;
    private final String topology;
    private final Set<String> words;
    private final Map<String, MappedField> given = new HashMap<>();
    private final Map<String, MappedField> concluded = new HashMap<>();
    private final Map<String, Integer> lines = new HashMap<>();
    private final Map<String, Member> members = new LinkedHashMap<>();
    private final List<Gap> gaps = new ArrayList<>();
    private final Map<String, Object> leftOut = new LinkedHashMap<>();
    private final Map<String, AbsentField> instead = new HashMap<>();
    private final Set<String> shownFields = new HashSet<>();
    private final Set<String> shownGroups = new HashSet<>();

    Builder(Mapping mapping, Evaluation evaluation) {
      this.mapping = mapping;
      this.evaluation = evaluation;
      this.topology = evaluation.topology().map(what -> what.name()).orElse("");
      boolean asked = mapping.document().blocks().stream().anyMatch(one -> one.word() != null);
      this.words = asked ? evaluation.words() : Set.of();
      mapping.fields().forEach(field -> lines.put(field.name(), field.line()));
      for (Fact fact : evaluation.facts()) {
        index(fact, given);
        if (fact instanceof AbsentField absent && absent.instead() != null) {
          instead.put(absent.field(), absent);
        }
      }
      evaluation.justifications().forEach(one -> index(one.conclusion(), concluded));
    }

    AggDocument build() {
      boolean known = false;
      for (Mapping.Block block : mapping.document().blocks()) {
        if (block.isOf(topology, words)) {
          known |= !block.isGeneral();
          block.keys().forEach(entry -> add(entry, true));
          block.whenGiven().forEach(entry -> add(entry, false));
          addFamilies(block);
          if (block.omitsNotFinite()) {
            omitNotFinite(block);
          }
        }
      }
      if (!known) {
        addUnknownTopology();
      }
      return new AggDocument(members, gaps, leftOut, shownFields, shownGroups);
    }

    private void omitNotFinite(Mapping.Block block) {
      Set<String> keys = new HashSet<>();
      block.keys().forEach(entry -> keys.add(entry.key()));
      block.whenGiven().forEach(entry -> keys.add(entry.key()));
      for (Member member : List.copyOf(members.values())) {
        boolean converted =
            member.basis() instanceof Metric metric && block.families().contains(metric.family());
        if (!member.isFinite() && (converted || keys.contains(member.key()))) {
          members.remove(member.key());
          leftOut.put(member.key(), member.basis());
        }
      }
    }

    /** A mapping that tells topologies apart must know this one. */
    private void addUnknownTopology() {
      for (Mapping.Block block : mapping.document().blocks()) {
        if (!block.topologies().isEmpty()) {
          String what = "a block for topology " + topology;
          gaps.add(new Gap("owes " + what + NOTHING_GIVES, block.line()));
          return;
        }
      }
    }

    private void add(Mapping.Entry entry, boolean owed) {
      if (members.containsKey(entry.key())) { // two words that do not exclude each other
        gaps.add(new Gap("has two blocks with the key " + entry.key(), entry.line()));
      }
      Value value = evaluation.values().get(entry.key());
      if (value != null) {
        put(entry.key(), value.value(), How.DERIVED, value, entry.line());
        return;
      }
      shownFields.add(entry.field());
      if (given.containsKey(entry.field())) {
        put(entry, given.get(entry.field()), How.GIVEN);
      } else if (concluded.containsKey(entry.field())) {
        put(entry, concluded.get(entry.field()), How.DEFAULTED);
      } else if (instead.containsKey(entry.field()) && !owed) {
        leftOut.put(entry.key(), instead.get(entry.field()));
      } else if (owed) {
        gaps.add(new Gap("owes " + entry.key() + NOTHING_GIVES, entry.line()));
      }
    }

    private void addFamilies(Mapping.Block block) {
      if (block.families().isEmpty()) {
        return;
      }
      Map<String, Integer> families = new HashMap<>();
      Set<String> groups = new HashSet<>();
      for (Mapping.Family family : mapping.families()) {
        if (block.families().contains(family.name())) {
          families.put(family.name(), family.line());
          groups.add(family.group());
        }
      }
      shownGroups.addAll(groups);
      for (Fact fact : evaluation.facts()) {
        if (fact instanceof Metric metric && families.containsKey(metric.family())) {
          int line = families.get(metric.family());
          put(metric.key(), metric.amount(), How.CONVERTED, metric, line);
        } else if (fact instanceof AbsentField absent
            && absent.instead() != null
            && groups.contains(absent.group())) {
          leftOut.put(absent.field(), absent);
        } else if (fact instanceof MalformedField bad && groups.contains(bad.group())) {
          gaps.add(new Gap("owes " + bad.name() + NOTHING_GIVES, block.line()));
        }
      }
    }

    private void put(Mapping.Entry entry, MappedField field, How how) {
      int line = lines.getOrDefault(entry.field(), entry.line());
      put(entry.key(), value(field), how, field, line);
    }

    private void put(String key, Object value, How how, Object basis, int line) {
      members.put(key, new Member(key, value, how, basis, line));
    }

    private static void index(Object what, Map<String, MappedField> byField) {
      if (what instanceof MappedField field && value(field) != null) {
        byField.put(field.field(), field);
      }
    }

    /** Null for a field that has none. */
    private static Object value(MappedField field) {
      if (field instanceof TextField text) {
        return text.value();
      }
      if (field instanceof IntegerField whole) {
        return whole.value();
      }
      if (field instanceof NumberField quantity) {
        return quantity.amount();
      }
      if (field instanceof BooleanField flag) {
        return flag.value();
      }
      if (field instanceof TimeField time) {
        return time.given();
      }
      return field instanceof JsonField structure ? structure.value() : null;
    }
  }
}
