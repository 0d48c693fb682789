package io.rungate.document;

import io.rungate.fact.Source;
import io.rungate.pack.JsonProblem;
import io.rungate.pack.PythonJsonReader;
import io.rungate.run.RunInput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An audit record that was read back. Reading it needs neither the pack nor the program version
 * that wrote it.
 *
 * @param name the run's name; null when nobody gave one
 * @param resultFile the name of its result file
 * @param resultSha256 over the bytes of that file; empty when it was not read
 * @param unread why it could not be read; empty when it was
 * @param pack what judged the run
 * @param verdict {@code accepted} or {@code rejected}
 * @param topology what ran; null when it was not decided
 * @param steps facts and justifications by the ids that the record gives them
 * @param aggSha256 of the agg document; null when none was published
 */
public record RecordedRun(
    String name,
    String resultFile,
    String resultSha256,
    String unread,
    Pack pack,
    String verdict,
    String topology,
    List<Claim> overruled,
    List<Finding> findings,
    List<Field> fields,
    List<RunInput.Item> inputs,
    Map<String, Step> steps,
    String aggSha256) {

  /** The pack that judged. */
  public record Pack(String name, String version, String digest) {}

  /** A claim that the evidence contradicts, the document's key at issue, and why. */
  public record Claim(String claim, String key, String because) {}

  /** What a rule objected to; {@code because} is the id of its justification. */
  public record Finding(
      String code, String severity, String message, String advice, String because) {}

  /**
   * A member of the agg document, published or withheld.
   *
   * @param value a JSON tree
   * @param how given, defaulted, derived or converted
   * @param because the id of the fact or justification that gives it
   * @param line of the mapping
   */
  public record Field(String key, Object value, String how, String because, String line) {}

  /** Something that others rest on. */
  public sealed interface Step {
    /** What kind of thing it is, such as {@code whole} or {@code topology}. */
    String is();

    /** The thing itself, with its value. */
    String says();
  }

  /** Something that was read, and where. */
  public record Fact(String is, String says, Source source) implements Step {}

  /**
   * A conclusion and why it stands.
   *
   * @param same the id of an earlier justification of the same conclusion, or null
   * @param why the reason that the rule gives for itself, or null
   * @param because the ids of what it matched
   */
  public record Reason(
      String is,
      String says,
      String same,
      String rule,
      String file,
      String line,
      String why,
      List<String> because)
      implements Step {}

  /**
   * Reads the text of a record.
   *
   * @throws RecordProblem when it is none
   */
  public static RecordedRun read(String text) throws RecordProblem {
    try {
      return of(PythonJsonReader.read(text));
    } catch (JsonProblem e) {
      throw new RecordProblem(
          "line " + e.line() + ", column " + e.column() + ": " + e.getMessage());
    }
  }

  /**
   * The record in a JSON tree, such as {@link AuditRecord} makes it.
   *
   * @throws RecordProblem when it is none
   */
  public static RecordedRun of(Object tree) throws RecordProblem {
    RecordTree record = RecordTree.of(tree);
    if (!record.has("schema")) {
      throw new RecordProblem("this is no audit record: it has no member \"schema\"");
    }
    String schema = record.text("schema");
    if (!schema.equals(AuditRecord.SCHEMA)) {
      throw new RecordProblem(
          "this is a record of the form \""
              + schema
              + "\", and this program reads \""
              + AuditRecord.SCHEMA
              + "\"");
    }
    RecordTree subject = record.object("subject");
    RecordTree pack = record.object("pack");
    Map<String, Step> steps = new HashMap<>();
    for (RecordTree fact : record.objects("facts")) {
      steps.put(
          fact.text("id"),
          new Fact(fact.text("is"), fact.text("says"), source(fact, fact.text("name"))));
    }
    for (RecordTree reason : record.objects("justifications")) {
      steps.put(reason.text("id"), reason(reason));
    }
    RecordTree agg = record.isNull("agg") ? null : record.object("agg");
    RecordedRun run =
        new RecordedRun(
            subject.textOrNull("name"),
            subject.text("result_file"),
            orEmpty(subject.textOrNull("result_sha256")),
            orEmpty(subject.textOrNull("unread")),
            new Pack(pack.text("name"), pack.text("version"), pack.text("digest")),
            record.text("verdict"),
            record.textOrNull("topology"),
            claims(record),
            findings(record),
            fields(record),
            inputs(record),
            steps,
            agg == null ? null : agg.text("sha256"));
    run.requireSteps();
    return run;
  }

  /** What was read then, to be judged again. */
  public RunInput input() throws RecordProblem {
    try {
      return RunInput.of(name, inputs, resultFile, resultSha256, unread);
    } catch (JsonProblem | RuntimeException e) {
      throw new RecordProblem("its inputs cannot be read back: " + e.getMessage());
    }
  }

  private static Reason reason(RecordTree reason) throws RecordProblem {
    return new Reason(
        reason.text("concludes"),
        reason.text("says"),
        reason.has("same_as") ? reason.text("same_as") : null,
        reason.text("rule"),
        reason.text("file"),
        reason.number("line"),
        reason.textOrNull("why"),
        reason.texts("because"));
  }

  private static List<Claim> claims(RecordTree record) throws RecordProblem {
    List<Claim> claims = new ArrayList<>();
    for (RecordTree claim : record.objects("overruled")) {
      claims.add(new Claim(claim.text("claim"), claim.text("key"), claim.text("because")));
    }
    return claims;
  }

  private static List<Finding> findings(RecordTree record) throws RecordProblem {
    List<Finding> findings = new ArrayList<>();
    for (RecordTree finding : record.objects("findings")) {
      findings.add(
          new Finding(
              orEmpty(finding.textOrNull("code")),
              finding.text("severity"),
              finding.text("message"),
              orEmpty(finding.textOrNull("advice")),
              finding.text("because")));
    }
    return findings;
  }

  private static List<Field> fields(RecordTree record) throws RecordProblem {
    List<Field> fields = new ArrayList<>();
    for (RecordTree field : record.objects("fields")) {
      fields.add(
          new Field(
              field.text("key"),
              field.value("value"),
              field.text("how"),
              field.text("because"),
              field.number("mapping_line")));
    }
    return fields;
  }

  private static List<RunInput.Item> inputs(RecordTree record) throws RecordProblem {
    List<RunInput.Item> inputs = new ArrayList<>();
    for (RecordTree input : record.objects("inputs")) {
      inputs.add(new RunInput.Item(source(input, input.text("name")), input.text("text")));
    }
    return inputs;
  }

  private static Source source(RecordTree tree, String name) throws RecordProblem {
    String label = tree.text("from");
    for (Source.Kind kind : Source.Kind.values()) {
      if (kind.label().equals(label)) {
        return new Source(kind, name);
      }
    }
    throw new RecordProblem("nothing is read from a \"" + label + "\"");
  }

  private void requireSteps() throws RecordProblem {
    for (Field field : fields) {
      require(field.because);
    }
    for (Finding finding : findings) {
      require(finding.because);
    }
    for (Claim claim : overruled) {
      require(claim.because);
    }
    for (Step step : steps.values()) {
      if (step instanceof Reason reason) {
        for (String id : reason.because) {
          require(id);
        }
      }
    }
  }

  private void require(String id) throws RecordProblem {
    if (!steps.containsKey(id)) {
      throw new RecordProblem("it rests on \"" + id + "\", which is not in it");
    }
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }
}
