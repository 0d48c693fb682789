package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What shells offer that have really read the scripts. */
class CompletionTest {
  @TempDir Path folder;

  @BeforeEach
  void files() {
    Sample.write(folder.resolve("matrix.json"), "[]");
    Sample.write(folder.resolve("packs/v9/pack.yaml"), "");
  }

  private String script(String shell) {
    Program.Result result = new Program(folder).run("completion", shell);
    assertThat(result.code()).isZero();
    Sample.write(folder.resolve("script"), result.out());
    return result.out();
  }

  private String run(String... command) throws IOException {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  /** Words as bash takes a line apart, which it does at equals signs, too. */
  private String bash(String line) throws IOException {
    script("bash");
    String ask =
        "compopt() { :; }; source ./script; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); _rungate;"
            + " echo \"${COMPREPLY[*]}\"";
    List<String> words = Arrays.asList(line.replace("=", " = ").split(" +", -1));
    List<String> command =
        Stream.concat(Stream.of("bash", "-c", ask, "bash"), words.stream()).toList();
    return run(command.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource({
    "rungate ru, rules",
    "rungate rules l, lint list",
    "rungate process --fo, --format",
    "rungate process --format=j, jsonl",
    "rungate process --format js, jsonl",
    "rungate replay --format js, json",
    "rungate gate --matrix m, matrix.json",
    "rungate gate --rules p, packs",
    "rungate gate --report sa, sarif=",
    "rungate gate --report sarif=m, matrix.json",
    "rungate rules test --report sa, ''",
    "rungate gate --jobs 3 m, matrix.json",
    "rungate log verify --h, --head --help",
  })
  void bash_offers_what_the_tables_allow(String line, String offered) throws IOException {
    assertThat(bash(line)).isEqualTo(offered);
  }

  @Test
  void bash_offers_every_command_and_option() throws IOException {
    assertThat(bash("rungate ").split(" "))
        .contains("process", "gate", "report", "rules", "completion", "--help");
    for (Entry command : List.of(new GateCommand(), new ReplayCommand())) {
      List<String> options = command.options().stream().map(Argument::name).toList();
      assertThat(bash("rungate " + command.name + " --").split(" "))
          .containsExactlyElementsOf(options);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "rungate ru, rules",
    "rungate rules l, lint list",
    "rungate process --fo, --format",
    "rungate process --format j, jsonl",
    "rungate gate --report sa, sarif=",
    "rungate log verify --h, --head --help",
  })
  void fish_offers_the_same(String line, String offered) throws IOException {
    assumeTrue(isInstalled("fish"));
    script("fish");
    String ask = "source ./script; complete -C '" + line + "' | string split -f1 \\t";
    assertThat(run("fish", "-N", "-c", ask).lines().collect(Collectors.joining(" ")))
        .isEqualTo(offered);
  }

  @Test
  void zsh_reads_its_script() throws IOException {
    assumeTrue(isInstalled("zsh"));
    script("zsh");
    String ask = "autoload -U compinit; compinit -u -D; source ./script; echo $_comps[rungate]";
    assertThat(run("zsh", "-f", "-c", ask)).isEqualTo("_rungate");
  }

  @Test
  void another_shell_is_a_usage_error() {
    Program.Result result = new Program(folder).run("completion", "bsh");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("Unknown command: 'bsh'", "did you mean bash or zsh?");
  }

  private static boolean isInstalled(String program) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
  }
}
