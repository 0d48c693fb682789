package io.rungate.document;

import io.rungate.fact.Contract;
import io.rungate.fact.Severity;
import io.rungate.fact.Source;
import io.rungate.fact.Verdict;
import io.rungate.pack.JsonProblem;
import io.rungate.run.RunInput;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that is needed to see why a run was judged as it was, and to judge it again, without
 * the machine or the pack that did. It mirrors {@code audit.schema.json}, member by member; {@link
 * AuditRecordWriter} and {@link AuditRecordReader} are the only ones that know its text.
 *
 * @param program the version of this program that judged
 * @param evaluatedAt ISO 8601, the only part that differs between two equal judgements
 * @param topology what ran; empty when it was not decided
 * @param contracts by group
 * @param denominators GPU counts, by the key of the document that they divide
 * @param summary what people see first, by label
 * @param fields the members of the agg document, published or withheld, in its order
 * @param waived the findings that did not count, by whose word
 * @param leftOut the keys that the mapping says to leave out of this document, and why
 * @param inputs all that was read
 * @param document what became of the agg document
 * @param documents those that are published beside it
 */
public record AuditRecord(
    String program,
    String evaluatedAt,
    Pack pack,
    Subject subject,
    Verdict.Outcome verdict,
    Optional<String> topology,
    Map<String, Contract.Mode> contracts,
    Map<String, BigInteger> denominators,
    Map<String, String> summary,
    List<Claim> overruled,
    List<Finding> findings,
    List<Waived> waived,
    List<Field> fields,
    List<Omission> leftOut,
    List<RunInput.Item> inputs,
    List<Fact> facts,
    List<Justification> justifications,
    Document document,
    List<Further> documents) {

  /** Names the form; a reader refuses what it does not know. */
  public static final String SCHEMA = "rungate-audit/1";

  /** Where a further document says what was written. */
  static final String PUBLISHED = "published";

  /** The kind of a fact that stands in a table of the pack. */
  static final String ROW = "row";

  /** The kind of what the mapping says of every document. */
  static final String CONSTANT = "constant";

  /** The longest text of a fact or conclusion; what is longer ends in dots. */
  private static final int LONGEST = 200;

  /**
   * The pack that judged.
   *
   * @param profile the consumer for whom it judged; empty for none
   */
  public record Pack(String name, String version, String digest, Optional<String> profile) {}

  /**
   * What was judged.
   *
   * @param name the run's name; empty when nobody gave one
   * @param resultFile the name of the result file; an empty text when no name could lead to one
   * @param resultSha256 over the bytes of that file; empty when it was not read
   * @param unread why it could not be read; empty when it was, or when nobody asked for one
   */
  public record Subject(
      Optional<String> name,
      String resultFile,
      Optional<String> resultSha256,
      Optional<String> unread) {}

  /** A claim that the evidence contradicts, the document's key at issue, and why. */
  public record Claim(String claim, String key, String because) {}

  /**
   * What a rule objected to.
   *
   * @param evidence the ids of what it objects to
   * @param because the id of its justification
   */
  public record Finding(
      Optional<String> code,
      Severity severity,
      String concern,
      String message,
      Optional<String> advice,
      List<String> evidence,
      String because) {}

  /**
   * A finding that somebody waived: it stands, and did not count.
   *
   * @param because the id of the finding's justification
   * @param expires the last day on which the waiver counts
   * @param publish whether the document may be published all the same
   */
  public record Waived(
      String because, String reason, String owner, String expires, boolean publish) {}

  /**
   * A member of a document.
   *
   * @param key its path as a text, where it is below the top
   * @param path names and indices that lead to it; empty at the top
   * @param value a JSON tree; what holds NaN or an infinity stands here as text
   * @param because the id of the fact or justification that gives it
   * @param sameAs the key that it is an alias of
   */
  public record Field(
      String key,
      List<Object> path,
      Object value,
      AggDocument.How how,
      String because,
      int mappingLine,
      Optional<String> sameAs)
      implements DocumentTree.Placed {}

  /** A key that the document does not have, and the id of what would have given it. */
  public record Omission(String key, String because) {}

  /**
   * A document that is published beside the agg document.
   *
   * @param name what the mapping calls it
   * @param fields its members, as those of the agg document
   * @param document what became of it
   */
  public record Further(
      String name, List<Field> fields, List<Omission> leftOut, Document document) {

    /** What people call a key of it. */
    String title(String key) {
      return name + "/" + key;
    }
  }

  /** Something that others rest on. */
  public sealed interface Step {
    String id();

    /** What kind of thing it is, such as {@code integerfield} or {@code topology}. */
    String kind();

    /** The thing itself, with its value. */
    String says();
  }

  /** Something that was read, and where. */
  public record Fact(String id, String is, String says, Source source) implements Step {
    @Override
    public String kind() {
      return is;
    }
  }

  /**
   * A conclusion and why it stands.
   *
   * @param why the reason that the rule gives for itself
   * @param because the ids of what the rule matched
   * @param sameAs the first justification of the same conclusion, on every later one
   */
  public record Justification(
      String id,
      String concludes,
      String says,
      String rule,
      String concern,
      String file,
      int line,
      Optional<String> why,
      List<String> because,
      Optional<String> sameAs)
      implements Step {
    @Override
    public String kind() {
      return concludes;
    }
  }

  /** What became of a document. */
  public sealed interface Document {}

  /** It was written. */
  public record Published(String file, String sha256) implements Document {}

  /** It could be built and was not written; this is its text. */
  public record Withheld(String text) implements Document {}

  /** It could not be built. */
  public record NotBuilt() implements Document {}

  public boolean accepted() {
    return verdict == Verdict.Outcome.ACCEPTED;
  }

  /** Whether its documents may be published: it is accepted, or waivers say so. */
  public boolean mayPublish() {
    return accepted()
        || !waived.isEmpty()
            && findings.stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .allMatch(finding -> waiverOf(finding).filter(Waived::publish).isPresent());
  }

  /** The waiver of a finding. */
  public Optional<Waived> waiverOf(Finding finding) {
    return waived.stream().filter(one -> one.because.equals(finding.because)).findFirst();
  }

  /** The members of all documents, by what people call them. */
  public List<Field> allFields() {
    if (documents.isEmpty()) {
      return fields;
    }
    List<Field> all = new ArrayList<>(fields);
    for (Further one : documents) {
      for (Field field : one.fields) {
        all.add(
            new Field(
                one.title(field.key),
                field.way(),
                field.value,
                field.how,
                field.because,
                field.mappingLine,
                field.sameAs.map(one::title)));
      }
    }
    return all;
  }

  /** What is left out of any document, by what people call it. */
  public List<Omission> allLeftOut() {
    List<Omission> all = new ArrayList<>(leftOut);
    for (Further one : documents) {
      one.leftOut.forEach(each -> all.add(new Omission(one.title(each.key), each.because)));
    }
    return all;
  }

  /** What became of a document, by its name; the agg document has none. */
  public Optional<Document> documentOf(String name) {
    return name.isEmpty()
        ? Optional.of(document)
        : documents.stream().filter(one -> one.name.equals(name)).map(Further::document).findAny();
  }

  /** Facts and justifications by their ids, in order. */
  public Map<String, Step> steps() {
    Map<String, Step> steps = new LinkedHashMap<>();
    facts.forEach(fact -> steps.put(fact.id(), fact));
    justifications.forEach(justification -> steps.put(justification.id(), justification));
    return steps;
  }

  /** What was read then, to be judged again. */
  public RunInput input() {
    try {
      return RunInput.of(
          subject.name.orElse(null),
          inputs,
          subject.resultFile,
          subject.resultSha256.orElse(""),
          subject.unread.orElse(""));
    } catch (JsonProblem e) {
      throw new IllegalStateException("the inputs of a record are checked when it is read", e);
    }
  }

  /** What a record shows of the text of a fact or conclusion. */
  static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 3) + "...";
  }
}
