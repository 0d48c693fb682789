package io.rungate.document;

import io.rungate.document.AuditRecord.Fact;
import io.rungate.document.AuditRecord.Field;
import io.rungate.document.AuditRecord.Finding;
import io.rungate.document.AuditRecord.Justification;
import io.rungate.document.AuditRecord.Step;
import io.rungate.fact.Contract;
import io.rungate.fact.Denominator;
import io.rungate.fact.Severity;
import io.rungate.fact.Topology;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether the parts of a record agree with each other: the verdict with the findings, what is
 * concluded with what justifies it, what was read with the facts that were made of it, and the
 * fields with the document. A record that contradicts itself was not written by this program, and
 * nothing that it says can be believed.
 */
final class AuditRecordCheck {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
  private static final Pattern FACT_ID = Pattern.compile("f[1-9][0-9]*");
  private static final Pattern JUSTIFICATION_ID = Pattern.compile("j[1-9][0-9]*");

  static final String NO_SHA256 = "it is no SHA-256 in lower-case hexadecimal digits";

  private final AuditRecord record;
  private final Map<String, Step> steps;
  private final List<String> problems = new ArrayList<>();

  private AuditRecordCheck(AuditRecord record) {
    this.record = record;
    this.steps = record.steps();
  }

  /** Everything that is wrong, each with its place as a JSON pointer; empty for a true record. */
  static List<String> problems(AuditRecord record) {
    AuditRecordCheck check = new AuditRecordCheck(record);
    check.ids();
    if (check.problems.isEmpty()) {
      check.problems.addAll(ReasonCheck.problems(record)); // which follows ids
    }
    check.conclusions();
    check.findings();
    check.waived();
    check.problems.addAll(DocumentCheck.fields(record));
    check.claims();
    check.subject();
    check.problems.addAll(InputCheck.problems(record));
    check.problems.addAll(DocumentCheck.documents(record));
    return check.problems;
  }

  private void wrong(String at, String what) {
    problems.add(at + ": " + what);
  }

  private void sha256(String at, String text) {
    if (!isSha256(text)) {
      wrong(at, NO_SHA256);
    }
  }

  static boolean isSha256(String text) {
    return SHA256.matcher(text).matches();
  }

