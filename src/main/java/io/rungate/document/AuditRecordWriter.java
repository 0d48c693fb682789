package io.rungate.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.rungate.fact.JsonNull;
import io.rungate.fact.Source;
import io.rungate.pack.PythonNumbers;
import io.rungate.run.RunInput;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes an audit record as the text that {@link AuditRecordReader} reads. */
public final class AuditRecordWriter {
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE).build();

  /** What is above stands as {@code \}{@code u007f}: a record is ASCII, whatever a run says. */
  private static final int LAST_PRINTABLE = 126;

  /** Characters to start with: a record has some twenty thousand. */
  private static final int USUAL_LENGTH = 32_768;

  private final JsonGenerator out;

  private AuditRecordWriter(JsonGenerator out) {
    this.out = out;
  }

  /** The bytes of a record, which are ASCII and end in a line end. */
  public static byte[] bytes(AuditRecord record) {
    StringWriter text = new StringWriter(USUAL_LENGTH);
    try (JsonGenerator out = JSON.createGenerator(text)) {
      out.setHighestNonEscapedChar(LAST_PRINTABLE);
      out.setPrettyPrinter(new RecordLayout());
      new AuditRecordWriter(out).write(record);
    } catch (IOException e) {
      throw new UncheckedIOException("memory can always be written to", e);
    }
    return text.append('\n').toString().getBytes(StandardCharsets.US_ASCII);
  }

  private void write(AuditRecord record) throws IOException {
    out.writeStartObject();
    out.writeStringField("schema", AuditRecord.SCHEMA);
    out.writeStringField("program", record.program());
    out.writeStringField("evaluated_at", record.evaluatedAt());
    write(record.pack());
    write(record.subject());
    out.writeStringField("verdict", record.verdict().toString());
    optional("topology", record.topology());
    out.writeObjectFieldStart("contracts");
    for (var contract : record.contracts().entrySet()) {
      out.writeStringField(contract.getKey(), contract.getValue().toString());
    }
    out.writeEndObject();
    out.writeObjectFieldStart("denominators");
    for (var denominator : record.denominators().entrySet()) {
      out.writeFieldName(denominator.getKey());
      out.writeNumber(denominator.getValue());
    }
    out.writeEndObject();
    out.writeObjectFieldStart("summary");
    for (var line : record.summary().entrySet()) {
      out.writeStringField(line.getKey(), line.getValue());
    }
    out.writeEndObject();
    list("overruled", record.overruled(), this::write);
    list("findings", record.findings(), this::write);
    list("fields", record.fields(), this::write);
    list("inputs", record.inputs(), this::write);
    list("facts", record.facts(), this::write);
    list("justifications", record.justifications(), this::write);
    write(record.document());
    out.writeEndObject();
  }

  private void write(AuditRecord.Pack pack) throws IOException {
    out.writeObjectFieldStart("pack");
    out.writeStringField("name", pack.name());
    out.writeStringField("version", pack.version());
    out.writeStringField("digest", pack.digest());
    out.writeEndObject();
  }

  private void write(AuditRecord.Subject subject) throws IOException {
    out.writeObjectFieldStart("subject");
    optional("name", subject.name());
    out.writeStringField("result_file", subject.resultFile());
    optional("result_sha256", subject.resultSha256());
    optional("unread", subject.unread());
    out.writeEndObject();
  }

  private void write(AuditRecord.Claim claim) throws IOException {
    out.writeStringField("claim", claim.claim());
    out.writeStringField("key", claim.key());
    out.writeStringField("because", claim.because());
  }

  private void write(AuditRecord.Finding finding) throws IOException {
    optional("code", finding.code());
    out.writeStringField("severity", finding.severity().toString());
    out.writeStringField("concern", finding.concern());
    out.writeStringField("message", finding.message());
    optional("advice", finding.advice());
    ids("evidence", finding.evidence());
    out.writeStringField("because", finding.because());
  }

  private void write(AuditRecord.Field field) throws IOException {
    out.writeStringField("key", field.key());
    out.writeFieldName("value");
    value(field.value());
    out.writeStringField("how", field.how().word());
    out.writeStringField("because", field.because());
    out.writeNumberField("mapping_line", field.mappingLine());
  }

  private void write(RunInput.Item input) throws IOException {
    source(input.source());
    out.writeStringField("text", input.text());
  }

  private void write(AuditRecord.Fact fact) throws IOException {
    out.writeStringField("id", fact.id());
    out.writeStringField("is", fact.kind());
    out.writeStringField("says", fact.says());
    source(fact.source());
  }

  private void write(AuditRecord.Justification justification) throws IOException {
    out.writeStringField("id", justification.id());
    out.writeStringField("concludes", justification.kind());
    out.writeStringField("says", justification.says());
    out.writeStringField("rule", justification.rule());
    out.writeStringField("concern", justification.concern());
    out.writeStringField("file", justification.file());
    out.writeNumberField("line", justification.line());
    optional("why", justification.why());
    ids("because", justification.because());
    if (justification.sameAs().isPresent()) {
      out.writeStringField("same_as", justification.sameAs().get());
    }
  }

  private void write(AuditRecord.Document document) throws IOException {
    if (document instanceof AuditRecord.Published published) {
      out.writeObjectFieldStart("agg");
      out.writeStringField("file", published.file());
      out.writeStringField("sha256", published.sha256());
      out.writeEndObject();
    } else {
      out.writeNullField("agg");
    }
    optional(
        "withheld",
        document instanceof AuditRecord.Withheld withheld
            ? Optional.of(withheld.text())
            : Optional.empty());
  }

  /** Writes the members of one item. */
  private interface Members<T> {
    void write(T item) throws IOException;
  }

  private <T> void list(String name, List<T> items, Members<T> members) throws IOException {
    out.writeArrayFieldStart(name);
    for (T item : items) {
      out.writeStartObject();
      members.write(item);
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private void ids(String name, List<String> ids) throws IOException {
    out.writeArrayFieldStart(name);
    for (String id : ids) {
      out.writeString(id);
    }
    out.writeEndArray();
  }

  private void optional(String name, Optional<String> text) throws IOException {
    out.writeFieldName(name);
    out.writeString(text.orElse(null)); // which is how Jackson is told to write JSON's null
  }

  private void source(Source source) throws IOException {
    out.writeStringField("from", source.kind().label());
    out.writeStringField("name", source.name());
  }

  /** A JSON tree, with numbers as Python writes them. */
  private void value(Object tree) throws IOException {
    if (tree instanceof Map<?, ?> members) {
      out.writeStartObject();
      for (Map.Entry<?, ?> member : members.entrySet()) {
        out.writeFieldName((String) member.getKey());
        value(member.getValue());
      }
      out.writeEndObject();
    } else if (tree instanceof List<?> items) {
      out.writeStartArray();
      for (Object item : items) {
        value(item);
      }
      out.writeEndArray();
    } else if (tree instanceof String text) {
      out.writeString(text);
    } else if (tree instanceof Double number) {
      out.writeRawValue(PythonNumbers.repr(number));
    } else if (tree instanceof BigInteger number) {
      out.writeNumber(number);
    } else if (tree instanceof Boolean truth) {
      out.writeBoolean(truth);
    } else if (tree == JsonNull.NULL) {
      out.writeNull();
    } else {
      throw new IllegalArgumentException(tree.getClass().getName() + " is no value of a document");
    }
  }
}
