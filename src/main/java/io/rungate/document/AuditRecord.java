package io.rungate.document;

import io.rungate.engine.Evaluation;
import io.rungate.engine.Finding;
import io.rungate.engine.Justification;
import io.rungate.fact.AbsentField;
import io.rungate.fact.Contract;
import io.rungate.fact.Denominator;
import io.rungate.fact.Fact;
import io.rungate.fact.JsonField;
import io.rungate.fact.JsonNull;
import io.rungate.fact.Objection;
import io.rungate.fact.Overruled;
import io.rungate.fact.Source;
import io.rungate.fact.Topology;
import io.rungate.fact.Value;
import io.rungate.fact.Verdict;
import io.rungate.pack.PythonNumbers;
import io.rungate.pack.RuleCard;
import io.rungate.pack.RulePack;
import io.rungate.pack.Sha256Hex;
import io.rungate.run.PythonJsonWriter;
import io.rungate.run.RunInput;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Everything that is needed to see why a run was judged as it was, and to judge it again, without
 * the machine or the pack that did. Its form is {@code audit.schema.json}. The same run, pack and
 * program give the same bytes but for {@code evaluated_at}.
 */
public final class AuditRecord {

  /** DocumentNames the form; a reader refuses what it does not know. */
  public static final String SCHEMA = "rungate-audit/1";

