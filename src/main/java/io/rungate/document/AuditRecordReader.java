package io.rungate.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rungate.fact.Contract;
import io.rungate.fact.Severity;
import io.rungate.fact.Source;
import io.rungate.fact.Verdict;
import io.rungate.run.RunInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads what {@link AuditRecordWriter} wrote, and believes nothing that contradicts itself. Reading
 * a record needs neither the pack nor the program version that wrote it.
 */
public final class AuditRecordReader {

  /** Counts of GPUs are products of numbers that have up to 4,300 digits each. */
  private static final int LONGEST_NUMBER = 100_000;

  private static final ObjectReader JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNumberLength(LONGEST_NUMBER)
                          .maxStringLength(Integer.MAX_VALUE)
                          .maxNameLength(Integer.MAX_VALUE)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .reader();

  private final List<String> problems;

  private AuditRecordReader(List<String> problems) {
    this.problems = problems;
  }

  /**
   * Reads the text of a record.
   *
   * @throws AuditRecordException when it is none, or when its parts contradict each other
   */
  public static AuditRecord read(String text) throws AuditRecordException {
    List<String> problems = new ArrayList<>();
    AuditRecord record = unchecked(text, problems);
    if (problems.isEmpty()) {
      problems.addAll(AuditRecordCheck.problems(record));
    }
    if (!problems.isEmpty()) {
      throw new AuditRecordException(problems);
    }
    return record;
  }

  /** What the text says, true or not; what is wrong with its form is added to the problems. */
  static AuditRecord unchecked(String text, List<String> problems) throws AuditRecordException {
    return new AuditRecordReader(problems).record(tree(text));
  }

  private static JsonNode tree(String text) throws AuditRecordException {
    JsonNode tree;
    try {
      tree = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AuditRecordException(List.of(sentence(e)));
    }
    if (!tree.isObject()) {
      throw new AuditRecordException(List.of("this is no audit record: it is no object"));
    }
    JsonNode schema = tree.path("schema");
    if (schema.isMissingNode()) {
      throw new AuditRecordException(
          List.of("this is no audit record: it has no member \"schema\""));
    }
    if (!schema.asText().equals(AuditRecord.SCHEMA)) {
      throw new AuditRecordException(
          List.of(
              "this is a record of the form \"%s\", and this program reads \"%s\""
                  .formatted(schema.asText(), AuditRecord.SCHEMA)));
    }
    return tree;
  }

  /** Jackson's words without its remark on where the enclosing value began. */
  private static String sentence(JsonProcessingException e) {
    JsonLocation at = e.getLocation();
    String place =
        at == null ? "" : "line %s, column %s: ".formatted(at.getLineNr(), at.getColumnNr());
    return place + e.getOriginalMessage().lines().findFirst().orElse("").split(" \\(start")[0];
  }

  private AuditRecord record(JsonNode tree) {
    RecordMember top = RecordMember.top(tree, problems);
    top.text("schema");
    AuditRecord record =
        new AuditRecord(
            top.text("program"),
            top.text("evaluated_at"),
            pack(top.object("pack")),
            subject(top.object("subject")),
            top.oneOf("verdict", Verdict.Outcome.values(), Verdict.Outcome::toString),
            top.textOrNull("topology"),
            top.table(
                "contracts",
                (group, key) -> group.oneOf(key, Contract.Mode.values(), Contract.Mode::toString)),
            top.table("denominators", RecordMember::integer),
            top.table("summary", RecordMember::text),
            top.list("overruled", AuditRecordReader::claim),
            top.list("findings", AuditRecordReader::finding),
            top.list("fields", AuditRecordReader::field),
            top.list("inputs", AuditRecordReader::input),
            top.list("facts", AuditRecordReader::fact),
            top.list("justifications", AuditRecordReader::justification),
            document(top));
    top.close();
    return record;
  }

  private static AuditRecord.Pack pack(RecordMember pack) {
    AuditRecord.Pack read =
        new AuditRecord.Pack(pack.text("name"), pack.text("version"), pack.text("digest"));
    pack.close();
    return read;
  }

  private static AuditRecord.Subject subject(RecordMember subject) {
    AuditRecord.Subject read =
        new AuditRecord.Subject(
            subject.textOrNull("name"),
            subject.text("result_file"),
            subject.textOrNull("result_sha256"),
            subject.textOrNull("unread"));
    subject.close();
    return read;
  }

  private static AuditRecord.Claim claim(RecordMember claim) {
    return new AuditRecord.Claim(claim.text("claim"), claim.text("key"), claim.text("because"));
  }

  private static AuditRecord.Finding finding(RecordMember finding) {
    return new AuditRecord.Finding(
        finding.textOrNull("code"),
        finding.oneOf("severity", Severity.values(), Severity::toString),
        finding.text("concern"),
        finding.text("message"),
        finding.textOrNull("advice"),
        finding.texts("evidence"),
        finding.text("because"));
  }

  private static AuditRecord.Field field(RecordMember field) {
    return new AuditRecord.Field(
        field.text("key"),
        field.tree("value"),
        field.oneOf("how", AggDocument.How.values(), AggDocument.How::word),
        field.text("because"),
        field.line("mapping_line"));
  }

  private static RunInput.Item input(RecordMember input) {
    return new RunInput.Item(
        source(input, Source.Kind.VARIABLE, Source.Kind.RESULT, Source.Kind.FILE_NAME),
        input.text("text"));
  }

  private static AuditRecord.Fact fact(RecordMember fact) {
    return new AuditRecord.Fact(
        fact.text("id"), fact.text("is"), fact.text("says"), source(fact, Source.Kind.values()));
  }

  private static Source source(RecordMember of, Source.Kind... kinds) {
    return new Source(of.oneOf("from", kinds, Source.Kind::label), of.text("name"));
  }

  private static AuditRecord.Justification justification(RecordMember justification) {
    return new AuditRecord.Justification(
        justification.text("id"),
        justification.text("concludes"),
        justification.text("says"),
        justification.text("rule"),
        justification.text("concern"),
        justification.text("file"),
        justification.line("line"),
        justification.textOrNull("why"),
        justification.texts("because"),
        Optional.of("same_as").filter(justification::has).map(justification::text));
  }

  private AuditRecord.Document document(RecordMember top) {
    Optional<String> withheld = top.textOrNull("withheld");
    if (top.isNull("agg")) {
      return withheld
          .<AuditRecord.Document>map(AuditRecord.Withheld::new)
          .orElseGet(AuditRecord.NotBuilt::new);
    }
    RecordMember agg = top.object("agg");
    AuditRecord.Document document = new AuditRecord.Published(agg.text("file"), agg.text("sha256"));
    agg.close();
    if (withheld.isPresent()) {
      problems.add("/withheld: a document that /agg says was published cannot be withheld");
    }
    return document;
  }
}
