package io.rungate.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.rungate.document.AuditRecord;
import io.rungate.document.AuditRecord.Justification;
import io.rungate.document.AuditRecord.Published;
import io.rungate.document.AuditRecord.Step;
import io.rungate.document.AuditRecordException;
import io.rungate.document.Waiver;
import io.rungate.fact.Severity;
import io.rungate.gate.Basis;
import io.rungate.gate.ExitCode;
import io.rungate.replay.AuditSource;
import io.rungate.report.ReportEntry.Row;
import io.rungate.report.ReportEntry.Sweep;
import io.rungate.report.ReportEntry.Totals;
import io.rungate.report.ReportEntry.Written;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What earlier calls left behind, as reports have it: audit records, and the lines of process,
 * check and gate. What cannot be read is a row that says so.
 */
public final class RecordedSource {
  private static final Pattern RESULT = Pattern.compile("(.*\\.json)(#[0-9]+)?", Pattern.DOTALL);
  private static final List<String> VERDICTS = List.of("accepted", "rejected", "unreadable");

  private final Path folder;
  private Totals told = new Totals(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, true);

  /** Whether a line was read behind which no totals came yet. */
  private boolean open;

  private boolean readable = true;

  /**
   * A source.
   *
   * @param folder the working directory: a path below it is shown from there
   */
  public RecordedSource(Path folder) {
    this.folder = folder;
  }

  /** What an entry holds; nothing where it is the totals of a call. */
  public Optional<ReportItem> read(AuditSource.Entry entry) {
    try {
      JsonNode line = entry.problem() == null ? line(entry.text()) : null;
      if (line != null) {
        Optional<ReportEntry> told = line(line, line.get("type").asText());
        told.ifPresent(this::count);
        return told.map(Recorded::new);
      }
      return Optional.of(counted(row(entry, entry.read())));
    } catch (JsonProcessingException e) {
      return Optional.of(counted(unreadable(entry, e.getOriginalMessage())));
    } catch (AuditRecordException e) {
      return Optional.of(counted(unreadable(entry, String.join("; ", e.problems()))));
    }
  }

