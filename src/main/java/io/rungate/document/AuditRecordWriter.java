package io.rungate.document;

import com.fasterxml.jackson.core.JsonGenerator;
import io.rungate.fact.Source;
import io.rungate.run.PythonJsonWriter;
import io.rungate.run.RunInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes audit records as the text that {@link AuditRecordReader} reads. */
public final class AuditRecordWriter {

  /** Bytes to start with: a record has some thirty thousand. */
  private static final int USUAL_LENGTH = 40_000;

  private final JsonGenerator out;

  private AuditRecordWriter(JsonGenerator out) {
    this.out = out;
  }

  /** The bytes of a record, which are ASCII and end in a line end. */
  public static byte[] bytes(AuditRecord record) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_LENGTH);
    try (JsonGenerator out = PythonJsonWriter.listing(bytes)) {
      out.writeStartObject();
      new AuditRecordWriter(out).write(record);
      out.writeEndObject();
      out.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException("memory can always be written to", e);
    }
    return bytes.toByteArray();
  }

  /** Writes the members of one item. */
  private interface Members<T> {
    void write(T item) throws IOException;
  }

  private void write(AuditRecord record) throws IOException {
    text("schema", AuditRecord.SCHEMA);
    text("program", record.program());
    text("evaluated_at", record.evaluatedAt());
    out.writeObjectFieldStart("pack");
    text("name", record.pack().name());
    text("version", record.pack().version());
    text("digest", record.pack().digest());
    if (record.pack().profile().isPresent()) { // as in records from before there were any
      text("profile", record.pack().profile());
    }
    out.writeEndObject();
    out.writeObjectFieldStart("subject");
    text("name", record.subject().name());
    text("result_file", record.subject().resultFile());
    text("result_sha256", record.subject().resultSha256());
    text("unread", record.subject().unread());
    out.writeEndObject();
    text("verdict", record.verdict());
    text("topology", record.topology());
    table("contracts", record.contracts());
    out.writeObjectFieldStart("denominators");
    for (var denominator : record.denominators().entrySet()) {
      out.writeFieldName(denominator.getKey());
      out.writeNumber(denominator.getValue());
    }
    out.writeEndObject();
    table("summary", record.summary());
    list("overruled", record.overruled(), this::write);
    list("findings", record.findings(), this::write);
    if (!record.waived().isEmpty()) { // as in records from before there were any
      list("waived", record.waived(), this::write);
    }
    list("fields", record.fields(), this::write);
    if (!record.leftOut().isEmpty()) { // as in records from before there was such a member
      list("left_out", record.leftOut(), this::write);
    }
    list("inputs", record.inputs(), this::write);
    list("facts", record.facts(), this::write);
    list("justifications", record.justifications(), this::write);
    document("agg", record.document());
    if (!record.documents().isEmpty()) { // as in records from before there were any
      list("documents", record.documents(), this::write);
    }
  }

  private void document(String where, AuditRecord.Document document) throws IOException {
    if (document instanceof AuditRecord.Published published) {
      out.writeObjectFieldStart(where);
      text("file", published.file());
      text("sha256", published.sha256());
      out.writeEndObject();
    } else {
      out.writeNullField(where);
    }
    text("withheld", document instanceof AuditRecord.Withheld it ? it.text() : null);
  }

  private void write(AuditRecord.Further document) throws IOException {
    text("name", document.name());
    list("fields", document.fields(), this::write);
    if (!document.leftOut().isEmpty()) {
      list("left_out", document.leftOut(), this::write);
    }
    document(AuditRecord.PUBLISHED, document.document());
  }

  private void write(AuditRecord.Claim claim) throws IOException {
    text("claim", claim.claim());
    text("key", claim.key());
    text("because", claim.because());
  }

  private void write(AuditRecord.Finding finding) throws IOException {
    text("code", finding.code());
    text("severity", finding.severity());
    text("concern", finding.concern());
    text("message", finding.message());
    text("advice", finding.advice());
    texts("evidence", finding.evidence());
    text("because", finding.because());
  }

  private void write(AuditRecord.Waived waived) throws IOException {
    text("because", waived.because());
    text("reason", waived.reason());
    text("owner", waived.owner());
    text("expires", waived.expires());
    out.writeBooleanField("publish", waived.publish());
  }

  private void write(AuditRecord.Omission omission) throws IOException {
    text("key", omission.key());
    text("because", omission.because());
  }

  private void write(AuditRecord.Field field) throws IOException {
    text("key", field.key());
    if (!field.path().isEmpty()) {
      out.writeFieldName("path");
      PythonJsonWriter.value(field.path(), out);
    }
    out.writeFieldName("value");
    PythonJsonWriter.value(field.value(), out);
    text("how", field.how());
    text("because", field.because());
    out.writeNumberField("mapping_line", field.mappingLine());
    if (field.sameAs().isPresent()) {
      text("same_as", field.sameAs());
    }
  }

  private void write(RunInput.Item input) throws IOException {
    source(input.source());
    text("text", input.text());
  }

  private void write(AuditRecord.Fact fact) throws IOException {
    text("id", fact.id());
    text("is", fact.kind());
    text("says", fact.says());
    source(fact.source());
  }

  private void write(AuditRecord.Justification justification) throws IOException {
    text("id", justification.id());
    text("concludes", justification.kind());
    text("says", justification.says());
    text("rule", justification.rule());
    text("concern", justification.concern());
    text("file", justification.file());
    out.writeNumberField("line", justification.line());
    text("why", justification.why());
    texts("because", justification.because());
    if (justification.sameAs().isPresent()) {
      text("same_as", justification.sameAs());
    }
  }

  private void source(Source source) throws IOException {
    text("from", source.kind());
    text("name", source.name());
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

  private void table(String name, Map<String, ?> entries) throws IOException {
    out.writeObjectFieldStart(name);
    for (var entry : entries.entrySet()) {
      text(entry.getKey(), entry.getValue());
    }
    out.writeEndObject();
  }

  private void texts(String name, List<String> texts) throws IOException {
    out.writeArrayFieldStart(name);
    for (String text : texts) {
      out.writeString(text);
    }
    out.writeEndArray();
  }

  private void text(String name, Optional<String> text) throws IOException {
    text(name, text.orElse(null));
  }

  /** A text or a word; null where there is none. */
  private void text(String name, Object text) throws IOException {
    out.writeFieldName(name);
    out.writeString(text == null ? null : text.toString()); // Jackson writes null for null
  }
}
