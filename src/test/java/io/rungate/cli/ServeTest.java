package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rungate.load.ShippedRules;
import io.rungate.serve.CompiledClient;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Launcher, client and server together, as a job uses them. */
@EnabledOnOs(OS.LINUX)
@Timeout(900)
class ServeTest {
  @TempDir Path temp;
  private Path work;
  private Path launcher;
  private Path cache;

  /** What a call says, and the exit code. */
  private record Ran(int code, String out, String err) {}

  /** A program folder that runs the classes under test. */
  @BeforeEach
  void a_program_folder() throws Exception {
    Path home = temp.resolve("home");
    Path lib = Files.createDirectories(home.resolve("lib"));
    Path client = CompiledClient.in(lib, 120_000);
    assumeTrue(client != null, "there is no C compiler");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest
        .getMainAttributes()
        .put(
            Attributes.Name.CLASS_PATH,
            Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toUri().toString())
                .collect(Collectors.joining(" ")));
    new JarOutputStream(Files.newOutputStream(lib.resolve("rungate.jar")), manifest).close();
    Files.writeString(lib.resolve("id"), "0123\n");
    Files.createSymbolicLink(home.resolve("rules"), Program.HOME.resolve("rules"));
    launcher = Files.createDirectories(home.resolve("bin")).resolve("rungate");
    Files.copy(Path.of("src/main/launcher/rungate"), launcher);
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    cache = Files.createTempDirectory("rg");
    work = Files.createDirectory(temp.resolve("work"));
    SampleRun.colocated().record(work, "v2");
    Files.delete(work.resolve("agg_colocated.json"));
    Files.delete(work.resolve("audit_colocated.json"));
    Files.copy(
        Program.HOME.resolve("rules/samples/gb200-colocated/run.env"), work.resolve("run.env"));
  }

  @AfterEach
  void nobody_is_left() throws Exception {
    if (cache != null) {
      run("off", "serve", "--stop");
      Installation.remove(cache);
    }
  }

  @Test
  void the_first_call_starts_a_server_and_the_next_ones_use_it() throws Exception {
    Ran cold = process("off");
    assertThat(cold.code()).isEqualTo(1);
    assertThat(cold.err()).startsWith("REJECTED");
    assertThat(process("auto")).isEqualTo(cold);
    assertThat(cache.resolve("serve")).as("auto starts nothing").doesNotExist();

    assertThat(process("on")).isEqualTo(cold);
    long first = awaitServer();
    assertThat(process("auto")).isEqualTo(cold);
    assertThat(process("on")).isEqualTo(cold);
    assertThat(process("off")).isEqualTo(cold);
    assertThat(run("auto", "process", "--help").out()).contains("--manifest");
    assertThat(run("auto", "process", "--env", "/dev/null").code()).isEqualTo(2);
    assertAnswered(2); // not help

    String masked = "umask 077; " + launcher + " process --env run.env colocated.json";
    assertThat(run("auto", "sh", "-c", masked)).isEqualTo(cold);
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(work.resolve("audit_colocated.json"))))
        .isEqualTo("rw-------");
    assertAnswered(2); // nor are calls with other permissions for new files

    String[] check = {"check", "--env-only", "--env", "run.env"};
    Ran checked = run("auto", check);
    assertThat(checked.out()).contains("the environment alone");
    assertThat(checked).isEqualTo(run("off", check));
    assertAnswered(3);

    ProcessHandle.of(first).orElseThrow().destroyForcibly();
    ProcessHandle.of(first).ifPresent(process -> process.onExit().join());
    assertThat(process("auto")).as("a socket without a server").isEqualTo(cold);
    assertThat(process("on")).isEqualTo(cold);
    assertThat(awaitServer()).isNotEqualTo(first);
    assertThat(process("auto")).isEqualTo(cold);
    assertAnswered(1);

    Ran another = run("off", "serve");
    assertThat(another).isEqualTo(new Ran(0, "", "rungate: another server is there\n"));
  }

  @Test
  void a_server_of_a_whole_installation_compiles_an_edited_pack() throws Exception {
    Path packs = temp.resolve("home/lib/packs");
    ShippedRules.add(packs, Program.HOME.resolve("rules/v2"), true);
    Path edited = PackCopy.of("v2", work.resolve("pack"));
    PackCopy.edit(edited.resolve("pack.yaml"), "version: 2.0.0", "version: 2.0.9");
    assertThat(process("on").err()).contains("inference-runs 2.0.0");
    awaitServer();
    Ran shipped = run("auto", "process", "--env", "run.env", "colocated.json");
    Ran own = run("auto", "process", "--env", "run.env", "--rules", "pack", "colocated.json");
    assertAnswered(2);
    assertThat(shipped.err()).contains("pack inference-runs 2.0.0");
    assertThat(own.err())
        .contains("pack inference-runs 2.0.9", " pack/contracts.drl:")
        .doesNotContain("cannot be used");
    assertThat(own)
        .isEqualTo(run("off", "process", "--env", "run.env", "--rules", "pack", "colocated.json"));
  }

  private Ran process(String mode) throws Exception {
    Ran ran = run(mode, "process", "--env", "run.env", "colocated.json");
    Files.delete(work.resolve("audit_colocated.json"));
    return ran;
  }

  private Path socket() {
    return cache.resolve("serve").resolve("0123.sock");
  }

  /** Waits until one listens; gives its process. */
  private long awaitServer() throws Exception {
    String status = status();
    while (!status.startsWith("process ")) {
      Thread.sleep(100);
      status = status();
    }
    return Long.parseLong(status.split("[ ,]")[1]);
  }

  private void assertAnswered(int calls) throws Exception {
    String status = status();
    while (status.matches("(?s)process \\d+, [0-" + (calls - 1) + "] calls.*")) {
      status = status(); // the count follows the answer
    }
    assertThat(status).contains(", " + calls + " calls answered");
  }

  private String status() throws Exception {
    Ran status = run("off", "serve", "--status");
    assertThat(status.code()).isEqualTo(status.out().equals("there is no server\n") ? 1 : 0);
    return status.out();
  }

  private Ran run(String mode, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(arguments));
    if (!arguments[0].equals("sh")) {
      command.add(0, launcher.toString());
    }
    ProcessBuilder builder = new ProcessBuilder(command).directory(work.toFile());
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("PATH", System.getenv("PATH"));
    environment.put("RUNGATE_JAVA", System.getProperty("java.home") + "/bin/java");
    environment.put("RUNGATE_CACHE", cache.toString());
    environment.put("RUNGATE_SERVE", mode);
    Path out = temp.resolve("out");
    Path err = temp.resolve("err");
    int code = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start().waitFor();
    return new Ran(code, Files.readString(out), Files.readString(err));
  }

  @Test
  void a_server_is_ended_by_a_signal_and_leaves_no_socket() throws Exception {
    run("on", "process");
    ProcessHandle server = ProcessHandle.of(awaitServer()).orElseThrow();
    assertThat(socket()).exists();
    server.destroy();
    server.onExit().join();
    assertThat(socket()).doesNotExist();
  }
}