  /** A word for each type: the name of its class, which costs more to ask for than to keep. */
  private static final ClassValue<String> KINDS =
      new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> type) {
          return type.getSimpleName().toLowerCase(Locale.ROOT);
        }
      };

  /** A pack's fields and the keys of its results are few; odd results must not fill the memory. */
  private static final int MOST_SOURCES = 4096;

  /** Ids as they are needed first; a record has about a hundred. */
  private static final String[] FACT_IDS = new String[256];

  private static final String[] JUSTIFICATION_IDS = new String[256];

  private final RulePack pack;
  private final String programVersion;
  private final Map<RuleCard, RuleText> rules = new IdentityHashMap<>();

  /** What a record says of an absent field, by the name that would give it. */
  private final Map<String, String> absences = new ConcurrentHashMap<>();

  /** What a record says of a source, by its name. */
  private final Map<Source.Kind, Map<String, String>> sources = new EnumMap<>(Source.Kind.class);

  /**
   * What writes the records of a pack. Made once; safe to share between threads.
   *
   * @param programVersion the version of this program
   */
  public AuditRecord(RulePack pack, String programVersion) {
    this.pack = pack;
    this.programVersion = programVersion;
    for (RuleCard rule : pack.rules()) {
      rules.put(rule, new RuleText(rule));
    }
    for (Source.Kind kind : Source.Kind.values()) {
      sources.put(kind, new ConcurrentHashMap<>());
    }
  }

  /**
   * The record of a run.
   *
   * @param evaluatedAt ISO 8601, the only part that differs between two equal judgements
   * @param aggFile the name of the agg document
   * @return its bytes, which are ASCII and end in a line end
   */
  public byte[] of(
      String evaluatedAt,
      RunInput input,
      Evaluation evaluation,
      AggDocument document,
      String aggFile) {
    return new Page(evaluation).write(evaluatedAt, input, document, aggFile);
  }

  /** The id of the nth of a sort. */
  private static String id(String sort, String[] known, int n) {
    if (n >= known.length) {
      return sort + n;
    }
    String id = known[n];
    if (id == null) {
      id = sort + n;
      known[n] = id;
    }
    return id;
  }

  /** What an absent field is and says. */
  private String json(AbsentField absent) {
    String json = absences.get(absent.name());
    if (json == null) {
      json =
          kind(absent) + "\", \"says\": " + PythonJsonWriter.compact(shortened(absent.toString()));
      if (absences.size() < MOST_SOURCES) {
        absences.put(absent.name(), json);
      }
    }
    return json;
  }

  /** Where something was read. */
  private String json(Source source) {
    Map<String, String> known = sources.get(source.kind());
    String json = known.get(source.name());
    if (json == null) {
      json =
          "\"from\": \""
              + source.kind().label()
              + "\", \"name\": "
              + PythonJsonWriter.compact(source.name());
      if (source.kind() != Source.Kind.FILE_NAME && known.size() < MOST_SOURCES) {
        known.put(source.name(), json);
      }
    }
    return json;
  }

  /** What every justification by a rule says of it. */
  private static final class RuleText {
    private final RuleCard rule;

    /** Made by the first run that needs it, since a single run needs few. */
    private String json;

    RuleText(RuleCard rule) {
      this.rule = rule;
    }

    String json() {
      String made = json;
      if (made == null) {
        made =
            ", \"rule\": "
                + PythonJsonWriter.compact(rule.name())
                + ", \"concern\": "
                + PythonJsonWriter.compact(rule.concern())
                + ", \"file\": "
                + PythonJsonWriter.compact(rule.file())
                + ", \"line\": "
                + rule.line()
                + ", \"why\": "
                + PythonJsonWriter.compact(orNull(rule.why()));
        json = made;
      }
      return made;
    }
  }

  /** The record of one run. */
  private final class Page {
    private final Evaluation evaluation;
    private final RecordPage out = new RecordPage();

    /** By identity: what a rule matched is the very object that was read or concluded. */
    private final Map<Object, String> ids = new IdentityHashMap<>(256);

    private final Map<Justification, String> justificationIds = new IdentityHashMap<>(128);

    Page(Evaluation evaluation) {
      this.evaluation = evaluation;
      for (Fact fact : evaluation.facts()) {
        ids.putIfAbsent(fact, id("f", FACT_IDS, ids.size() + 1));
      }
      for (Justification justification : evaluation.justifications()) {
        String id = id("j", JUSTIFICATION_IDS, justificationIds.size() + 1);
        justificationIds.put(justification, id);
        ids.putIfAbsent(justification.conclusion(), id);
      }
    }

    byte[] write(String evaluatedAt, RunInput input, AggDocument document, String aggFile) {
      out.member("schema", SCHEMA);
      out.member("program", programVersion);
      out.member("evaluated_at", evaluatedAt);
      out.member(
          "pack",
          members(
              "name",
              pack.manifest().name(),
              "version",
              pack.manifest().version(),
              "digest",
              pack.digest()));
      out.member(
          "subject",
          members(
              "name",
              orNull(input.name()),
              "result_file",
              input.resultFile(),
              "result_sha256",
              input.resultSha256().isEmpty() ? JsonNull.NULL : input.resultSha256(),
              "unread",
              input.unread().isEmpty() ? JsonNull.NULL : input.unread()));
      out.member("verdict", evaluation.verdict().outcome().toString());
      out.member(
          "topology", evaluation.topology().<Object>map(Topology::name).orElse(JsonNull.NULL));
      out.member("contracts", contracts());
      out.member("denominators", denominators());
      out.member("summary", SummaryLines.of(pack.mapping(), document));
      writeOverruled();
      writeFindings();
      writeFields(document);
      writeInputs(input);
      writeFacts();
      writeJustifications();
      writeDocument(document, aggFile);
      return out.endLine();
    }

    private void writeDocument(AggDocument document, String aggFile) {
      boolean published = evaluation.accepted();
      String text = document.complete() ? document.text() : null;
      out.member(
          "agg",
          published && text != null
              ? members("file", aggFile, "sha256", Sha256Hex.of(text))
              : JsonNull.NULL);
      out.member("withheld", !published && text != null ? text : JsonNull.NULL);
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

    private void writeOverruled() {
      out.list("overruled");
      for (Overruled overruled : evaluation.overruled()) {
        out.item("{\"claim\": ")
            .text(overruled.claim().source().name() + "=" + overruled.claim().given())
            .json(", \"key\": ")
            .text(overruled.key())
            .json(", \"because\": \"")
            .json(idOf(overruled))
            .json("\"}");
      }
      out.endList();
    }

    private void writeFindings() {
      out.list("findings");
      for (Finding finding : evaluation.findings()) {
        Justification justification = finding.justification();
        out.item("{\"code\": ")
            .value(orNull(finding.code()))
            .json(", \"severity\": \"")
            .json(finding.severity().toString())
            .json("\", \"concern\": ")
            .text(justification.rule().concern())
            .json(", \"message\": ")
            .text(finding.message())
            .json(", \"advice\": ")
            .value(orNull(justification.rule().advice()))
            .json(", \"evidence\": ");
        writeIds(finding.evidence());
        out.json(", \"because\": \"").json(justificationIds.get(justification)).json("\"}");
      }
      out.endList();
    }

    private void writeFields(AggDocument document) {
      out.list("fields");
      for (AggDocument.Member member : document.members().values()) {
        out.item("{\"key\": ")
            .text(member.key())
            .json(", \"value\": ")
            .value(plain(member.value()))
            .json(", \"how\": \"")
            .json(member.how().word())
            .json("\", \"because\": \"")
            .json(idOf(member.basis()))
            .json("\", \"mapping_line\": ")
            .json(Integer.toString(member.line()))
            .json("}");
      }
      out.endList();
    }

    private void writeInputs(RunInput input) {
      out.list("inputs");
      for (RunInput.Item item : input.items()) {
        out.item("{").json(json(item.source())).json(", \"text\": ").text(item.text()).json("}");
      }
      out.endList();
    }

    private void writeFacts() {
      out.list("facts");
      for (Fact fact : evaluation.facts()) {
        out.item("{\"id\": \"").json(idOf(fact)).json("\", \"is\": \"");
        if (fact instanceof AbsentField absent) {
          out.json(json(absent));
        } else {
          out.json(kind(fact)).json("\", \"says\": ").text(shortened(fact.toString()));
        }
        out.json(", ").json(json(fact.source())).json("}");
      }
      out.endList();
    }

    private void writeJustifications() {
      out.list("justifications");
      for (Justification justification : evaluation.justifications()) {
        Object conclusion = justification.conclusion();
        String id = justificationIds.get(justification);
        out.item("{\"id\": \"")
            .json(id)
            .json("\", \"concludes\": \"")
            .json(kind(conclusion))
            .json("\", \"says\": ")
            .text(shortened(says(conclusion)))
            .json(rules.get(justification.rule()).json())
            .json(", \"because\": ");
        writeIds(justification.because());
        String first = idOf(conclusion);
        if (!first.equals(id)) {
          out.json(", \"same_as\": \"").json(first).json("\"");
        }
        out.json("}");
      }
      out.endList();
    }

    private void writeIds(List<Object> all) {
      String before = "[\"";
      for (Object one : all) {
        out.json(before).json(idOf(one));
        before = "\", \"";
      }
      out.json(all.isEmpty() ? "[]" : "\"]");
    }

    /**
     * Everything that a rule matches was read or concluded; anything else is a fault of this
     * program.
     */
    private String idOf(Object what) {
      String id = ids.get(what);
      if (id == null) {
        throw new IllegalStateException("nothing justifies " + what);
      }
      return id;
    }
  }

  private static String kind(Object what) {
    return KINDS.get(what.getClass());
  }

  private static String says(Object conclusion) {
    if (conclusion instanceof Value value) {
      return value.key() + " = " + PythonJsonWriter.compact(value.value());
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
    return !tree || new JsonField("", "", value, Source.PACK).isFinite()
        ? value
        : PythonJsonWriter.compact(value);
  }

  private static String shortened(String text) {
    return text.length() <= 200 ? text : text.substring(0, 197) + "...";
  }

  private static Object orNull(String text) {
    return text == null ? JsonNull.NULL : text;
  }

  private static Map<String, Object> members(Object... namesAndValues) {
    Map<String, Object> members = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      members.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return members;
  }
}
