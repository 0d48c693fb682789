package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;

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

/** What the launcher starts: Javas that only say how they were called stand in for real ones. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class LauncherTest {
  @TempDir Path temp;
  private Path launcher;
  private final Map<String, String> environment = new HashMap<>();

  /** What a call says, line by line, and the exit code. */
  private record Ran(int code, List<String> lines) {}

  @BeforeEach
  void an_installation_without_anything_but_the_launcher() throws IOException {
    launcher = Files.createDirectories(temp.resolve("home/bin")).resolve("rungate");
    Files.copy(Path.of("src/main/launcher/rungate"), launcher);
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
    for (Path wrong : List.of(temp.resolve("nowhere/java"), temp, temp.resolve("home/bin"))) {
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
    Path older = Files.writeString(archives.resolve("17-4.jsa"), "done");
    Path newer = Files.writeString(archives.resolve("25-4.aot"), "done");
    assertThat(run(launcher, "process").lines()).contains("-XX:SharedArchiveFile=" + older);
    Files.writeString(archives.resolve("home"), java("newer", "25.0.3") + "\n");
    assertThat(run(launcher, "process").lines()).contains("-XX:AOTCache=" + newer);
    Files.writeString(newer, "don");
    assertThat(run(launcher, "process").lines()).noneMatch(line -> line.contains("AOTCache"));
    Files.writeString(newer, "done");
    environment.put("JAVA_HOME", java("newest", "26").toString());
    assertThat(run(launcher, "process").lines())
        .noneMatch(line -> line.startsWith("-XX:AOTCache") || line.startsWith("-XX:Shared"));
  }
}
