package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A run that meets a known pack pays for nothing but judging. */
class StartTest {
  /** What a job passes that wants its answer soon. */
  private static final Set<String> FAST =
      Set.of(
          "--rules",
          "--env",
          "--env-only",
          "--format",
          "--color",
          "--power",
          "--cache-dir",
          "--out",
          "--jobs",
          "--skip");

  private static final List<String> NOT_NEEDED =
      List.of(
          "picocli.",
          "org.yaml.",
          "com.fasterxml.jackson.databind.",
          "org.drools.drl.",
          "org.drools.compiler.",
          "org.drools.model.codegen.",
          "org.drools.mvel.",
          "org.eclipse.jdt.",
          "com.github.javaparser.",
          "org.antlr.");

  @TempDir Path temp;

  @Test
  void a_run_loads_no_parser_no_compiler_and_no_library_for_arguments() throws Exception {
    Path cache = temp.resolve("cache");
    Path work = Files.createDirectory(temp.resolve("work"));
    String pack = Program.HOME.resolve("rules/v2").toString();
    SampleRun.colocated().record(work, "v2");
    Program.Result first =
        new Program(work)
            .with("ISL", "1")
            .run("process", "--rules", pack, "--cache-dir", cache.toString());
    assertThat(first.code()).isEqualTo(1);

    List<String> judging = loadedBy(1, work, "process", "--rules", pack, "--cache-dir", "" + cache);
    assertThat(judging).contains("org.drools.modelcompiler.KiePackagesBuilder");
    assertThat(judging).filteredOn(StartTest::isNotNeeded).isEmpty();

    Files.writeString(work.resolve("run.env"), "ISL=1\n");
    for (String call :
        List.of("1 check", "1 check --env-only", "0 check agg_colocated.json", "1 gate .")) {
      String words = call.substring(2) + " --rules " + pack + " --cache-dir " + cache;
      List<String> checking = loadedBy(call.charAt(0) - '0', work, words.split(" "));
      assertThat(checking).contains("org.drools.modelcompiler.KiePackagesBuilder");
      assertThat(checking).as(call).filteredOn(StartTest::isNotNeeded).isEmpty();
    }

    List<String> explaining = loadedBy(0, work, "explain", "audit_colocated.json");
    assertThat(explaining).contains("io.rungate.report.Explanation");
    assertThat(explaining).filteredOn(StartTest::isNotNeeded).isEmpty();
    assertThat(explaining).noneMatch(name -> name.startsWith("org.drools."));
  }

  @Test
  void plain_arguments_mean_what_the_library_takes_them_for() {
    Map<String, String> values =
        Map.of("--format", "jsonl", "--color", "never", "--power", "off", "--jobs", "3");
    for (String command : List.of("process", "check", "gate", "explain")) {
      for (var option : new CommandLine(known(command)).getCommandSpec().options()) {
        String name = option.longestName();
        if (!(command.equals("explain") ? Set.of("--color") : FAST).contains(name)) {
          continue; // an option that only the library reads
        }
        if (option.arity().max() == 0) {
          assertSame(command, name);
          assertSame(command, name, "one");
          continue;
        }
        String value = values.getOrDefault(name, "x");
        assertSame(command, "one", name, value);
        assertSame(command, name + "=" + value, "one");
      }
    }
    assertSame("process", "one.json", "two.json");
    assertSame("check", "one.json", "--env-only", "two.json");
    assertSame("explain", "audit.json", "verdict");
  }

  @Test
  void whatever_is_not_plain_is_left_to_the_library() {
    for (List<String> arguments :
        List.of(
            List.of("--help"),
            List.of("--rules"),
            List.of("--rules", "--env"),
            List.of("--rules", "a", "--rules", "b"),
            List.of("--format", "xml"),
            List.of("--no-such-option"),
            List.of("--jobs", "0"),
            List.of("--jobs", "two"),
            List.of("--jobs", "12345"),
            List.of("@arguments"),
            List.of("--", "x"))) {
      String[] words = new String[arguments.size() + 1];
      words[0] = "process";
      for (int i = 0; i < arguments.size(); i++) {
        words[i + 1] = arguments.get(i);
      }
      assertThat(Shortcut.command(null, words)).as(arguments.toString()).isNull();
    }
    assertThat(Shortcut.command(null)).isNull();
    assertThat(Shortcut.command(null, "rules", "list")).isNull();
    assertThat(Shortcut.command(null, "explain")).isNull();
    assertThat(Shortcut.command(null, "check", "--env-only=false")).isNull();
    assertThat(Shortcut.command(null, "check", "--env-only", "--env-only")).isNull();
    assertThat(Shortcut.command(null, "gate")).isNull();
    assertThat(Shortcut.command(null, "gate", "one", "two")).isNull();
  }

  private static Object known(String command) {
    return switch (command) {
      case "process" -> new ProcessCommand(null);
      case "check" -> new CheckCommand(null);
      case "gate" -> new GateCommand(null);
      default -> new ExplainCommand(null);
    };
  }

  private static void assertSame(String command, String... arguments) {
    Object library = known(command);
    new CommandLine(library).parseArgs(arguments);
    String[] words = new String[arguments.length + 1];
    words[0] = command;
    System.arraycopy(arguments, 0, words, 1, arguments.length);
    Object plain = Shortcut.command(null, words);
    assertThat(plain)
        .as(String.join(" ", words))
        .isNotNull()
        .usingRecursiveComparison()
        .isEqualTo(library);
  }

  private static boolean isNotNeeded(String type) {
    return NOT_NEEDED.stream().anyMatch(type::startsWith);
  }

  @Test
  void an_answer_that_is_lost_is_exit_2_unless_its_reader_had_enough() throws Exception {
    SampleRun.colocated().record(temp, "v2");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String call =
        "'%s' -cp \"$CLASSES\" %s explain audit_colocated.json"
            .formatted(java, Start.class.getName());
    Path errors = temp.resolve("errors");
    for (String script :
        List.of("exec " + call + " > /dev/full", "{ " + call + "; echo $? >&2; } | true")) {
      ProcessBuilder builder = new ProcessBuilder("sh", "-c", script).directory(temp.toFile());
      builder.environment().put("CLASSES", System.getProperty("java.class.path"));
      builder.redirectError(errors.toFile());
      boolean full = script.endsWith("/dev/full");
      assertThat(builder.start().waitFor()).isEqualTo(full ? 2 : 0);
      assertThat(errors)
          .hasContent(
              full ? "rungate: standard output cannot be written: No space left on device" : "0");
    }
  }

  private List<String> loadedBy(int code, Path work, String... arguments) throws Exception {
    Path log = temp.resolve("classes-" + arguments[0]);
    List<String> command = new java.util.ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xlog:class+load:file=" + log);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Start.class.getName());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(work.toFile());
    builder.environment().put("ISL", "1");
    builder.redirectErrorStream(true).redirectOutput(temp.resolve("output").toFile());
    assertThat(builder.start().waitFor())
        .as(Files.readString(temp.resolve("output")))
        .isEqualTo(code);
    return Files.readAllLines(log).stream()
        .map(line -> line.replaceFirst("^.*load\\] (\\S+).*", "$1"))
        .toList();
  }
}
