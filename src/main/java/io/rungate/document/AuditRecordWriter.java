package io.rungate.document;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import io.rungate.fact.Source;
import io.rungate.run.PythonJsonWriter;
import io.rungate.run.RunInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes audit records as the text that {@link AuditRecordReader} reads. Made once for the records
 * of a pack, whose words are in each of them; safe to share between threads.
 */
public final class AuditRecordWriter {

  /** Bytes to start with: a record has some thirty thousand. */
  private static final int USUAL_LENGTH = 40_000;

  /** Records with odd words must not fill the memory. */
  private static final int MOST_WORDS = 4096;

  // The names that a record repeats most, as the bytes that they are.
  private static final SerializableString KEY = new SerializedString("key");
  private static final SerializableString HOW = new SerializedString("how");
  private static final SerializableString BECAUSE = new SerializedString("because");
  private static final SerializableString TEXT = new SerializedString("text");
  private static final SerializableString ID = new SerializedString("id");
  private static final SerializableString IS = new SerializedString("is");
  private static final SerializableString SAYS = new SerializedString("says");
  private static final SerializableString CONCLUDES = new SerializedString("concludes");
  private static final SerializableString RULE = new SerializedString("rule");
  private static final SerializableString CONCERN = new SerializedString("concern");
  private static final SerializableString FILE = new SerializedString("file");
  private static final SerializableString MAPPING_LINE = new SerializedString("mapping_line");
  private static final SerializableString LINE = new SerializedString("line");
  private static final SerializableString VALUE = new SerializedString("value");
  private static final SerializableString WHY = new SerializedString("why");
  private static final SerializableString FROM = new SerializedString("from");
  private static final SerializableString NAME = new SerializedString("name");

  /** Texts that many records have, as the JSON that they are. */
  private final Map<String, SerializableString> words = new ConcurrentHashMap<>();

  /** The bytes of a record, which are ASCII and end in a line end. */
  public byte[] bytes(AuditRecord record) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_LENGTH);
    try (JsonGenerator out = PythonJsonWriter.listing(bytes)) {
      new Page(out).write(record);
      out.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException("memory can always be written to", e);
    }
    return bytes.toByteArray();
  }

  private SerializableString word(String text) {
    SerializableString known = words.get(text);
    if (known == null) {
      known = new SerializedString(PythonJsonWriter.compact(text));
      if (words.size() < MOST_WORDS) {
        words.put(text, known);
      }
    }
    return known;
  }

  /** Writes the members of one item. */
  private interface Members<T> {
    void write(T item) throws IOException;
  }

  /** One record. */
  private final class Page {
    private final JsonGenerator out;

    Page(JsonGenerator out) {
      this.out = out;
    }

    void write(AuditRecord record) throws IOException {
      out.writeStartObject();
      out.writeStringField("schema", AuditRecord.SCHEMA);
      out.writeStringField("program", record.program());
      out.writeStringField("evaluated_at", record.evaluatedAt());
      object("pack", record.pack(), this::write);
      object("subject", record.subject(), this::write);
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
      out.writeStringField("name", pack.name());
      out.writeStringField("version", pack.version());
      out.writeStringField("digest", pack.digest());
    }

    private void write(AuditRecord.Subject subject) throws IOException {
      optional("name", subject.name());
      out.writeStringField("result_file", subject.resultFile());
      optional("result_sha256", subject.resultSha256());
      optional("unread", subject.unread());
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
      out.writeFieldName("evidence");
      ids(finding.evidence());
      out.writeStringField("because", finding.because());
    }

    private void write(AuditRecord.Field field) throws IOException {
      word(KEY, field.key());
      out.writeFieldName(VALUE);
      PythonJsonWriter.value(field.value(), out);
      word(HOW, field.how().toString());
      word(BECAUSE, field.because());
      out.writeFieldName(MAPPING_LINE);
      out.writeNumber(field.mappingLine());
    }

    private void write(RunInput.Item input) throws IOException {
      source(input.source());
      text(TEXT, input.text());
    }

    private void write(AuditRecord.Fact fact) throws IOException {
      word(ID, fact.id());
      word(IS, fact.kind());
      text(SAYS, fact.says());
      source(fact.source());
    }

    private void write(AuditRecord.Justification justification) throws IOException {
      word(ID, justification.id());
      word(CONCLUDES, justification.kind());
      text(SAYS, justification.says());
      word(RULE, justification.rule());
      word(CONCERN, justification.concern());
      word(FILE, justification.file());
      out.writeFieldName(LINE);
      out.writeNumber(justification.line());
      word(WHY, justification.why().orElse(null));
      out.writeFieldName(BECAUSE);
      ids(justification.because());
      if (justification.sameAs().isPresent()) {
        optional("same_as", justification.sameAs());
      }
    }

    private void write(AuditRecord.Document document) throws IOException {
      if (document instanceof AuditRecord.Published published) {
        object("agg", published, this::write);
      } else {
        out.writeNullField("agg");
      }
      String withheld = document instanceof AuditRecord.Withheld it ? it.text() : null;
      optional("withheld", Optional.ofNullable(withheld));
    }

    private void write(AuditRecord.Published published) throws IOException {
      out.writeStringField("file", published.file());
      out.writeStringField("sha256", published.sha256());
    }

    private void source(Source source) throws IOException {
      word(FROM, source.kind().toString());
      word(NAME, source.name());
    }

    private <T> void object(String name, T object, Members<T> members) throws IOException {
      out.writeObjectFieldStart(name);
      members.write(object);
      out.writeEndObject();
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

    private void ids(List<String> ids) throws IOException {
      out.writeStartArray();
      for (String id : ids) {
        out.writeRawValue(AuditRecordWriter.this.word(id));
      }
      out.writeEndArray();
    }

    private void optional(String name, Optional<String> text) throws IOException {
      out.writeFieldName(name);
      out.writeString(text.orElse(null)); // for which Jackson writes null
    }

    private void text(SerializableString name, String text) throws IOException {
      out.writeFieldName(name);
      out.writeString(text);
    }

    /** A text that other records have, too; null where there is none. */
    private void word(SerializableString name, String text) throws IOException {
      out.writeFieldName(name);
      if (text == null) {
        out.writeNull();
      } else {
        out.writeRawValue(AuditRecordWriter.this.word(text));
      }
    }
  }
}
