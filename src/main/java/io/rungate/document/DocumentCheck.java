package io.rungate.document;

import io.rungate.document.AuditRecord.Fact;
import io.rungate.document.AuditRecord.Field;
import io.rungate.document.AuditRecord.Justification;
import io.rungate.document.AuditRecord.Step;
import io.rungate.document.DocumentTree.Leaf;
import io.rungate.fact.DecimalText;
import io.rungate.fact.IntegerField;
import io.rungate.fact.Source;
import io.rungate.pack.PythonNumbers;
import io.rungate.pack.Sha256Hex;
import io.rungate.run.PythonJsonWriter;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether the documents of a record are made of their fields, and each field of what justifies it.
 */
final class DocumentCheck {
  private final AuditRecord record;
  private final Map<String, Step> steps;

  /** Where in the record the document stands; empty for the agg document. */
  private final String at;

  private final List<Field> fields;
  private final AuditRecord.Document document;
  private final List<String> problems = new ArrayList<>();

  private DocumentCheck(
      AuditRecord record, String at, List<Field> fields, AuditRecord.Document document) {
    this.record = record;
    this.steps = record.steps();
    this.at = at;
    this.fields = fields;
    this.document = document;
  }

  private static List<DocumentCheck> all(AuditRecord record) {
    List<DocumentCheck> all = new ArrayList<>();
    all.add(new DocumentCheck(record, "", record.fields(), record.document()));
    for (AuditRecord.Further one : record.documents()) {
      String at = "/documents/" + (all.size() - 1);
      all.add(new DocumentCheck(record, at, one.fields(), one.document()));
    }
    return all;
  }

  /** What is wrong with single fields. */
  static List<String> fields(AuditRecord record) {
    List<String> problems = new ArrayList<>();
    for (DocumentCheck check : all(record)) {
      check.fields();
      problems.addAll(check.problems);
    }
    return problems;
  }

  /** What is wrong with whole documents. */
  static List<String> documents(AuditRecord record) {
    List<String> problems = new ArrayList<>();
    for (DocumentCheck check : all(record)) {
      check.document();
      problems.addAll(check.problems);
    }
    Set<String> names = new HashSet<>();
    for (AuditRecord.Further one : record.documents()) {
      if (!names.add(one.name())) {
        problems.add("/documents: two are called " + one.name());
      }
    }
    return problems;
  }

  private void wrong(String where, String what) {
    problems.add(at + where + ": " + what);
  }

  private void fields() {
    Map<String, Field> byKey = new LinkedHashMap<>();
    for (int i = 0; i < fields.size(); i++) {
      Field field = fields.get(i);
      String where = "/fields/" + i;
      if (byKey.put(field.key(), field) != null) {
        wrong(where + "/key", "the document has " + field.key() + " twice");
      }
      if (!field.path().isEmpty() && !DocumentTree.text(field.path()).equals(field.key())) {
        wrong(where + "/path", "it does not lead to " + field.key());
      }
      if (field.sameAs().isPresent()) {
        alias(where, field, byKey.get(field.sameAs().get()));
      } else {
        field(where, field);
      }
    }
    if (!at.isEmpty()) {
      return; // where a key may show the value of another name
    }
    for (Justification justification : record.justifications()) {
      int equals = justification.says().indexOf(" = ");
      Field field = equals < 0 ? null : byKey.get(justification.says().substring(0, equals));
      if (field != null
          && field.path().isEmpty()
          && field.how() == AggDocument.How.DERIVED
          && AuditRecordCheck.concludes(justification, "value")
          && !says(justification.says(), field.key(), field.value())) {
        String shown = PythonJsonWriter.compact(field.value());
        String says = justification.id() + " says \"" + justification.says();
        wrong("/fields", says + "\", and the document shows " + shown);
      }
    }
  }

  /** It is in all as the key before it that it names. */
  private void alias(String where, Field field, Field other) {
    if (other == null || other.sameAs().isPresent()) {
      wrong(where + "/same_as", "the document has no such key before it");
    } else if (!other.value().equals(field.value())
        || other.how() != field.how()
        || !other.because().equals(field.because())) {
      wrong(where, "it is not the same as " + other.key());
    }
  }

  private void field(String where, Field field) {
    Step basis = steps.get(field.because());
    boolean read = basis instanceof Fact;
    boolean measured = read && basis.kind().equals("metric");
    boolean constant = read && basis.kind().equals(AuditRecord.CONSTANT);
    boolean concluded = basis instanceof Justification;
    boolean value = basis instanceof Justification one && AuditRecordCheck.concludes(one, "value");
    boolean fits =
        switch (field.how()) {
          case GIVEN -> read && !measured && !constant && !basis.kind().equals(AuditRecord.ROW);
          case CONSTANT -> constant && (!isNamed(field) || isOf(basis, field));
          case CONVERTED -> measured;
          case DERIVED -> value;
          case DEFAULTED, CONCLUDED -> concluded && !value;
        };
    if (!fits) {
      wrong(where, field.because() + " is nothing that a value is " + field.how() + " by");
    } else if (!says(basis.says(), field)) {
      wrong(where + "/value", field.because() + " says \"" + basis.says() + "\"");
    } else if (value && isNamed(field) && !isOf(basis, field)) {
      wrong(where, field.because() + " gives another key: \"" + basis.says() + "\"");
    }
  }

