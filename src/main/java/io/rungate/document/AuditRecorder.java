package io.rungate.document;

import io.rungate.engine.Evaluation;
import io.rungate.engine.Finding;
import io.rungate.engine.Justification;
import io.rungate.fact.Contract;
import io.rungate.fact.DecimalText;
import io.rungate.fact.Fact;
import io.rungate.fact.JsonField;
import io.rungate.fact.NearName;
import io.rungate.fact.Objection;
import io.rungate.fact.Overruled;
import io.rungate.fact.Source;
import io.rungate.fact.TableRow;
import io.rungate.fact.Topology;
import io.rungate.fact.Value;
import io.rungate.fact.Verdict;
import io.rungate.pack.Mapping;
import io.rungate.pack.RuleCard;
import io.rungate.pack.RulePack;
import io.rungate.pack.Sha256Hex;
import io.rungate.pack.Version;
import io.rungate.run.DocumentNames;
import io.rungate.run.PythonJsonWriter;
import io.rungate.run.RunInput;
import java.lang.reflect.Field;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Turns what a pack concluded about a run into its audit record. The same run, pack and program
 * give the same record but for the time.
 */
public final class AuditRecorder {

  /** Of a word that a pack declares: it prints itself as its Java does. */
  private static final ClassValue<List<Field>> FRACTIONS =
      new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
          return Stream.of(type.getDeclaredFields())
              .filter(field -> field.getType() == double.class && field.trySetAccessible())
              .toList();
        }
      };

  /** By identity: what a rule matched is the very object that was read or concluded. */
  private final Map<Object, String> ids = new IdentityHashMap<>(256);

  private final Map<Justification, String> justificationIds = new IdentityHashMap<>(128);

  private AuditRecorder(List<Fact> facts, Evaluation evaluation, List<Mapping.Constant> constants) {
    for (Fact fact : facts) {
      ids.putIfAbsent(fact, "f" + (ids.size() + 1));
    }
    for (Mapping.Constant constant : constants) {
      ids.putIfAbsent(constant, "f" + (ids.size() + 1));
    }
    for (Justification justification : evaluation.justifications()) {
      String id = "j" + (justificationIds.size() + 1);
      justificationIds.put(justification, id);
      ids.putIfAbsent(justification.conclusion(), id);
    }
  }

  /**
   * The record of a run.
   *
   * @param evaluatedAt ISO 8601
   * @param waived the findings that somebody waived, by identity; mostly none
   */
  public static AuditRecord record(
      RulePack pack,
      String evaluatedAt,
      RunInput input,
      Evaluation evaluation,
      Map<Finding, Waiver> waived,
      List<AggDocument> documents) {
    AggDocument document = documents.get(0);
    boolean published = evaluation.accepted() || Waiver.publishes(evaluation, waived);
    Map<String, Contract.Mode> contracts = new TreeMap<>();
    evaluation.contracts().forEach(one -> contracts.put(one.group(), one.mode()));
    Map<String, BigInteger> denominators = new TreeMap<>();
    evaluation.denominators().forEach(one -> denominators.put(one.of(), one.gpus()));
    List<Mapping.Constant> constants = constants(documents);
    Set<Source> idle = input.noticed().isEmpty() ? Set.of() : idleNames(input, evaluation);
    List<Fact> read =
        idle.isEmpty()
            ? evaluation.facts()
            : evaluation.facts().stream().filter(fact -> !idle.contains(fact.source())).toList();
    AuditRecorder page = new AuditRecorder(read, evaluation, constants);
    List<AuditRecord.Fact> facts = new ArrayList<>();
    read.forEach(fact -> facts.add(page.fact(fact)));
    for (Mapping.Constant constant : constants) {
      facts.add(page.constant(constant, pack.mapping().file()));
    }
    return new AuditRecord(
        Version.PROGRAM,
        evaluatedAt,
        new AuditRecord.Pack(
            pack.manifest().name(),
            pack.manifest().version(),
            pack.digest(),
            filled(pack.profile())),
        new AuditRecord.Subject(
            Optional.ofNullable(input.name()),
            input.resultFile(),
            filled(input.resultSha256()),
            filled(input.unread())),
        evaluation.verdict().outcome(),
        evaluation.topology().map(Topology::name),
        contracts,
        denominators,
        document.summary(pack.mapping()),
        evaluation.overruled().stream().map(page::claim).toList(),
        evaluation.findings().stream().map(page::finding).toList(),
        page.waived(evaluation, waived),
        page.fields(document),
        page.leftOut(document),
        input.items().stream().filter(item -> !idle.contains(item.source())).toList(),
        facts,
        evaluation.justifications().stream().map(page::justification).toList(),
        document(input, published, document),
        page.further(documents, input, published));
  }

  /** Near names that no rule asked for: nobody owes what they are near to, so nobody sees them. */
  private static Set<Source> idleNames(RunInput input, Evaluation evaluation) {
    Set<Source> idle = new HashSet<>(input.noticed());
    idle.removeIf(source -> source.kind() == Source.Kind.KEY_TWICE);
    for (Justification justification : evaluation.justifications()) {
      for (Object reason : justification.because()) {
        if (reason instanceof NearName name) {
          idle.remove(name.source());
        }
      }
    }
    return idle;
  }

  private List<AuditRecord.Further> further(
      List<AggDocument> documents, RunInput input, boolean published) {
    List<AuditRecord.Further> further = new ArrayList<>();
    for (int i = 1; i < documents.size(); i++) {
      AggDocument one = documents.get(i);
      further.add(
          new AuditRecord.Further(
              one.form().name(), fields(one), leftOut(one), document(input, published, one)));
    }
    return further;
  }

  /** What documents show of the mapping itself; none in most packs. */
  private static List<Mapping.Constant> constants(List<AggDocument> documents) {
    List<Mapping.Constant> constants = new ArrayList<>();
    for (AggDocument document : documents) {
      for (AggDocument.Member member : document.members().values()) {
        if (member.basis() instanceof Mapping.Constant constant) {
          constants.add(constant);
        }
      }
    }
    return constants;
  }

  private List<AuditRecord.Field> fields(AggDocument document) {
    return document.members().values().stream().map(this::field).toList();
  }

  private List<AuditRecord.Omission> leftOut(AggDocument document) {
    return document.leftOut().entrySet().stream().map(this::omission).toList();
  }

  private static AuditRecord.Document document(
      RunInput input, boolean published, AggDocument document) {
    if (!document.complete()) {
      return new AuditRecord.NotBuilt();
    }
    if (!published) {
      return new AuditRecord.Withheld(document.text());
    }
    String template = document.form().fileName();
    String file = DocumentNames.document(template, input.name() == null ? "" : input.name());
    return new AuditRecord.Published(file, Sha256Hex.of(document.bytes()));
  }

  private AuditRecord.Claim claim(Overruled overruled) {
    String claim = overruled.claim().source().name() + "=" + overruled.claim().given();
    return new AuditRecord.Claim(claim, overruled.key(), idOf(overruled));
  }

  private AuditRecord.Finding finding(Finding finding) {
    RuleCard rule = finding.justification().rule();
    return new AuditRecord.Finding(
        Optional.ofNullable(finding.code()),
        finding.severity(),
        rule.concern(),
        finding.message(),
        Optional.ofNullable(finding.advice()),
        idsOf(finding.evidence()),
        justificationIds.get(finding.justification()));
  }

  private List<AuditRecord.Waived> waived(Evaluation evaluation, Map<Finding, Waiver> waived) {
    List<AuditRecord.Waived> all = new ArrayList<>();
    for (Finding finding : waived.isEmpty() ? List.<Finding>of() : evaluation.findings()) {
      Waiver waiver = waived.get(finding);
      if (waiver != null) {
        String because = justificationIds.get(finding.justification());
        all.add(
            new AuditRecord.Waived(
                because, waiver.reason(), waiver.owner(), waiver.expires(), waiver.publish()));
      }
    }
    return all;
  }

  private AuditRecord.Field field(AggDocument.Member member) {
    return new AuditRecord.Field(
        member.key(),
        member.path(),
        strict(member.value()),
        member.how(),
        idOf(member.basis()),
        member.line(),
        Optional.ofNullable(member.sameAs()));
  }

  private AuditRecord.Omission omission(Map.Entry<String, Object> leftOut) {
    return new AuditRecord.Omission(leftOut.getKey(), idOf(leftOut.getValue()));
  }

  private AuditRecord.Fact fact(Fact fact) {
    String says = AuditRecord.shortened(says(fact));
    return new AuditRecord.Fact(idOf(fact), kind(fact), says, fact.source());
  }

  /** Its reason is the line of the mapping that says it. */
  private AuditRecord.Fact constant(Mapping.Constant constant, String file) {
    return new AuditRecord.Fact(
        idOf(constant),
        AuditRecord.CONSTANT,
        AuditRecord.shortened(constant.toString()),
        new Source(Source.Kind.PACK, file + ":" + constant.line()));
  }

  private AuditRecord.Justification justification(Justification justification) {
    Object conclusion = justification.conclusion();
    RuleCard rule = justification.rule();
    String id = justificationIds.get(justification);
    String first = idOf(conclusion);
    return new AuditRecord.Justification(
        id,
        kind(conclusion),
        AuditRecord.shortened(says(conclusion)),
        rule.name(),
        rule.concern(),
        rule.file(),
        rule.line(),
        Optional.ofNullable(rule.why()),
        idsOf(justification.because()),
        first.equals(id) ? Optional.empty() : Optional.of(first));
  }

  private List<String> idsOf(List<Object> all) {
    return all.stream().map(this::idOf).toList();
  }

  /** What a rule matches was read or concluded; all else is a fault of this program. */
  private String idOf(Object what) {
    String id = ids.get(what);
    if (id == null) {
      throw new IllegalStateException("nothing justifies " + what);
    }
    return id;
  }

  private static String kind(Object what) {
    return what instanceof TableRow
        ? "row"
        : what.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  private static String says(Fact fact) {
    // Java prints the numbers within a tree in another way on another Java.
    return fact instanceof JsonField json && !(json.value() instanceof String)
        ? json.field() + " = " + PythonJsonWriter.compact(json.value())
        : fact.toString();
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
    for (Field field : FRACTIONS.get(conclusion.getClass())) {
      double fraction = fraction(field, conclusion);
      String start = field.getName() + "=";
      text = text.replace(start + fraction, start + DecimalText.of(fraction));
    }
    // A word of the pack that has no fields prints an empty list of them.
    return text.endsWith("(  )") ? text.substring(0, text.length() - "(  )".length()) : text;
  }

  private static double fraction(Field field, Object word) {
    try {
      return field.getDouble(word);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("it was made accessible", e);
    }
  }

  /** A value that JSON has a word for; one that holds NaN or an infinity becomes its text. */
  static Object strict(Object value) {
    if (value instanceof Double number && !Double.isFinite(number)) {
      return DecimalText.of(number);
    }
    boolean tree = value instanceof Map || value instanceof List;
    return !tree || new JsonField("", "", value, Source.PACK).isFinite()
        ? value
        : PythonJsonWriter.compact(value);
  }

  private static Optional<String> filled(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }
}