  /** Each has one of its own, and every id that is named is there. */
  private void ids() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < record.facts().size(); i++) {
      id("/facts/" + i, record.facts().get(i).id(), FACT_ID, seen);
    }
    for (int i = 0; i < record.justifications().size(); i++) {
      Justification justification = record.justifications().get(i);
      String at = "/justifications/" + i;
      id(at, justification.id(), JUSTIFICATION_ID, seen);
      justification.because().forEach(id -> known(at + "/because", id));
      justification.sameAs().ifPresent(id -> known(at + "/same_as", id));
    }
    for (int i = 0; i < record.findings().size(); i++) {
      Finding finding = record.findings().get(i);
      String at = "/findings/" + i;
      known(at + "/because", finding.because());
      finding.evidence().forEach(id -> known(at + "/evidence", id));
    }
    ids("", record.fields(), record.leftOut());
    for (int i = 0; i < record.documents().size(); i++) {
      AuditRecord.Further one = record.documents().get(i);
      ids("/documents/" + i, one.fields(), one.leftOut());
    }
    for (int i = 0; i < record.overruled().size(); i++) {
      known("/overruled/" + i + "/because", record.overruled().get(i).because());
    }
  }

  private void ids(String of, List<Field> fields, List<AuditRecord.Omission> leftOut) {
    for (int i = 0; i < fields.size(); i++) {
      known(of + "/fields/" + i + "/because", fields.get(i).because());
    }
    for (int i = 0; i < leftOut.size(); i++) {
      AuditRecord.Omission omission = leftOut.get(i);
      String at = of + "/left_out/" + i;
      known(at + "/because", omission.because());
      if (fields.stream().anyMatch(field -> field.key().equals(omission.key()))) {
        wrong(at + "/key", "the document has " + omission.key());
      }
    }
  }

  private void id(String at, String id, Pattern form, Set<String> seen) {
    if (!form.matcher(id).matches()) {
      wrong(at + "/id", "\"" + id + "\" is no id here");
    } else if (!seen.add(id)) {
      wrong(at + "/id", id + " is the id of another one, too");
    }
  }

  private void known(String at, String id) {
    if (!steps.containsKey(id)) {
      wrong(at, "it rests on \"" + id + "\", which is not in the record");
    }
  }

  /**
   * What the record says of the whole run is what its justifications conclude, no more, no less.
   */
  private void conclusions() {
    agree("/verdict", "verdict", List.of("verdict " + record.verdict()));
    agree("/topology", "topology", record.topology().map(Topology::new).stream().toList());
    List<Contract> contracts = new ArrayList<>();
    record.contracts().forEach((group, mode) -> contracts.add(new Contract(group, mode)));
    agree("/contracts", "contract", contracts);
    List<Denominator> denominators = new ArrayList<>();
    record.denominators().forEach((of, gpus) -> denominators.add(new Denominator(of, gpus)));
    agree("/denominators", "denominator", denominators);
  }

  private void agree(String at, String kind, List<?> said) {
    Set<String> open = new LinkedHashSet<>();
    said.forEach(what -> open.add(AuditRecord.shortened(what.toString())));
    Set<String> told = Set.copyOf(open);
    for (Justification justification : record.justifications()) {
      if (concludes(justification, kind)) {
        open.remove(justification.says());
        if (!told.contains(justification.says())) {
          wrong(at, justification.id() + " concludes \"" + justification.says() + "\" against it");
        }
      }
    }
    open.forEach(text -> wrong(at, "no justification concludes \"" + text + "\""));
  }

  /** False for a word of the pack that has the name of one of the program's: it starts with it. */
  static boolean concludes(Justification justification, String kind) {
    String says = justification.says();
    boolean named = says.regionMatches(true, 0, kind, 0, kind.length());
    String rest = named ? says.substring(kind.length()) : "";
    boolean word = named && (rest.startsWith("(") || rest.isEmpty() && !says.equals(kind));
    return justification.kind().equals(kind) && !word;
  }

  /** Every objection is a finding, every finding an objection; the verdict follows the errors. */
  private void findings() {
    Set<String> objections = new LinkedHashSet<>();
    for (Justification justification : record.justifications()) {
      for (Severity severity : Severity.values()) {
        if (concludes(justification, objection(severity))) {
          objections.add(justification.id());
        }
      }
    }
    boolean errors = false;
    for (int i = 0; i < record.findings().size(); i++) {
      Finding finding = record.findings().get(i);
      String at = "/findings/" + i;
      errors |= finding.severity() == Severity.ERROR;
      if (!(steps.get(finding.because()) instanceof Justification justification)
          || !concludes(justification, objection(finding.severity()))
          || !justification.says().equals(finding.severity().toString())) {
        wrong(at, finding.because() + " does not conclude a finding of this severity");
      } else if (!justification.concern().equals(finding.concern())) {
        wrong(at + "/concern", "the rule of " + justification.id() + " has another concern");
      } else if (!objections.remove(justification.id())) {
        wrong(at, finding.because() + " is the reason of an earlier finding");
      }
      if (finding.severity() == Severity.ERROR && record.accepted()) {
        wrong(at, "it is an error, and the run is accepted");
      }
    }
    objections.forEach(id -> wrong("/findings", "what " + id + " objects to is not among them"));
    if (!errors && !record.accepted()) {
      wrong("/verdict", "the run is rejected, and no finding is an error");
    }
  }

  /** Each waives a finding of its own, on a day when it could. */
  private void waived() {
    Set<String> open = new HashSet<>();
    record.findings().forEach(finding -> open.add(finding.because()));
    for (int i = 0; i < record.waived().size(); i++) {
      AuditRecord.Waived waived = record.waived().get(i);
      String at = "/waived/" + i;
      if (!open.remove(waived.because())) {
        wrong(at, waived.because() + " is the reason of no finding that is not waived already");
      }
      if (!DAY.matcher(waived.expires()).matches()) {
        wrong(at + "/expires", "it is no day such as 2026-12-31");
      } else if (Waiver.isExpired(waived.expires(), record.evaluatedAt())) {
        wrong(at + "/expires", "the waiver had expired when the run was judged");
      }
    }
  }

  private static String objection(Severity severity) {
    return switch (severity) {
      case ERROR -> "refusal";
      case WARNING -> "warning";
      case NOTE -> "note";
    };
  }

  static boolean isShort(String says, String text) {
    return says.equals(AuditRecord.shortened(text));
  }

  private void claims() {
    Set<String> overruled = new LinkedHashSet<>();
    for (Justification justification : record.justifications()) {
      if (concludes(justification, "overruled") && justification.sameAs().isEmpty()) {
        overruled.add(justification.id());
      }
    }
    for (int i = 0; i < record.overruled().size(); i++) {
      AuditRecord.Claim claim = record.overruled().get(i);
      if (!overruled.remove(claim.because())
          || !isShort(steps.get(claim.because()).says(), claim.claim() + " is overruled")) {
        wrong("/overruled/" + i, claim.because() + " does not overrule " + claim.claim());
      }
    }
    overruled.forEach(id -> wrong("/overruled", "what " + id + " overrules is not there"));
  }

  private void subject() {
    sha256("/pack/digest", record.pack().digest());
    AuditRecord.Subject subject = record.subject();
    subject.resultSha256().ifPresent(text -> sha256("/subject/result_sha256", text));
    if (subject.resultSha256().isPresent() && subject.unread().isPresent()) {
      wrong("/subject/unread", "a result file that has a digest was read");
    }
    for (int i = 0; i < record.facts().size(); i++) {
      Fact fact = record.facts().get(i);
      if (fact.kind().equals("run") && !fact.source().name().equals(subject.name().orElse(""))) {
        wrong("/facts/" + i, "it is about a run with another name than /subject/name");
      }
    }
  }
}
