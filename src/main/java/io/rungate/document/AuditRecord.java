package io.rungate.document;

import io.rungate.engine.Evaluation;
import io.rungate.engine.Finding;
import io.rungate.engine.Justification;
import io.rungate.fact.Contract;
import io.rungate.fact.Denominator;
import io.rungate.fact.Fact;
import io.rungate.fact.Objection;
import io.rungate.fact.Overruled;
import io.rungate.fact.Source;
import io.rungate.fact.Structure;
import io.rungate.fact.Topology;
import io.rungate.fact.Value;
import io.rungate.fact.Verdict;
import io.rungate.json.JsonNull;
import io.rungate.json.JsonObject;
import io.rungate.json.JsonWriter;
import io.rungate.json.PythonNumbers;
import io.rungate.json.Sha256;
import io.rungate.pack.RuleCard;
import io.rungate.pack.RulePack;
import io.rungate.run.RunInput;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Everything that is needed to see why a run was judged as it was, and to judge it again, without
 * the machine or the pack that did. Its form is {@code audit.schema.json}. The same run, pack and
 * program give the same bytes but for {@code evaluated_at}.
 */
public final class AuditRecord {

  /** Names the form; a reader refuses what it does not know. */
  public static final String SCHEMA = "rungate-audit/1";

  /** A word for each type: the name of its class, which costs more to ask for than to keep. */
  private static final ClassValue<String> KINDS =
      new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> type) {
          return type.getSimpleName().toLowerCase(Locale.ROOT);
        }
      };

  private final Evaluation evaluation;

  /** By identity: what a rule matched is the very object that was read or concluded. */
  private final Map<Object, String> ids = new IdentityHashMap<>(256);

  private final Map<Justification, String> justificationIds = new IdentityHashMap<>(128);

  private AuditRecord(Evaluation evaluation) {
    this.evaluation = evaluation;
    for (Fact fact : evaluation.facts()) {
      ids.putIfAbsent(fact, "f" + (ids.size() + 1));
    }
    for (Justification justification : evaluation.justifications()) {
      String id = "j" + (justificationIds.size() + 1);
      justificationIds.put(justification, id);
      ids.putIfAbsent(justification.conclusion(), id);
    }
  }

  /**
   * The record as a JSON tree.
   *
   * @param evaluatedAt ISO 8601, the only part that differs between two equal judgements
   * @param aggFile the name of the agg document
   */
  public static Map<String, Object> of(
      RulePack pack,
      String programVersion,
      String evaluatedAt,
      RunInput input,
      Evaluation evaluation,
      AggDocument document,
      String aggFile) {
    return new AuditRecord(evaluation)
        .tree(pack, programVersion, evaluatedAt, input, document, aggFile);
  }

  private Map<String, Object> tree(
      RulePack pack,
      String programVersion,
      String evaluatedAt,
      RunInput input,
      AggDocument document,
      String aggFile) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("schema", SCHEMA);
    record.put("program", programVersion);
    record.put("evaluated_at", evaluatedAt);
    record.put(
        "pack",
        JsonObject.of(
            "name",
            pack.manifest().name(),
            "version",
            pack.manifest().version(),
            "digest",
            pack.digest()));
    record.put(
        "subject",
        JsonObject.of(
            "name",
            orNull(input.name()),
            "result_file",
            input.resultFile(),
            "result_sha256",
            input.resultSha256().isEmpty() ? JsonNull.NULL : input.resultSha256(),
            "unread",
            input.unread().isEmpty() ? JsonNull.NULL : input.unread()));
    record.put("verdict", evaluation.verdict().outcome().toString());
    record.put("topology", evaluation.topology().<Object>map(Topology::name).orElse(JsonNull.NULL));
    record.put("contracts", contracts());
    record.put("denominators", denominators());
    record.put("summary", SummaryLines.of(pack.mapping(), document));
    record.put("overruled", each(evaluation.overruled(), this::overruled));
    record.put("findings", each(evaluation.findings(), this::finding));
    record.put("fields", each(document.members().values(), this::field));
    record.put("inputs", each(input.items(), AuditRecord::input));
    record.put("facts", each(evaluation.facts(), this::fact));
    record.put("justifications", each(evaluation.justifications(), this::justification));
    putDocument(record, document, aggFile);
    return record;
  }

  private void putDocument(Map<String, Object> record, AggDocument document, String aggFile) {
    boolean published = evaluation.accepted();
    String text = document.complete() ? document.text() : null;
    record.put(
        "agg",
        published && text != null
            ? JsonObject.of("file", aggFile, "sha256", Sha256.of(text))
            : JsonNull.NULL);
    record.put("withheld", !published && text != null ? text : JsonNull.NULL);
  }

  private Map<String, Object> contracts() {
    Map<String, Object> byGroup = new TreeMap<>();
    for (Contract contract : evaluation.contracts()) {
      byGroup.put(contract.group(), contract.mode().toString());
    }
    return byGroup;
  }

  private Map<String, Object> denominators() {
    Map<String, Object> byKey = new TreeMap<>();
    for (Denominator denominator : evaluation.denominators()) {
      byKey.put(denominator.of(), denominator.gpus());
    }
    return byKey;
  }

  private JsonObject overruled(Overruled overruled) {
    return JsonObject.of(
        "claim", overruled.claim().source().name() + "=" + overruled.claim().given(),
        "key", overruled.key(),
        "because", ids.get(overruled));
  }

  private JsonObject finding(Finding finding) {
    Justification justification = finding.justification();
    JsonObject tree =
        JsonObject.of(
            "code", orNull(finding.code()),
            "severity", finding.severity().toString(),
            "concern", justification.rule().concern(),
            "message", finding.message(),
            "advice", orNull(justification.rule().advice()),
            "evidence", each(finding.evidence(), this::idOf),
            "because", justificationIds.get(justification));
    return tree;
  }

  private JsonObject field(AggDocument.Member member) {
    JsonObject tree =
        JsonObject.of(
            "key", member.key(),
            "value", plain(member.value()),
            "how", member.how().name().toLowerCase(Locale.ROOT),
            "because", idOf(member.basis()),
            "mapping_line", BigInteger.valueOf(member.line()));
    return tree;
  }

  private static JsonObject input(RunInput.Item item) {
    return JsonObject.of(
        "from", item.source().kind().label(), "name", item.source().name(), "text", item.text());
  }

  private JsonObject fact(Fact fact) {
    return JsonObject.of(
        "id", ids.get(fact),
        "is", kind(fact),
        "says", shortened(fact.toString()),
        "from", fact.source().kind().label(),
        "name", fact.source().name());
  }

  private JsonObject justification(Justification justification) {
    String id = justificationIds.get(justification);
    Object conclusion = justification.conclusion();
    RuleCard rule = justification.rule();
    Object[] members = {
      "id", id,
      "concludes", kind(conclusion),
      "says", shortened(says(conclusion)),
      "rule", rule.name(),
      "concern", rule.concern(),
      "file", rule.file(),
      "line", BigInteger.valueOf(rule.line()),
      "why", orNull(rule.why()),
      "because", each(justification.because(), this::idOf)
    };
    String first = ids.get(conclusion);
    if (first.equals(id)) {
      return JsonObject.of(members);
    }
    Object[] more = Arrays.copyOf(members, members.length + 2);
    more[members.length] = "same_as";
    more[members.length + 1] = first;
    return JsonObject.of(more);
  }

  private static <T> List<Object> each(Collection<T> all, Function<T, Object> form) {
    List<Object> forms = new ArrayList<>(all.size());
    for (T one : all) {
      forms.add(form.apply(one));
    }
    return forms;
  }

  /**
   * Everything that a rule matches was read or concluded; anything else is a fault of this program.
   */
  private String idOf(Object what) {
    String id = ids.get(what);
    if (id == null) {
      throw new IllegalStateException("nothing justifies " + what);
    }
    return id;
  }

  private static String kind(Object what) {
    return KINDS.get(what.getClass());
  }

  private static String says(Object conclusion) {
    if (conclusion instanceof Value value) {
      return value.key() + " = " + JsonWriter.compact(value.value());
    }
    if (conclusion instanceof Objection objection) {
      return objection.severity().toString();
    }
    if (conclusion instanceof Verdict verdict) {
      return "verdict " + verdict;
    }
    String text = conclusion.toString();
    // A word of the pack that has no fields prints an empty list of them.
    return text.endsWith("(  )") ? text.substring(0, text.length() - "(  )".length()) : text;
  }

  /** A value that JSON has a word for; one that holds NaN or an infinity becomes its text. */
  private static Object plain(Object value) {
    if (value instanceof Double number && !Double.isFinite(number)) {
      return PythonNumbers.repr(number);
    }
    boolean tree = value instanceof Map || value instanceof List;
    return !tree || new Structure("", "", value, Source.PACK).isFinite()
        ? value
        : JsonWriter.compact(value);
  }

  private static String shortened(String text) {
    return text.length() <= 200 ? text : text.substring(0, 197) + "...";
  }

  private static Object orNull(String text) {
    return text == null ? JsonNull.NULL : text;
  }
}
