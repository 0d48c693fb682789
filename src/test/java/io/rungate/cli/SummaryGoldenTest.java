package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What people see on standard error, to the letter. {@code -Dgolden.update=true} writes the files
 * under {@code src/test/resources/golden} anew, for the eye to compare.
 */
class SummaryGoldenTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  @TempDir Path folder;

  private void shows(String golden, Program.Result result) throws IOException {
    String shown =
        result
            .err()
            .replace(folder.toString(), "RUN")
            .replace(Program.HOME.toString(), "HOME")
            .replaceAll("(/rules/v2/\\w+\\.drl):\\d+", "$1:LINE");
    Path file = GOLDEN.resolve(golden + ".txt");
    if (Boolean.getBoolean("golden.update")) {
      Sample.write(file, shown);
    }
    assertThat(shown).isEqualTo(Files.readString(file));
  }

  @Test
  void an_accepted_run() throws IOException {
    shows("accepted", Sample.program(folder, Sample.aggregated()).run("process"));
  }

  @Test
  void an_accepted_run_with_warnings() throws IOException {
    Map<String, String> variables = Sample.disaggregated();
    variables.put("DISAGG", "no");
    variables.put("DECODE_TP", "4");
    shows("warned", Sample.program(folder, variables).run("process"));
  }

  @Test
  void a_rejected_run_with_a_document_of_an_earlier_attempt() throws IOException {
    Program program = Sample.program(folder, Sample.singleNode()).without("TP").with("ISL", "x");
    Sample.write(folder.resolve(Sample.AGG), "{}");
    shows("rejected", program.run("process"));
  }

  @Test
  void a_run_whose_result_cannot_be_read() throws IOException {
    shows("unreadable", new Program(folder).with(Sample.singleNode()).run("process"));
  }

  @Test
  void several_runs_in_one_call() throws IOException {
    for (String name : new String[] {"good", "bad", "better"}) {
      Sample.write(folder.resolve(name).resolve("sample.json"), Sample.RESULT);
    }
    Map<String, String> bad = Sample.singleNode();
    bad.remove("IMAGE");
    Sample.write(
        folder.resolve("runs.jsonl"),
        BadCallTest.line("good", "good", Sample.singleNode())
            + BadCallTest.line("bad", "bad", bad)
            + "{\"id\": \"cut\"\n"
            + BadCallTest.line("better", "better", Sample.aggregated()));
    shows("several", new Program(folder).run("process", "--manifest", "runs.jsonl"));
  }

  @Test
  void the_help_of_process() throws IOException {
    Program.Result result = new Program(folder).run("process", "--help");
    assertThat(result.code()).isZero();
    assertThat(result.err()).isEmpty();
    shows("help-process", new Program.Result(0, "", result.out()));
  }

  @Test
  void the_version() {
    assertThat(new Program(folder).run("--version").out()).matches("rungate \\d+\\.\\d+\\.\\d+\n");
  }

  @ParameterizedTest
  @CsvSource({
    "auto, false, , , false",
    "auto, true, , , true",
    "auto, true, 1, , false",
    "auto, true, '', , true",
    "auto, true, , dumb, false",
    "auto, true, , xterm, true",
    "never, true, , , false",
    "always, false, , , true",
    "always, false, 1, dumb, true",
  })
  void colour_is_for_terminals_that_want_it(
      String choice, boolean terminal, String noColor, String term, boolean coloured) {
    Program program = Sample.program(folder, Sample.singleNode()).without("IMAGE");
    if (terminal) {
      program.onTerminal();
    }
    if (noColor != null) {
      program.with("NO_COLOR", noColor);
    }
    if (term != null) {
      program.with("TERM", term);
    }
    String painted = program.run("process", "--color", choice).err();
    String plain =
        Sample.program(folder, Sample.singleNode()).without("IMAGE").run("process").err();
    assertThat(painted.contains("\u001b[")).isEqualTo(coloured);
    assertThat(painted.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(plain);
  }
}
