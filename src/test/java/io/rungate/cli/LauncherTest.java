package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the launcher starts: Javas that only say how they were called stand in for real ones. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class LauncherTest {
  @TempDir Path temp;
  private Path launcher;
  private final Map<String, String> environment = new HashMap<>();

  /** The sum of an archive that says "done". */
  private static final String DONE = "2797747329";

  /** What a call says, line by line, and the exit code. */
  private record Ran(int code, List<String> lines) {}

  @BeforeEach
  void an_installation_without_anything_but_the_launcher() throws IOException {
    launcher = Files.createDirectories(temp.resolve("home/bin")).resolve("rungate");
    Files.copy(Path.of("src/main/launcher/rungate"), launcher);
    Files.createFile(Files.createDirectories(temp.resolve("home/lib")).resolve("rungate.jar"));
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    environment.put("HOME", temp.toString());
    environment.put("PATH", java("on-the-path", "17.0.1") + "/bin:/usr/bin:/bin");
  }

  /** A Java of some version; null for one that does not say which. */
  private Path java(String name, String version) throws IOException {
    Path home = temp.resolve(name);
    Path program = Files.createDirectories(home.resolve("bin")).resolve("java");
    Files.writeString(program, "#!/bin/sh\nprintf '%s\\n' \"$0\" \"$@\"\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    if (version != null) {
      Files.writeString(
          home.resolve("release"),
          "JAVA_VERSION=\"%1$s\"\nJAVA_RUNTIME_VERSION=\"%1$s+1\"\n".formatted(version));
    }
    return home;
  }

  private Ran run(Path program, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.directory(temp.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return new Ran(process.exitValue(), text.lines().toList());
  }

  private String started() throws Exception {
    Path program = Path.of(run(launcher, "process").lines().get(0));
    return program.getParent().getParent().getFileName().toString();
  }

  @Test
  void the_newest_java_at_hand_is_taken_and_a_named_one_before_all() throws Exception {
    assertThat(started()).isEqualTo("on-the-path");
    environment.put("JAVA_HOME", java("older", "11.0.9").toString());
    assertThat(started()).isEqualTo("on-the-path");
    environment.put("JAVA_HOME", java("silent", null).toString());
    assertThat(started()).isEqualTo("on-the-path");
    environment.put("JAVA_HOME", java("newer", "25.0.3").toString());
    assertThat(started()).isEqualTo("newer");
    Path named = java("named", "17.0.2");
    environment.put("RUNGATE_JAVA", named.resolve("bin/java").toString());
    assertThat(started()).isEqualTo("named");
    environment.put("RUNGATE_JAVA", named.toString());
    assertThat(started()).isEqualTo("named");
  }

  @Test
  void without_a_java_it_says_what_is_missing() throws Exception {
    environment.put("PATH", "/nowhere");
    assertThat(run(launcher, "process"))
        .isEqualTo(
            new Ran(
                2, List.of("rungate: no Java found; install a JRE 17 or newer, or set JAVA_HOME")));
    for (Path wrong :
        List.of(
            temp.resolve("nowhere/java"), temp, temp.resolve("home/bin"), Path.of("/bin/true"))) {
      environment.put("RUNGATE_JAVA", wrong.toString());
      assertThat(run(launcher, "process"))
          .isEqualTo(new Ran(2, List.of("rungate: there is no Java at RUNGATE_JAVA=" + wrong)));
    }
    environment.put("PATH", "/usr/bin:/bin");
    Path old = java("old", "11.0.9");
    environment.put("RUNGATE_JAVA", old.toString());
    assertThat(run(launcher, "process"))
        .isEqualTo(
            new Ran(2, List.of("rungate: the Java at RUNGATE_JAVA=" + old + " is older than 17")));
  }

  /** Java has no way to write it in a class path, and would look for the program elsewhere. */
  @Test
  void a_colon_in_the_path_of_the_program_is_told() throws Exception {
    Path moved = Files.move(temp.resolve("home"), temp.resolve("a:b"));
    assertThat(run(moved.resolve("bin/rungate"), "process"))
        .isEqualTo(
            new Ran(
                2,
                List.of(
                    "rungate: a class path cannot hold the colon in "
                        + moved.toRealPath()
                        + ": move the program")));
  }

  @Test
  void arguments_arrive_as_they_were_given_through_links_too() throws Exception {
    Path link = Files.createSymbolicLink(temp.resolve("first"), launcher);
    Path linked = Files.createSymbolicLink(temp.resolve("second"), link.getFileName());
    String[] arguments = {"process", "a b", "", "*", "--env=x'\"y", "$HOME"};
    List<String> lines = run(linked, arguments).lines();
    assertThat(lines)
        .containsSequence("io.rungate.cli.Start", launcher.getParent().getParent().toString());
    assertThat(lines.subList(lines.size() - arguments.length, lines.size()))
        .containsExactly(arguments);
  }

  @Test
  void the_home_is_found_from_anywhere() throws Exception {
    environment.put("CDPATH", temp.resolve("home").toString());
    for (String call : List.of("home/bin/rungate", "./home/bin/../bin/rungate")) {
      assertThat(run(Path.of("/bin/sh"), "-c", call + " process").lines())
          .containsSequence(
              "io.rungate.cli.Start", launcher.getParent().getParent().toString(), "", "process");
    }
    Files.createSymbolicLink(temp.resolve("here"), Path.of("home/bin/rungate"));
    assertThat(run(Path.of("/bin/sh"), "here", "process").lines())
        .contains(launcher.getParent().getParent().toString());
    Files.createSymbolicLink(temp.resolve("programs"), Path.of("home/bin"));
    assertThat(run(Path.of("/bin/sh"), "programs/rungate", "process").lines())
        .as("a folder of programs may be a link")
        .contains(launcher.getParent().getParent().toString());
  }

  @Test
  void a_java_gets_the_archive_that_the_build_made_for_its_version() throws Exception {
    assertThat(run(launcher, "process").lines()).noneMatch(line -> line.contains("Archive"));
    Path archives = Files.createDirectories(temp.resolve("home/lib/jvm"));
    Path older = Files.writeString(archives.resolve("17-" + DONE + ".jsa"), "done");
    Path newer = Files.writeString(archives.resolve("25-" + DONE + ".aot"), "done");
    assertThat(run(launcher, "process").lines()).contains("-XX:SharedArchiveFile=" + older);
    Files.writeString(archives.resolve("home"), java("newer", "25.0.3") + "\n");
    assertThat(run(launcher, "process").lines()).contains("-XX:AOTCache=" + newer);
    for (String damaged : List.of("don", "", "dine", "donee")) {
      Files.writeString(newer, damaged);
      assertThat(run(launcher, "process").lines())
          .as(damaged)
          .noneMatch(line -> line.contains("AOTCache"));
    }
    Files.delete(newer);
    Files.createDirectory(newer);
    assertThat(run(launcher, "process").lines())
        .noneMatch(line -> line.contains("AOTCache"))
        .noneMatch(line -> line.contains("cksum"));
    Files.delete(newer);
    Files.writeString(newer, "done");
    environment.put("JAVA_HOME", java("newest", "26").toString());
    assertThat(run(launcher, "process").lines())
        .noneMatch(line -> line.startsWith("-XX:AOTCache") || line.startsWith("-XX:Shared"));
  }

  /** What a variable holds would otherwise be obeyed by a terminal, or by the log of a job. */
  @Test
  void what_is_wrong_with_a_variable_is_shown_and_not_obeyed() throws Exception {
    environment.put(
        "RUNGATE_JAVA", "/x\u001b[2J\r\n::error::of mine\n##vso[task.complete]\\033[2J\u00e9");
    assertThat(run(launcher, "process"))
        .isEqualTo(
            new Ran(
                2,
                List.of(
                    "rungate: there is no Java at RUNGATE_JAVA="
                        + "/x?[2J??::error::of mine???vso[task.complete]\\033[2J??")));
    environment.remove("RUNGATE_JAVA");
    Path moved = Files.move(temp.resolve("home"), temp.resolve("a:\n::warning::b"));
    assertThat(run(moved.resolve("bin/rungate"), "process").lines())
        .singleElement()
        .asString()
        .endsWith("/a:?::warning::b: move the program");
  }

  /** They are for other programs; a JVM that refuses one ends with the code of a rejected run. */
  @Test
  void options_of_the_caller_do_not_reach_the_java() throws Exception {
    Path java = java("telling", "21").resolve("bin/java");
    Files.writeString(java, "#!/bin/sh\nenv\n");
    environment.put("RUNGATE_JAVA", java.toString());
    List<String> options =
        List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "_JAVA_LAUNCHER_DEBUG");
    options.forEach(name -> environment.put(name, "-XX:+UseG1GC"));
    environment.put("TP", "8");
    assertThat(run(launcher, "process").lines())
        .contains("TP=8")
        .noneMatch(line -> options.contains(line.split("=")[0]));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/bin/sh", "/bin/bash"})
  void a_java_for_another_machine_is_no_verdict(String shell) throws Exception {
    assumeThat(Path.of(shell)).exists();
    Path java = java("foreign", "21").resolve("bin/java");
    Files.write(java, new byte[] {0x7f, 'E', 'L', 'F', 0, 1, 2, 3});
    environment.put("RUNGATE_JAVA", java.toString());
    assertThat(run(Path.of(shell), launcher.toString(), "process").code()).isEqualTo(2);
  }

  @Test
  void a_program_that_is_not_whole_or_not_to_be_found_is_told() throws Exception {
    String start = "rungate: a Java does not find what is not UTF-8, such as ";
    String script = "mv home \"$(printf 'h\\351')\" && exec ./h*/bin/rungate process";
    assertThat(run(Path.of("/bin/sh"), "-c", script))
        .isEqualTo(new Ran(2, List.of(start + temp.toRealPath() + "/h?: move the program")));
    assertThat(run(Path.of("/bin/sh"), "-c", "mv h* home").code()).isZero();
    Path jar = temp.toRealPath().resolve("home/lib/rungate.jar");
    Files.delete(jar);
    assertThat(run(launcher, "process"))
        .isEqualTo(
            new Ran(2, List.of("rungate: the program is not whole: " + jar + " cannot be read")));
  }
}
