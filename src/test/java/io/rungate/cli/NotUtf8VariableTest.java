package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Variables of a real process whose bytes are not UTF-8. */
class NotUtf8VariableTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"C.UTF-8", "POSIX"})
  void a_value_is_refused_and_never_published_as_something_else(String locale) throws Exception {
    Program.Result result = process(locale, "export FRAMEWORK=$(printf 'caf\\351')");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .contains("unreadable-value  FRAMEWORK must be UTF-8, not \"caf\\ufffd\"");
    assertThat(folder.resolve("agg_run.json")).doesNotExist();
  }

  @Test
  void a_run_that_is_named_so_is_refused() throws Exception {
    Program.Result result = process("C.UTF-8", "export RESULT_FILENAME=$(printf 'caf\\351')");
    assertThat(result.err()).contains("name-unsafe").contains("RESULT_FILENAME is not UTF-8");
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.startsWith("agg_"));
    }
  }

  private Program.Result process(String locale, String export) throws Exception {
    SampleRun run = SampleRun.colocated().named("run");
    run.record(folder, "v2");
    Files.delete(folder.resolve("agg_run.json"));
    Files.delete(folder.resolve("audit_run.json"));
    Program.Child child =
        new Program(folder)
            .with(run.variables())
            .with("LC_ALL", locale)
            .spawnAs(List.of("sh", "-c", export + "; exec \"$0\" \"$@\""), List.of(), "process");
    int code = child.process().waitFor();
    return new Program.Result(code, child.out(), child.err());
  }
}