  /** Whether a value of a field is one of its own name. */
  private boolean isNamed(Field field) {
    return at.isEmpty() && field.path().isEmpty();
  }

  /** Whether the text of what gives a field shows its value. */
  private boolean says(String says, Field field) {
    return switch (field.how()) {
      case DERIVED -> isNamed(field) || says(says, name(says), field.value());
      case CONCLUDED -> says.endsWith("...") || inWord(field.value()).anyMatch(says::contains);
      case GIVEN, DEFAULTED, CONVERTED, CONSTANT -> shows(says, field.value());
    };
  }

  private static boolean isOf(Step basis, Field field) {
    return basis.says().startsWith(start(field.key()));
  }

  private static String name(String says) {
    int equals = says.indexOf(" = ");
    return equals < 0 ? says : says.substring(0, equals);
  }

  /** A value as a word of the pack prints it: alone, or as that of a fact. */
  private static Stream<String> inWord(Object value) {
    String text = value instanceof Double number ? DecimalText.of(number) : value.toString();
    String fact =
        value instanceof BigInteger number
            ? new IntegerField("", "", number, Source.PACK).toString()
            : text;
    return Stream.of("=" + text, " = " + fact);
  }

  private static String start(String key) {
    String start = AuditRecord.shortened(key + " = ");
    return start.endsWith(" = ") ? start : start.substring(0, start.length() - "...".length());
  }

  private static boolean says(String says, String name, Object value) {
    return AuditRecordCheck.isShort(says, name + " = " + PythonJsonWriter.compact(value))
        || value instanceof String text && AuditRecordCheck.isShort(says, name + " = " + text);
  }

  /** Whether the text of a fact, which names its field and its value, shows this value. */
  private static boolean shows(String says, Object value) {
    int equals = says.indexOf(" = ");
    if (equals < 0) {
      return says.endsWith("..."); // so long a name that the value was cut off
    }
    if (value instanceof Map || value instanceof List || isText(value, "{", "[")) {
      return true; // which a fact shows in another notation
    }
    String name = says.substring(0, equals + " = ".length());
    if (value instanceof Double number) { // which was once written as Java prints it
      return PythonNumbers.parseFloat(says.substring(name.length()))
              .equals(OptionalDouble.of(number))
          || AuditRecordCheck.isShort(says, name + DecimalText.of(number));
    }
    String shown =
        value instanceof BigInteger number
            ? new IntegerField("", "", number, Source.PACK).toString()
            : value.toString();
    return AuditRecordCheck.isShort(says, name + shown)
        || AuditRecordCheck.isShort(says, name + value)
        || AuditRecordCheck.isShort(says, name + '"' + value + '"');
  }

  private static boolean isText(Object value, String... starts) {
    return value instanceof String text && Stream.of(starts).anyMatch(text::startsWith);
  }

  private void document() {
    String where = at.isEmpty() ? "/agg" : "/" + AuditRecord.PUBLISHED;
    Optional<Map<String, Object>> tree = DocumentTree.of(fields);
    if (tree.isEmpty()) {
      wrong("/fields", "no document has members at these paths");
    } else if (document instanceof AuditRecord.Published published) {
      published(where, published, tree.get());
    } else if (record.mayPublish()) {
      String why = record.accepted() ? "the run is accepted" : "waivers publish the run";
      wrong(where, why + ", and its document was not published");
    } else if (document instanceof AuditRecord.Withheld withheld) {
      withheld(withheld.text(), tree.get());
    }
  }

  private void published(String where, AuditRecord.Published published, Map<String, Object> tree) {
    if (!AuditRecordCheck.isSha256(published.sha256())) {
      wrong(where + "/sha256", AuditRecordCheck.NO_SHA256);
    }
    if (!record.mayPublish()) {
      wrong(where, "the run is rejected, and its document was published");
    }
    boolean whole =
        fields.stream().noneMatch(one -> isText(one.value(), "{", "[", "NaN", "Inf", "-I"));
    // NaN and infinities stand among the fields as text, so the document may hold either.
    if (whole) {
      Object written = DocumentTree.with(tree, leaf -> ((Field) leaf.member()).value());
      if (!published.sha256().equals(Sha256Hex.of(PythonJsonWriter.pretty(written)))) {
        wrong(where + "/sha256", "it is not that of a document with these fields");
      }
    }
  }

  private void withheld(String text, Map<String, Object> tree) {
    try {
      if (!isMadeOf(tree, AuditRecordReader.written(text))) {
        wrong("/withheld", "it is not a document with these fields");
      }
    } catch (AuditRecordException e) {
      wrong("/withheld", "it is no JSON: " + e.getMessage());
    }
  }

  /** Whether a document is what its fields say, in this order. */
  private static boolean isMadeOf(Object tree, Object document) {
    if (tree instanceof Leaf<?> leaf) {
      return AuditRecorder.strict(document).equals(((Field) leaf.member()).value());
    }
    if (tree instanceof List<?> items && document instanceof List<?> there) {
      return items.size() == there.size()
          && Stream.iterate(0, i -> i < items.size(), i -> i + 1)
              .allMatch(i -> isMadeOf(items.get(i), there.get(i)));
    }
    return tree instanceof Map<?, ?> members
        && document instanceof Map<?, ?> there
        && List.copyOf(members.keySet()).equals(List.copyOf(there.keySet()))
        && members.keySet().stream().allMatch(key -> isMadeOf(members.get(key), there.get(key)));
  }
}
