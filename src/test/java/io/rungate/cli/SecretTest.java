package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the mapping does not name is never shown nor written, whatever goes wrong. */
class SecretTest {
  private static final String SECRET = "hunter2-4711";

  @TempDir Path folder;

  private void keeps_the_secret(Path run, Program.Result result, int code) throws IOException {
    assertThat(result.err() + result.out()).doesNotContain(SECRET).doesNotContain("API_TOKEN");
    assertThat(result.code()).as(result.err()).isEqualTo(code);
    try (Stream<Path> files = Files.walk(run)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        boolean given = file.toString().matches(".*(/sample\\.json|\\.env|\\.jsonl)");
        if (!given) {
          String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
          assertThat(text).as(file.toString()).doesNotContain(SECRET).doesNotContain("API_TOKEN");
        }
      }
    }
  }

  private Program program(String name, Map<String, String> variables) {
    Path run = folder.resolve(name);
    Program program = Sample.program(run, variables).with("API_TOKEN", SECRET);
    // Beside the mapped keys, the result file may hold what is nobody's business too.
    Sample.write(
        run.resolve("sample.json"),
        Sample.RESULT.replaceFirst("\\{", "{\"api_token\": \"" + SECRET + "\","));
    return program;
  }

  @Test
  void of_an_accepted_a_rejected_and_an_unjudged_run() throws IOException {
    Map<String, String> bad = Sample.aggregated();
    bad.put("PREFILL_TP", "x");
    Map<String, String> none = Sample.aggregated();
    none.put("RESULT_FILENAME", "absent");
    for (String format : List.of("text", "jsonl")) {
      String[] call = {"process", "--format", format};
      keeps_the_secret(folder.resolve("good"), program("good", Sample.aggregated()).run(call), 0);
      keeps_the_secret(folder.resolve("bad"), program("bad", bad).run(call), 1);
      keeps_the_secret(folder.resolve("none"), program("none", none).run(call), 2);
    }
    for (String format : List.of("text", "jsonl")) {
      String[] call = {"check", "--format", format};
      keeps_the_secret(folder.resolve("good"), program("good", Sample.aggregated()).run(call), 0);
      keeps_the_secret(folder.resolve("bad"), program("bad", bad).run(call), 1);
      keeps_the_secret(folder.resolve("none"), program("none", none).run(call), 2);
      String[] early = {"check", "--env-only", "--format", format};
      keeps_the_secret(folder.resolve("bad"), program("bad", bad).run(early), 1);
    }
  }

  @Test
  void of_a_result_that_breaks_off_inside_it() throws IOException {
    Program program = program("cut", Sample.aggregated());
    Sample.write(folder.resolve("cut/sample.json"), "{\"api_token\": \"" + SECRET);
    keeps_the_secret(folder.resolve("cut"), program.run("process"), 2);
    Sample.write(folder.resolve("cut/sample.json"), "{\"a\": " + SECRET + "}");
    keeps_the_secret(folder.resolve("cut"), program.run("process"), 2);
  }

  @Test
  void of_environments_in_files_that_are_broken_beside_it() throws IOException {
    Program program = program("files", Map.of());
    Path run = folder.resolve("files");
    Sample.write(run.resolve("a.env"), "API_TOKEN=" + SECRET + "\n" + SECRET + "\n");
    keeps_the_secret(run, program.run("process", "--env", "a.env"), 2);
    Sample.write(run.resolve("b.env"), "API_TOKEN=\"" + SECRET + "\n");
    keeps_the_secret(run, program.run("process", "--env", "b.env"), 2);
    Sample.write(run.resolve("c.env"), "{\"API_TOKEN\": \"" + SECRET + "\", }");
    keeps_the_secret(run, program.run("process", "--env", "c.env"), 2);
    Sample.write(
        run.resolve("runs.jsonl"),
        "{\"env\": {\"API_TOKEN\": \"" + SECRET + "\"}}\n{\"env\": {\"API_TOKEN\": \"" + SECRET);
    keeps_the_secret(run, program.run("process", "--manifest", "runs.jsonl"), 2);
  }

  @Test
  void of_a_call_that_makes_no_sense_or_a_pack_that_is_none() throws IOException {
    Program program = program("call", Sample.aggregated());
    keeps_the_secret(folder.resolve("call"), program.run("process", "--nope"), 2);
    keeps_the_secret(folder.resolve("call"), program.run("process", "--rules", "nowhere"), 2);
    keeps_the_secret(folder.resolve("call"), program.run("process", "--out", "sample.json"), 2);
    keeps_the_secret(folder.resolve("call"), program.run("process", "--out", "/proc/self"), 2);
  }
}
