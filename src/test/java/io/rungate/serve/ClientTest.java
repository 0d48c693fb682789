package io.rungate.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The client that the launcher hands a call to, against servers that do anything. */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class ClientTest {
  @TempDir static Path tools;
  private static Path client;

  @TempDir Path temp;
  private Path socket;
  private Path launcher;

  /** What a call leaves behind. */
  private record Ran(int code, String out, String err) {}

  /** What a server does with a connection on which the call has come. */
  private interface Reply {
    void to(Map<String, Object> call, SocketChannel client) throws Exception;
  }

  @BeforeAll
  static void a_compiled_client() throws Exception {
    client = CompiledClient.in(tools, 10_000);
    assumeTrue(client != null, "there is no C compiler");
  }

  @BeforeEach
  void a_launcher_that_says_so() throws IOException {
    socket = Files.createTempDirectory(temp, "s").resolve("s");
    launcher = temp.resolve("launcher");
    Files.writeString(launcher, "echo cold \"$@\"\nenv >" + temp.resolve("env") + "\nexit 3\n");
  }

  @Test
  void it_passes_on_what_the_server_says() throws Exception {
    String big = "0123456789abcdef".repeat(60_000);
    Ran ran =
        answered(
            (call, to) -> {
              send(to, "y", frame('o', "one "), frame('.', ""), frame('e', "two "));
              send(to, frame('o', big), frame('o', ""), frame('x', "\5"));
            });
    assertThat(ran).isEqualTo(new Ran(5, "one " + big, "two "));
  }

  @Test
  void it_tells_the_server_what_it_is_called_with() throws Exception {
    Map<String, Object> seen = new TreeMap<>();
    answered(
        (call, to) -> {
          seen.putAll(call);
          send(to, "y", frame('x', "\0"));
        });
    assertThat(seen)
        .containsEntry("home", "/the/home")
        .containsEntry("folder", temp.toRealPath().toString())
        .containsEntry("arguments", List.of("process", "a b", ""))
        .containsEntry("surroundings", Surroundings.of(temp))
        .containsEntry("terminals", "false false");
    assertThat((Map<?, ?>) seen.get("environment"))
        .isEqualTo(Map.of("KEY", "a=b\nc", "EMPTY", "", "RUNGATE_SERVE", "auto"));
  }

  @Test
  void whenever_nothing_was_written_yet_it_runs_cold() throws Exception {
    List<Reply> doubts =
        List.of(
            (call, to) -> send(to, "n"),
            (call, to) -> send(to, "?"),
            (call, to) -> {},
            (call, to) -> send(to, "y"),
            (call, to) -> send(to, "y", frame('n', "")),
            (call, to) -> send(to, "y", frame('?', "")),
            (call, to) -> send(to, "y", frame('x', "12")),
            (call, to) -> send(to, "y", "o\177\0\0\0"),
            (call, to) -> send(to, "y", "o\0\0\0\7half"),
            (call, to) -> Channels.newInputStream(to).read()); // says nothing until the client goes
    for (Reply doubt : doubts) {
      assertThat(answered(doubt)).isEqualTo(new Ran(3, "cold --cold process a b \n", ""));
    }
  }

  @Test
  void a_cold_run_has_the_environment_of_the_call() throws Exception {
    answered((call, to) -> send(to, "n"));
    assertThat(Files.readString(temp.resolve("env")))
        .contains("KEY=a=b\nc\n", "EMPTY=\n", "RUNGATE_SERVE=auto\n");
  }

  @Test
  void when_something_was_written_it_cannot_judge() throws Exception {
    Ran ran = answered((call, to) -> send(to, "y", frame('o', "half")));
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.out()).isEqualTo("half");
    assertThat(ran.err()).contains("ended in the middle");
  }

  @Test
  void it_runs_cold_where_there_is_no_server() throws Exception {
    assertThat(run("auto")).isEqualTo(new Ran(3, "cold --cold process a b \n", ""));
    Files.createFile(socket);
    assertThat(run("auto").out()).startsWith("cold");
    socket = Path.of("/" + "x".repeat(200));
    assertThat(run("on").out()).startsWith("cold");
  }

  @Test
  void it_runs_cold_when_a_stream_is_closed_or_files_are_limited() throws Exception {
    for (String odd : List.of("exec <&-", "exec 2>&-", "ulimit -f 1000")) {
      Reply reply = (call, to) -> send(to, "y", frame('o', "warm"), frame('x', "\0"));
      assertThat(answered(reply, "sh", "-c", odd + "; exec \"$@\"", "sh").out()).startsWith("cold");
      assertThat(answered(reply, "sh", "-c", "exec \"$@\"", "sh").out()).isEqualTo("warm");
    }
  }

  @Test
  void a_reader_who_leaves_does_not_end_the_call() throws Exception {
    Reply reply =
        (call, to) -> {
          send(to, "y", frame('o', "x".repeat(500_000)), frame('e', "end"), frame('x', "\4"));
        };
    String script = "{ \"$@\"; echo \"code $?\" >&2; } | head -c 1";
    Ran ran = answered(reply, "sh", "-c", script, "sh");
    assertThat(ran.err()).isEqualTo("endcode 4\n");
  }

  @Test
  void an_answer_that_is_lost_cannot_be_taken_for_a_verdict() throws Exception {
    Reply reply = (call, to) -> send(to, "y", frame('o', "lost"), frame('x', "\0"));
    Ran ran = answered(reply, "sh", "-c", "exec \"$@\" > /dev/full", "sh");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err())
        .isEqualTo("rungate: standard output cannot be written: No space left on device\n");
  }

  @Test
  void it_starts_a_server_that_has_nothing_of_the_caller() throws Exception {
    Path seen = temp.resolve("seen");
    Files.writeString(
        launcher,
        "[ \"$1\" = serve ] || { echo cold; exit 3; }\n"
            + "{ echo \"$@\"; env; pwd; ls -l /proc/$$/fd; } >"
            + seen
            + ".part; mv "
            + seen
            + ".part "
            + seen
            + "\n");
    Ran ran = run("on");
    assertThat(ran).isEqualTo(new Ran(3, "cold\n", ""));
    while (!Files.exists(seen)) {
      Thread.sleep(20);
    }
    String text = Files.readString(seen);
    assertThat(text)
        .startsWith("serve --socket " + socket)
        .contains("\nPATH=", "\n/\n", "/dev/null")
        .doesNotContain("KEY=", "RUNGATE_SERVE", "pipe:", temp + "/out");
    Path lock = socket.resolveSibling("s.lock");
    assertThat(text).as("the lock is held from the start on").contains("-> " + lock);
    assertThat(Files.getPosixFilePermissions(lock)).hasSize(2);
  }

  @Test
  void of_many_first_calls_at_a_time_one_starts_a_server() throws Exception {
    Path seen = temp.resolve("seen"); // goes with the folder at the latest, and so does the server
    Files.writeString(
        launcher,
        "[ \"$1\" = serve ] || exit 3\necho started >>"
            + seen
            + "\nwhile [ -e "
            + seen
            + " ]; do sleep 0.05; done\n");
    List<Process> calls = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      calls.add(start("on"));
    }
    for (Process call : calls) {
      assertThat(call.waitFor()).isEqualTo(3);
    }
    while (!Files.exists(seen)) {
      Thread.sleep(20);
    }
    assertThat(run("on").code()).isEqualTo(3);
    assertThat(Files.readAllLines(seen)).containsExactly("started");
  }

  private Ran answered(Reply reply, String... wrapper) throws Exception {
    Files.deleteIfExists(socket);
    List<Exception> faults = new ArrayList<>();
    Thread serving;
    Ran ran;
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      serving = new Thread(() -> answer(server, reply, faults));
      serving.start();
      ran = run("auto", wrapper);
    }
    serving.join();
    assertThat(faults).isEmpty();
    return ran;
  }

  private static void answer(ServerSocketChannel server, Reply reply, List<Exception> faults) {
    try (SocketChannel client = server.accept()) {
      Call call = Call.read(Channels.newInputStream(client));
      Map<String, Object> seen = new TreeMap<>();
      seen.put("home", call.home());
      seen.put("folder", call.folder());
      seen.put("arguments", call.arguments());
      seen.put("environment", call.environment());
      seen.put("surroundings", call.surroundings());
      seen.put("terminals", call.outTerminal() + " " + call.errTerminal());
      reply.to(seen, client);
    } catch (java.nio.channels.ClosedChannelException e) {
      // The client did not come.
    } catch (Exception e) {
      faults.add(e);
    }
  }

  private Ran run(String mode, String... wrapper) throws Exception {
    Process process = start(mode, wrapper);
    int code = process.waitFor();
    return new Ran(
        code, Files.readString(temp.resolve("out")), Files.readString(temp.resolve("err")));
  }

  private Process start(String mode, String... wrapper) throws IOException {
    List<String> command = new ArrayList<>(List.of(wrapper));
    command.addAll(List.of(client.toString(), "call", mode, socket.toString(), "/the/home"));
    command.addAll(List.of(launcher.toString(), "process", "a b", ""));
    ProcessBuilder builder = new ProcessBuilder(command).directory(temp.toFile());
    builder.environment().clear();
    builder.environment().put("KEY", "a=b\nc");
    builder.environment().put("EMPTY", "");
    builder.environment().put("RUNGATE_SERVE", "auto");
    if (wrapper.length > 0 || mode.equals("on")) {
      builder.environment().put("PATH", System.getenv("PATH"));
    }
    return builder
        .redirectOutput(temp.resolve("out").toFile())
        .redirectError(temp.resolve("err").toFile())
        .start();
  }

  private static String frame(char kind, String content) {
    byte[] length = ByteBuffer.allocate(4).putInt(content.length()).array();
    return kind + new String(length, StandardCharsets.ISO_8859_1) + content;
  }

  private static void send(SocketChannel to, String... texts) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.wrap(String.join("", texts).getBytes(StandardCharsets.ISO_8859_1));
    while (bytes.hasRemaining()) {
      to.write(bytes);
    }
  }
}
