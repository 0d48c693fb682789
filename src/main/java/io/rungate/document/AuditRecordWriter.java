package io.rungate.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.rungate.fact.JsonNull;
import io.rungate.fact.Source;
import io.rungate.pack.PythonNumbers;
import io.rungate.run.RunInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes an audit record as the text that {@link AuditRecordReader} reads. */
public final class AuditRecordWriter {
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE).build();

  private static final int LAST_ASCII = 127;

  private static final CharacterEscapes DELETE_ESCAPED = new DeleteEscaped();

  /** Bytes to start with: a record has some thirty thousand. */
  private static final int USUAL_LENGTH = 40_000;

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
  private static final SerializableString SAME_AS = new SerializedString("same_as");
  private static final SerializableString MAPPING_LINE = new SerializedString("mapping_line");
  private static final SerializableString LINE = new SerializedString("line");
  private static final SerializableString VALUE = new SerializedString("value");
  private static final SerializableString WHY = new SerializedString("why");
  private static final SerializableString FROM = new SerializedString("from");
  private static final SerializableString NAME = new SerializedString("name");

  private final JsonGenerator out;

  private AuditRecordWriter(JsonGenerator out) {
    this.out = out;
  }

  /** The bytes of a record, which are ASCII and end in a line end. */
  public static byte[] bytes(AuditRecord record) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_LENGTH);
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      out.setHighestNonEscapedChar(LAST_ASCII);
      out.setCharacterEscapes(DELETE_ESCAPED);
      out.setPrettyPrinter(new RecordLayout());
      new AuditRecordWriter(out).write(record);
      out.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException("memory can always be written to", e);
    }
    return bytes.toByteArray();
  }

  /** Python escapes the last character of ASCII, too, for which Jackson has no setting. */
  private static final class DeleteEscaped extends CharacterEscapes {
    private static final long serialVersionUID = 1L;

    private final int[] codes = standardAsciiEscapesForJSON();

    DeleteEscaped() {
      codes[LAST_ASCII] = ESCAPE_STANDARD;
    }

    @Override
    public int[] getEscapeCodesForAscii() {
      return codes;
    }

    @Override
    public SerializableString getEscapeSequence(int character) {
      return null;
    }
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
    out.writeFieldName("evidence");
    ids(finding.evidence());
    out.writeStringField("because", finding.because());
  }

  private void write(AuditRecord.Field field) throws IOException {
    text(KEY, field.key());
    out.writeFieldName(VALUE);
    value(field.value());
    text(HOW, field.how().word());
    text(BECAUSE, field.because());
    out.writeFieldName(MAPPING_LINE);
    out.writeNumber(field.mappingLine());
  }

  private void write(RunInput.Item input) throws IOException {
    source(input.source());
    text(TEXT, input.text());
  }

  private void write(AuditRecord.Fact fact) throws IOException {
    text(ID, fact.id());
    text(IS, fact.kind());
    text(SAYS, fact.says());
    source(fact.source());
  }

  private void write(AuditRecord.Justification justification) throws IOException {
    text(ID, justification.id());
    text(CONCLUDES, justification.kind());
    text(SAYS, justification.says());
    text(RULE, justification.rule());
    text(CONCERN, justification.concern());
    text(FILE, justification.file());
    out.writeFieldName(LINE);
    out.writeNumber(justification.line());
    text(WHY, justification.why().orElse(null));
    out.writeFieldName(BECAUSE);
    ids(justification.because());
    if (justification.sameAs().isPresent()) {
      text(SAME_AS, justification.sameAs().get());
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

  private void ids(List<String> ids) throws IOException {
    out.writeStartArray();
    for (String id : ids) {
      out.writeString(id);
    }
    out.writeEndArray();
  }

  private void optional(String name, Optional<String> text) throws IOException {
    out.writeFieldName(name);
    out.writeString(text.orElse(null));
  }

  /** Null, which Jackson takes for JSON's, where there is no text. */
  private void text(SerializableString name, String text) throws IOException {
    out.writeFieldName(name);
    out.writeString(text);
  }

  private void source(Source source) throws IOException {
    text(FROM, source.kind().label());
    text(NAME, source.name());
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