  /** The object of a line of a call; null where a text is none, and may be a record. */
  private static JsonNode line(String text) {
    try {
      JsonNode tree = JsonText.tree(text);
      return tree.has("type") ? tree : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  private Recorded counted(ReportEntry one) {
    count(one);
    return new Recorded(one);
  }

  /** The counts of all that was read, when there is no more. */
  public ReportItem totals() {
    return new Recorded(open ? plus(new Totals(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, false)) : told);
  }

  private void count(ReportEntry entry) {
    if (entry instanceof Row row) {
      told =
          plus(
              new Totals(
                  1,
                  row.verdict().equals("accepted") ? 1 : 0,
                  row.verdict().equals("rejected") ? 1 : 0,
                  row.verdict().equals("unreadable") ? 1 : 0,
                  0,
                  waived(row.findings()),
                  0,
                  0,
                  0,
                  0,
                  true));
    } else if (entry instanceof Sweep sweep) {
      told = plus(new Totals(0, 0, 0, 0, 0, waived(sweep.findings()), 0, 0, 0, 0, true));
    }
  }

  private static int waived(List<ReportFinding> findings) {
    return (int) findings.stream().filter(ReportFinding::waived).count();
  }

  private Totals plus(Totals more) {
    return new Totals(
        told.rows() + more.rows(),
        told.accepted() + more.accepted(),
        told.rejected() + more.rejected(),
        told.unreadable() + more.unreadable(),
        told.ignored() + more.ignored(),
        told.waived() + more.waived(),
        told.known() + more.known(),
        told.points() + more.points(),
        told.expected() + more.expected(),
        told.missing() + more.missing(),
        told.complete() && more.complete());
  }

  private Optional<ReportEntry> line(JsonNode tree, String type) throws JsonProcessingException {
    open = !type.equals("totals");
    switch (type) {
      case "row":
        return Optional.of(row(JsonText.read(tree, Lines.Row.class)));
      case "sweep":
        Lines.Sweep sweep = JsonText.read(tree, Lines.Sweep.class);
        List<ReportFinding> findings = new ArrayList<>();
        for (Lines.SweepLine one : required(sweep.findings())) {
          findings.add(finding(one));
        }
        return Optional.of(new Sweep(null, findings, List.of()));
      case "totals":
        Lines.Totals counts = JsonText.read(tree, Lines.Totals.class);
        int known = counts.known() == null ? 0 : counts.known();
        told = // the rows, and what is waived of them, are counted as they come
            plus(
                new Totals(
                    0,
                    0,
                    0,
                    0,
                    counts.ignored(),
                    0,
                    known,
                    counts.points(),
                    counts.expected(),
                    counts.missing(),
                    counts.complete()));
        return Optional.empty();
      default:
        throw new Unknown("no line has the type " + type);
    }
  }

  private Row row(Lines.Row line) throws JsonProcessingException {
    if (!VERDICTS.contains(required(line.verdict()))) {
      throw new Unknown("no row has the verdict " + line.verdict());
    }
    List<ReportFinding> findings = new ArrayList<>();
    for (Lines.Finding one : required(line.findings())) {
      findings.add(finding(one));
    }
    List<String> differences = line.differences() == null ? List.of() : line.differences();
    boolean counts = findings.stream().anyMatch(ReportFinding::counts) || !differences.isEmpty();
    boolean unread = line.verdict().equals("unreadable");
    Matcher file = RESULT.matcher(required(line.id()));
    return new Row(
        null,
        line.id(),
        file.matches() ? file.group(1) : null,
        line.verdict(),
        constant(Basis.values(), line.basis()),
        unread ? ExitCode.NOT_JUDGED : counts ? ExitCode.REJECTED : ExitCode.ACCEPTED,
        findings,
        0,
        new Written(
            line.dir(),
            line.agg(),
            line.documents() == null ? List.of() : line.documents(),
            line.audit()),
        line.judged(),
        differences,
        line.problem(),
        new ReportEntry.Origin.Told());
  }

  private static <T> T required(T member) throws Unknown {
    if (member == null) {
      throw new Unknown("the line lacks what every line of its type has");
    }
    return member;
  }

  /** The constant that is shown so. */
  private static <T> T constant(T[] all, String shown) throws Unknown {
    for (T one : all) {
      if (one.toString().equals(shown)) {
        return one;
      }
    }
    throw new Unknown(shown + " is none of " + Arrays.toString(all));
  }

  private static ReportFinding finding(Lines.Finding line) throws Unknown {
    return finding(
        line.code(),
        line.severity(),
        line.message(),
        List.of(),
        line.waived(),
        new ReportFinding.Rule(null, null, line.concern(), line.file(), line.line()));
  }

  private static ReportFinding finding(Lines.SweepLine line) throws Unknown {
    return finding(
        line.code(),
        line.severity(),
        line.message(),
        line.points(),
        line.waived(),
        new ReportFinding.Rule(null, null, null, line.file(), line.line()));
  }

  private static ReportFinding finding(
      String code,
      String severity,
      String message,
      List<String> points,
      boolean waived,
      ReportFinding.Rule rule)
      throws Unknown {
    required(rule.file());
    return new ReportFinding(
        required(code),
        constant(Severity.values(), severity),
        required(message),
        null,
        List.of(),
        required(points),
        rule,
        waived,
        null);
  }

  /** A line that no call writes. */
  private static final class Unknown extends JsonProcessingException {
    private static final long serialVersionUID = 1L;

    Unknown(String why) {
      super(why);
    }
  }

  /** Whether there was nothing so far that could not be read. */
  public boolean isReadable() {
    return readable;
  }

  private Row unreadable(AuditSource.Entry entry, String problem) {
    readable = false;
    return new Row(
        null,
        entry.name(),
        shown(entry.place()),
        "unreadable",
        Basis.RUN,
        ExitCode.NOT_JUDGED,
        List.of(),
        0,
        new Written(null, null, List.of(), null),
        null,
        List.of(),
        problem,
        new ReportEntry.Origin.Told());
  }

  private Row row(AuditSource.Entry entry, AuditRecord run) {
    Map<String, Step> steps = run.steps();
    List<ReportFinding> findings =
        run.findings().stream().map(finding -> finding(run, finding, steps)).toList();
    boolean unread = run.subject().unread().isPresent();
    boolean counts = findings.stream().anyMatch(ReportFinding::counts);
    Path place = Path.of(entry.place());
    boolean alone = !AuditSource.holdsLines(Path.of(entry.place().replaceFirst(":[0-9]+$", "")));
    String result = run.subject().resultFile();
    String agg = run.document() instanceof Published published ? published.file() : null;
    return new Row(
        run.pack().name()
            + " "
            + run.pack().version()
            + run.pack().profile().map(profile -> ", profile " + profile).orElse(""),
        run.subject().name().orElse(entry.name()),
        result.isEmpty() ? null : beside(place, result, alone),
        run.verdict().toString(),
        Basis.RUN,
        unread ? ExitCode.NOT_JUDGED : counts ? ExitCode.REJECTED : ExitCode.ACCEPTED,
        findings,
        0,
        new Written(
            alone ? shown(String.valueOf(place.getParent())) : null,
            agg == null ? null : beside(place, agg, alone),
            List.of(),
            shown(entry.place())),
        null,
        List.of(),
        run.subject().unread().orElse(null),
        new ReportEntry.Origin.Recorded(run));
  }

  private String beside(Path place, String name, boolean alone) {
    return alone ? shown(place.resolveSibling(name).toString()) : name;
  }

  private static ReportFinding finding(
      AuditRecord run, AuditRecord.Finding finding, Map<String, Step> steps) {
    Optional<Waiver> waiver =
        run.waiverOf(finding)
            .map(one -> new Waiver(one.reason(), one.owner(), one.expires(), one.publish()));
    Justification reason = (Justification) steps.get(finding.because());
    return new ReportFinding(
        finding.code().orElse(finding.concern()),
        finding.severity(),
        finding.message(),
        finding.advice().orElse(null),
        finding.evidence().stream().map(id -> steps.get(id).says()).toList(),
        List.of(),
        new ReportFinding.Rule(
            reason.rule(),
            reason.why().orElse(null),
            finding.concern(),
            reason.file(),
            reason.line()),
        waiver.isPresent(),
        waiver.orElse(null));
  }

  private String shown(String path) {
    Path file = Path.of(path);
    return file.startsWith(folder) ? folder.relativize(file).toString() : path;
  }
}
