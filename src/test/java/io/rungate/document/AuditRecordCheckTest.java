package io.rungate.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.rungate.cli.SampleRun;
import io.rungate.document.AuditRecord.Justification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A record that contradicts itself is refused, with what is wrong and where. */
class AuditRecordCheckTest {
  @TempDir static Path folder;

  /** Accepted, with a claim that is overruled. */
  private static String accepted;

  /** Rejected for a NaN, so that its document is withheld. */
  private static String rejected;

  @BeforeAll
  static void record() throws IOException {
    accepted = Files.readString(SampleRun.colocated().record(folder, "v2"));
    rejected =
        Files.readString(
            SampleRun.colocated()
                .named("nan")
                .measuring("mean_ttft_ms", "NaN")
                .record(folder, "v2"));
  }

  private static List<String> problems(String text) {
    AuditRecordException refusal =
        catchThrowableOfType(AuditRecordException.class, () -> AuditRecordReader.read(text));
    return refusal == null ? List.of() : refusal.problems();
  }

  private static String bent(String record, String regex, String to) {
    String bent = record.replaceFirst(regex, to == null ? "" : to);
    assertThat(bent).as(regex).isNotEqualTo(record);
    return bent;
  }

  @Test
  void true_records_are_believed() {
    assertThat(problems(accepted)).isEmpty();
    assertThat(problems(rejected)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"verdict\": \"accepted\" | \"verdict\": \"rejected\" | /verdict: no justification concludes \"verdict rejected\"",
        "\"verdict\": \"accepted\" | \"verdict\": \"rejected\" | /verdict: the run is rejected, and no finding is an error",
        "\"verdict\": \"accepted\" | \"verdict\": \"rejected\" | /agg: the run is rejected, and its document was published",
        "\"topology\": \"aggregated\" | \"topology\": \"single-node\" | /topology: no justification concludes \"topology single-node\"",
        "\"topology\": \"aggregated\" | \"topology\": null | concludes \"topology aggregated\" against it",
        "\"base\": \"strict\" | \"base\": \"tolerant\" | /contracts: no justification concludes \"tolerant contract for base\"",
        "\"tput_per_gpu\": 8 | \"tput_per_gpu\": 16 | /denominators: no justification concludes \"tput_per_gpu is divided by 16\"",
        "\"key\": \"disagg\", \"value\": false | \"key\": \"disagg\", \"value\": true | says \"disagg = false\", and the document shows true",
        "\"key\": \"disagg\", \"value\": false | \"key\": \"disagg\", \"value\": true | /agg/sha256: it is not that of a document with these fields",
        "\"key\": \"hw\", \"value\": \"[^\"]*\" | \"key\": \"hw\", \"value\": \"h100\" | /fields/0/value: f2 says \"hw = ",
        "(\"key\": \"hw\".*\"because\": )\"f2\" | $1\"f3\" | /fields/0/value: f3 says \"framework = ",
        "(\"key\": \"hw\".*\"because\": )\"f2\" | $1\"j1\" | /fields/0: j1 is nothing that a value is given by",
        "\"id\": \"f2\" | \"id\": \"f1\" | /facts/1/id: f1 is the id of another one, too",
        "\"id\": \"f2\" | \"id\": \"two\" | /facts/1/id: \"two\" is no id here",
        "\"because\": \\[\"f1\"] | \"because\": [\"f999\"] | /justifications/0/because: it rests on \"f999\", which is not in the record",
        "(\"id\": \"j1\",.*\"because\": )\\[\"f1\"] | $1[\"j1\"] | /justifications/0/because: nothing that was read leads to j1",
        "(\"id\": \"j2\",.*)\\} | $1, \"same_as\": \"j1\"} | /justifications/1/same_as: j1 does not conclude the same",
        "(\"id\": \"j2\",.*)\\} | $1, \"same_as\": \"j3\"} | /justifications/1/same_as: j3 is not the first justification",
        "\"claim\": \"DISAGG=true\" | \"claim\": \"DISAGG=false\" | /overruled/0: j",
        ".*\"claim\": .*\\n | | /overruled: what j",
        ".*\"from\": \"variable\", \"name\": \"RUNNER_TYPE\", \"text\".*\\n | | /facts/1: it is from the variable RUNNER_TYPE, which is not among the inputs",
        "(.*\"name\": \"RUNNER_TYPE\", \"text\".*}) | $1,$1 | /inputs/1: variable RUNNER_TYPE was read already",
        "(\"name\": \"max_concurrency\", \"text\": )\"[0-9]+\" | $1\"{\" | /text: it is no JSON, which a result key has",
        "\"result_sha256\": \"[0-9a-f]+\" | \"result_sha256\": null | it is from a result file, and none was read",
        "\"unread\": null | \"unread\": \"it is gone\" | /subject/unread: a result file that has a digest was read",
        "\"name\": \"colocated\" | \"name\": \"other\" | /facts/0: it is about a run with another name than /subject/name",
        "\"digest\": \"[0-9a-f] | \"digest\": \"X | /pack/digest: it is no SHA-256",
        "\"line\": [0-9]+ | \"line\": 0 | /justifications/0/line: no file has a line 0",
        "\"mapping_line\": [0-9]+ | \"mapping_line\": 4294967297 | /fields/0/mapping_line: no file has a line 4294967297",
        "\"withheld\": null | \"withheld\": \"{}\" | /withheld: a document that /agg says was published cannot be withheld",
        "\"agg\": \\{[^}]*} | \"agg\": null | /agg: the run is accepted, and its document was not published",
        "\"program\": | \"extra\": 1, \"program\": | /extra: the form has no such member",
        "\"how\": \"given\" | \"how\": \"guessed\" | /fields/0/how: \"guessed\" is none of given, defaulted, derived, converted",
        "(\"id\": \"f2\",) \"is\": \"textfield\", | $1 | this is no complete audit record: /facts/1 lacks \"is\"",
        "\"says\": \"[^\"]*\" | \"says\": 7 | the member /facts/0/says of the audit record is not a text",
      })
  void an_accepted_run(String from, String to, String problem) {
    assertThat(problems(bent(accepted, from, to)))
        .anySatisfy(one -> assertThat(one).contains(problem));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"verdict\": \"rejected\" | \"verdict\": \"accepted\" | : it is an error, and the run is accepted",
        "\"verdict\": \"rejected\" | \"verdict\": \"accepted\" | /agg: the run is accepted, and its document was not published",
        "\"severity\": \"error\" | \"severity\": \"note\" | does not conclude a finding of this severity",
        "(\"severity\": \"error\", \"concern\": )\"\\w+\" | $1\"moon\" | /concern: the rule of j",
        ".*\"severity\": \"error\".*\\n | | /findings: what j",
        "(\"severity\": \"error\".*\"because\": )\"j[0-9]+\" | $1\"a text\" | /because: it rests on \"a text\", which is not in the record",
        "(.*\"severity\": \"error\".*}) | $1,$1 | is the reason of an earlier finding",
        "\"withheld\": \"\\{ | \"withheld\": \"{\\\\\\\"more\\\\\": 1, | /withheld: it is not a document with these fields",
        "\"withheld\": \"\\{ | \"withheld\": \"[ | /withheld: it is no JSON",
        "\"key\": \"mean_ttft\", \"value\": \"NaN\" | \"key\": \"mean_ttft\", \"value\": 0.1 | /withheld: it is not a document with these fields",
      })
  void a_rejected_run(String from, String to, String problem) {
    assertThat(problems(bent(rejected, from, to)))
        .anySatisfy(one -> assertThat(one).contains(problem));
  }

  /** Java 17 wrote 1e-320 as 9.99989E-321, and later ones as 1.0E-320. */
  @ParameterizedTest
  @ValueSource(strings = {"1e-320", "9.99989E-321", "1.0E-320"})
  void a_fraction_is_believed_as_any_java_wrote_it(String text) throws IOException {
    SampleRun tiny = SampleRun.colocated().named("tiny").measuring("mean_ttft_ms", "1e-317");
    String written = Files.readString(tiny.record(folder, "v2"));
    assertThat(written).contains("\"says\": \"mean_ttft = 1e-320\"");
    assertThat(problems(written.replace("mean_ttft = 1e-320", "mean_ttft = " + text))).isEmpty();
    assertThat(problems(written.replace("mean_ttft = 1e-320", "mean_ttft = 2e-320")))
        .anyMatch(one -> one.contains("says \"mean_ttft = 2e-320\""));
  }

  @Test
  void everything_that_is_wrong_is_told_at_once() {
    String bent = bent(accepted, "\"verdict\": \"accepted\"", "\"verdict\": \"rejected\"");
    bent = bent(bent, "\"digest\": \"[0-9a-f]", "\"digest\": \"X");
    bent = bent(bent, "\"id\": \"f2\"", "\"id\": \"f1\"");
    assertThat(problems(bent))
        .anyMatch(one -> one.startsWith("/verdict: "))
        .anyMatch(one -> one.startsWith("/agg: "))
        .anyMatch(one -> one.startsWith("/pack/digest: "))
        .anyMatch(one -> one.startsWith("/facts/1/id: "));
    assertThat(problems(accepted.replace("\"says\": ", "\"said\": ")))
        .hasSize(21)
        .last()
        .asString()
        .matches("and \\d+ more faults");
  }

  /** Two conclusions may support each other as long as one of them stands without the other. */
  @Test
  void a_circle_of_reasons_needs_a_way_in() throws AuditRecordException {
    AuditRecord record = AuditRecordReader.read(accepted);
    Justification one = word("j901", "One", List.of("j902"), null);
    Justification two = word("j902", "Two", List.of("j901"), null);
    Justification wayIn = word("j903", "One", List.of("f1"), "j901");
    assertThat(ReasonCheck.problems(with(record, one, two)))
        .hasSize(2)
        .allMatch(problem -> problem.endsWith("its reasons rest on each other"));
    assertThat(ReasonCheck.problems(with(record, one, two, wayIn))).isEmpty();
  }

  private static Justification word(String id, String says, List<String> because, String sameAs) {
    return new Justification(
        id,
        says.toLowerCase(java.util.Locale.ROOT),
        says,
        "a rule",
        "test",
        "test.drl",
        1,
        Optional.empty(),
        because,
        Optional.ofNullable(sameAs));
  }

  private static AuditRecord with(AuditRecord record, Justification... more) {
    List<Justification> justifications = new ArrayList<>(record.justifications());
    justifications.addAll(List.of(more));
    return new AuditRecord(
        record.program(),
        record.evaluatedAt(),
        record.pack(),
        record.subject(),
        record.verdict(),
        record.topology(),
        record.contracts(),
        record.denominators(),
        record.summary(),
        record.overruled(),
        record.findings(),
        record.waived(),
        record.fields(),
        record.leftOut(),
        record.inputs(),
        record.facts(),
        justifications,
        record.document(),
        record.documents());
  }
}
