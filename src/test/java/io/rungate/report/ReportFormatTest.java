package io.rungate.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rungate.cli.Program;
import io.rungate.cli.Sample;
import io.rungate.gate.Basis;
import io.rungate.gate.Gate;
import io.rungate.gate.Outcome;
import io.rungate.gate.Tally;
import io.rungate.run.RunRequest;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One reporter a format: what each says of the same thing, and where. */
class ReportFormatTest {
  @TempDir Path folder;

  private final Gate gate = new Gate(Program.pack("v2"));
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream people = new ByteArrayOutputStream();

  private Reporter reporter(ReportFormat format) {
    return format.to(printer(out), printer(people));
  }

  private static Printer printer(ByteArrayOutputStream bytes) {
    return new Printer(new PrintStream(bytes, true, StandardCharsets.UTF_8));
  }

  private void tell(ReportFormat format, ReportItem item) {
    out.reset();
    people.reset();
    try (Reporter reporter = reporter(format)) {
      reporter.report(item);
    }
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private RunSummary judged(Outcome outcome) {
    return new RunSummary(gate.pack(), outcome, folder, false);
  }

  private Outcome.JudgedRun process() throws Exception {
    Sample.write(folder.resolve("sample.json"), Sample.RESULT);
    RunRequest request = new RunRequest("it", folder, Sample.aggregated(), null);
    return (Outcome.JudgedRun) new Gate(gate.pack()).prepare(request, Optional.empty()).call();
  }

  @Test
  void a_run_that_was_not_judged_says_why_and_what_became_of_an_earlier_document() {
    Outcome outcome =
        new Outcome.NotJudged(
            new RunRequest("it", folder, null, null),
            "no\nanswer",
            Optional.of(folder.resolve("agg_it.json.stale")));
    tell(ReportFormat.TEXT, judged(outcome));
    assertThat(out())
        .isEqualTo(
            """
            UNJUDGED  it  pack inference-runs 2.0.2
              problem  no\\nanswer
              set aside             agg_it.json.stale (an earlier attempt's document)
            """);
    tell(ReportFormat.JSONL, judged(outcome));
    assertThat(out())
        .isEqualTo(
            "{\"type\":\"row\",\"id\":\"it\",\"verdict\":\"unreadable\",\"basis\":\"run\",\"findings\":[],"
                + "\"dir\":\""
                + folder
                + "\",\"problem\":\"no\\nanswer\"}\n");
  }

  @Test
  void a_run_that_could_not_be_recorded_shows_what_the_rules_said_all_the_same() throws Exception {
    Outcome.JudgedRun run = process();
    tell(
        ReportFormat.TEXT,
        judged(
            new Outcome.NotRecorded(
                run.request(), run.judgement(), "the disk is full", Optional.empty())));
    assertThat(out())
        .startsWith("UNJUDGED  it  pack")
        .contains("  topology              aggregated")
        .endsWith("  problem  the disk is full\n");
  }

  @Test
  void a_document_that_took_the_place_of_another_says_where_that_one_is() throws Exception {
    Outcome.Published run = (Outcome.Published) process();
    Path stale = folder.resolve("agg_.json.stale");
    tell(
        ReportFormat.TEXT,
        judged(
            new Outcome.Published(
                run.request(),
                run.judgement(),
                run.agg(),
                run.further(),
                run.audit(),
                Optional.of(stale))));
    assertThat(out())
        .endsWith(
            """
              agg document          agg_sample.json
              audit record          audit_sample.json
              set aside             agg_.json.stale (an earlier attempt's document)
            """);
  }

  @Test
  void one_of_many_is_a_line_where_nothing_is_to_be_mended() throws Exception {
    Outcome.JudgedRun run = process();
    tell(ReportFormat.TEXT, new RunSummary(gate.pack(), run, folder, true));
    assertThat(out()).isEqualTo("ACCEPTED  it  pack inference-runs 2.0.2\n");
    Outcome differs =
        new Outcome.Checked(
            run.request(), run.judgement(), Basis.RECORD, Optional.empty(), List.of("it does"), "");
    tell(ReportFormat.TEXT, new RunSummary(gate.pack(), differs, folder, true));
    assertThat(out()).startsWith("REJECTED  it").endsWith("  differs  it does\n");
  }

  @Test
  void counts_are_for_people_also_where_the_report_is_for_programs() throws Exception {
    Tally tally = new Tally();
    tally.add(process());
    tally.add(new Outcome.NotJudged(RunRequest.broken("x", "y"), "y"));
    ReportItem totals = new RunSummary.Totals(tally, ", 2 skipped", true, true, true);
    tell(ReportFormat.TEXT, totals);
    assertThat(out()).isEqualTo("1 accepted, 0 rejected, 1 not judged, 2 skipped\n");
    tell(ReportFormat.JSONL, totals);
    assertThat(out())
        .isEqualTo(
            "{\"type\":\"totals\",\"rows\":2,\"accepted\":1,\"rejected\":0,\"unreadable\":1,\"ignored\":0,"
                + "\"waived\":0,\"points\":0,\"expected\":0,\"missing\":0,\"complete\":true}\n");
    assertThat(people).hasToString("1 accepted, 0 rejected, 1 not judged, 2 skipped\n");
  }

  @Test
  void a_format_without_a_form_for_something_says_so() {
    ReportItem suite = new CaseReport(null);
    assertThatThrownBy(() -> tell(ReportFormat.JSON, suite))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("CaseReport");
  }
}
