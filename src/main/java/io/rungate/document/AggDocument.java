package io.rungate.document;

import io.rungate.engine.Evaluation;
import io.rungate.fact.JsonField;
import io.rungate.fact.Source;
import io.rungate.pack.Mapping;
import io.rungate.run.PythonJsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The row that the dashboard ingests, or a document that is published beside it, in the order that
 * the mapping gives it. Whether it may be published is the verdict's to say; a rejected run has one
 * too where it could be built.
 */
public final class AggDocument {
  private final Mapping.Document form;
  private final Map<String, Member> members;
  private final List<Gap> gaps;

  /** Made once, since they are hashed, written and printed. */
  private byte[] bytes;

  private final Map<String, Object> leftOut;
  private final Set<String> shownFields;
  private final Set<String> shownGroups;

  AggDocument(
      Mapping.Document form,
      Map<String, Member> members,
      List<Gap> gaps,
      Map<String, Object> leftOut,
      Set<String> shownFields,
      Set<String> shownGroups) {
    this.form = form;
    this.members = members;
    this.gaps = gaps;
    this.leftOut = leftOut;
    this.shownFields = shownFields;
    this.shownGroups = shownGroups;
  }

  /** What the mapping says of it. */
  public Mapping.Document form() {
    return form;
  }

  /**
   * By key, in order; those below the top by their paths. At the top of the agg document, a later
   * member with the key of an earlier one takes its place.
   */
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
    CONVERTED("converted"),
    /** A field of what a rule concluded. */
    CONCLUDED("concluded"),
    /** Said by the mapping. */
    CONSTANT("constant");

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
   * @param key its path as a text, where it is below the top
   * @param path names and indices that lead to it; empty at the top
   * @param value String, BigInteger, Double, Boolean, or a JSON tree
   * @param basis the fact, the conclusion or the constant that gives it
   * @param line of the mapping's entry
   * @param sameAs what people call the member that it is an alias of, or null
   */
  public record Member(
      String key, List<Object> path, Object value, How how, Object basis, int line, String sameAs)
      implements DocumentTree.Placed {

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
      bytes = PythonJsonWriter.prettyBytes(tree());
    }
    return bytes;
  }

  /** What a document that was written has in the place of a member; null for nothing. */
  public Object in(Map<?, ?> written, Member member) {
    return DocumentTree.at(written, member.way());
  }

  /** How many members a document that was written has beyond those of this one. */
  public int others(Map<?, ?> written) {
    return DocumentTree.of(members.values())
        .map(tree -> DocumentTree.others(tree, written))
        .orElse(0);
  }

  private Object tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    for (Member member : members.values()) {
      if (!member.path().isEmpty()) {
        Object nested = DocumentTree.of(members.values()).orElse(Map.of());
        return DocumentTree.with(nested, leaf -> ((Member) leaf.member()).value());
      }
      tree.put(member.key(), member.value());
    }
    return tree;
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

  /** The documents of a run, the agg document first, as far as they can be built. */
  public static List<AggDocument> of(Mapping mapping, Evaluation evaluation) {
    ShownFacts facts = new ShownFacts(mapping, evaluation);
    List<AggDocument> documents = new ArrayList<>(1);
    for (Mapping.Document form : mapping.documents()) {
      documents.add(new DocumentBuilder(form, facts).build());
    }
    return documents;
  }
}
