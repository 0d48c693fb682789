package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rungate.serve.Server;
import io.rungate.serve.Surroundings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A process that stays answers to the byte what a process of its own would have answered. */
@EnabledOnOs(OS.LINUX)
class ResidentTest {
  @TempDir static Path shared;
  private static Path home;
  private static Path sockets;
  private static Path socket;
  private static Server server;

  @TempDir Path temp;

  /**
   * What a call leaves behind.
   *
   * @param files name to permissions and content, but for the time of the judgement
   */
  private record Ran(int code, String out, String err, Map<String, String> files) {}

  /** How a call differs from an ordinary one. */
  private static final class Call {
    private final Path folder;
    private final List<String> arguments;
    private final Map<String, String> environment = new HashMap<>();
    private String home = ResidentTest.home.toString();
    private Surroundings surroundings;
    private boolean outTerminal;
    private boolean errTerminal;

    Call(Path folder, String... arguments) throws IOException {
      this.folder = folder;
      this.arguments = List.of(arguments);
      this.surroundings = Surroundings.of(folder);
      environment.put("RUNGATE_CACHE", shared.resolve("cache").toString());
    }

    Call with(Map<String, String> variables) {
      environment.putAll(variables);
      return this;
    }

    Call with(String name, String value) {
      return with(Map.of(name, value));
    }

    Call onTerminals(boolean out, boolean err) {
      outTerminal = out;
      errTerminal = err;
      return this;
    }
  }

  @BeforeAll
  static void a_server() throws IOException {
    home = Files.createDirectories(shared.resolve("home"));
    Files.createSymbolicLink(home.resolve("rules"), Program.HOME.resolve("rules"));
    Files.createDirectories(home.resolve("lib"));
    Files.createFile(home.resolve("lib/rungate.jar"));
    sockets = Files.createTempDirectory("rg"); // a socket's path must be short
    socket = sockets.resolve("s");
    server = Server.open(socket);
    Resident resident = new Resident(home);
    Thread serving =
        new Thread(
            () -> {
              try {
                server.serve(resident, Duration.ofHours(1), () -> false);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    serving.setDaemon(true);
    serving.start();
  }

  @AfterAll
  static void no_server() throws IOException {
    server.close();
    Installation.remove(sockets);
  }

  @Test
  void a_third_of_the_vectors_is_answered_as_by_a_process_of_its_own() throws Exception {
    List<Vectors.Vector> vectors = Vectors.all();
    List<Integer> codes = new ArrayList<>();
    SoftAssertions.assertSoftly(
        softly -> {
          for (int i = 0;
              i < vectors.size();
              i += 3) { // a process of its own builds all rules anew
            Vectors.Vector vector = vectors.get(i);
            try {
              Path folder = Files.createDirectories(temp.resolve(vector.id()));
              vector.writeTo(folder);
              Call call = new Call(folder, "process").with(vector.env());
              Ran cold = cold(call);
              softly.assertThat(resident(call)).as(vector.toString()).isEqualTo(cold);
              codes.add(cold.code());
              Installation.remove(folder);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        });
    assertThat(codes).hasSizeGreaterThan(200).contains(0, 1, 2);
  }

  @Test
  void the_ways_to_call_are_answered_alike() throws Exception {
    SampleRun.colocated().record(temp, "v2");
    Files.delete(temp.resolve("agg_colocated.json"));
    Files.delete(temp.resolve("audit_colocated.json"));
    Path sample = Program.HOME.resolve("rules/samples/gb200-colocated");
    Map<String, String> variables = EnvironmentFile.read(sample.resolve("run.env"));
    Files.copy(temp.resolve("colocated.json"), temp.resolve("run_gpus_8.json"));
    Files.copy(sample.resolve("run.env"), temp.resolve("run.env"));
    Files.createSymbolicLink(temp.resolve("pack"), Program.HOME.resolve("rules/v1"));
    Files.writeString(
        temp.resolve("runs.jsonl"),
        "{\"id\":\"a\",\"dir\":\".\",\"env\":{\"RESULT_FILENAME\":\"colocated\"}}\n{\n\n");
    List<Call> calls = new ArrayList<>();
    String[] plain = {"process", "run_gpus_8.json"};
    calls.add(new Call(temp, plain).with(variables));
    calls.add(new Call(temp, plain).with(variables).onTerminals(false, true));
    calls.add(new Call(temp, plain).with(variables).with("NO_COLOR", "").onTerminals(true, true));
    calls.add(new Call(temp, "process", "run_gpus_8.json", "colocated.json").with(variables));
    calls.add(new Call(temp, "process", "--env", "run.env", "run_gpus_8.json", "--out", "new/out"));
    calls.add(new Call(temp, "process", "--rules", "pack", "run_gpus_8.json").with(variables));
    calls.add(new Call(temp, "process", "--rules", "./pack/", "colocated.json").with(variables));
    calls.add(new Call(temp, "process", "--rules", "../nowhere", "run_gpus_8.json"));
    calls.add(new Call(temp, plain).with(variables).with("RUNGATE_RULES", "pack"));
    calls.add(new Call(temp, plain).with("RUNGATE_RULES", temp.resolve("pack").toString()));
    calls.add(new Call(temp, "process", "--manifest", "runs.jsonl", "--format", "jsonl"));
    calls.add(new Call(temp, "process", "--manifest", "no.jsonl"));
    calls.add(new Call(temp, "process", "--env", "no.env"));
    calls.add(new Call(temp, "process", "colocated.txt"));
    calls.add(new Call(temp, "process", "no.json"));
    calls.add(new Call(temp, "process"));
    calls.add(new Call(temp, "process", "--format", "jsonl", "run_gpus_8.json").with(variables));
    calls.add(new Call(temp, "check", "run_gpus_8.json").with(variables));
    calls.add(new Call(temp, "check", "run_gpus_8.json", "colocated.json").with(variables));
    calls.add(new Call(temp, "check", "--env-only").with(variables).onTerminals(true, false));
    calls.add(new Call(temp, "check", "agg_run_gpus_8.json"));
    calls.add(new Call(temp, "explain", "no.json"));
    for (Call call : calls) {
      Ran cold = cold(call);
      assertThat(resident(call)).as(String.join(" ", call.arguments)).isEqualTo(cold);
      assertThat(cold.out() + cold.err()).isNotEmpty();
    }
    cold(new Call(temp, plain).with(variables));
    for (String what : List.of("verdict", "topology", "no-such-thing")) {
      Call call = new Call(temp, "explain", "audit_run_gpus_8.json", what);
      assertThat(answer(call)).isEqualTo(process(call));
    }
  }

  @Test
  void a_pack_is_taken_as_it_is_at_the_call() throws Exception {
    Path pack = PackCopy.of("v2", temp.resolve("pack"));
    SampleRun.colocated().record(temp, "v2");
    Files.delete(temp.resolve("agg_colocated.json"));
    Files.delete(temp.resolve("audit_colocated.json"));
    Call call = new Call(temp, "process", "--env", "run.env", "--rules", "pack", "colocated.json");
    Path sample = Program.HOME.resolve("rules/samples/gb200-colocated");
    Files.copy(sample.resolve("run.env"), temp.resolve("run.env"));
    Ran before = resident(call);
    assertThat(before.err()).contains("pack inference-runs 2.0.0");

    PackCopy.edit(pack.resolve("pack.yaml"), "version: 2.0.0", "version: 2.0.9");
    assertThat(resident(call).err()).contains("pack inference-runs 2.0.9");

    Path rules = pack.resolve("plausibility.drl");
    String text = Files.readString(rules);
    Files.writeString(rules, text + "\nrule \"x\" when Nothing() then end\n");
    assertThat(resident(call)).isEqualTo(cold(call)).extracting(Ran::code).isEqualTo(2);
    Files.delete(pack.resolve("fields.yaml"));
    assertThat(resident(call)).isEqualTo(cold(call)).extracting(Ran::code).isEqualTo(2);
    Files.copy(Program.HOME.resolve("rules/v2/fields.yaml"), pack.resolve("fields.yaml"));

    Files.writeString(rules, text);
    PackCopy.edit(pack.resolve("pack.yaml"), "version: 2.0.9", "version: 2.0.0");
    assertThat(resident(call)).isEqualTo(before);
  }

  @Test
  void what_it_is_not_sure_of_is_left_to_the_caller() throws Exception {
    Path other = Files.createDirectory(temp.resolve("other"));
    Files.createSymbolicLink(temp.resolve("link"), Path.of("/proc/self/fd/0"));
    Files.createSymbolicLink(temp.resolve("result.json"), Path.of("other/../link"));
    Files.createSymbolicLink(temp.resolve("descriptors"), Path.of("/proc/self/fd"));
    List<Call> doubtful = new ArrayList<>();
    doubtful.add(new Call(temp, "process", "--help"));
    doubtful.add(new Call(temp, "process", "--jobs", "two", "x.json"));
    doubtful.add(new Call(temp, "rules", "list"));
    doubtful.add(new Call(temp, "process", "--env", "/dev/stdin"));
    doubtful.add(new Call(temp, "process", "--env=/dev/fd/63"));
    doubtful.add(new Call(temp, "process", "--manifest", "/tmp/../proc/self/fd/0"));
    doubtful.add(new Call(temp, "process", "result.json"));
    doubtful.add(new Call(temp, "process", "descriptors/0.json"));
    doubtful.add(new Call(temp, "process").with("RESULT_FILENAME", "result"));
    doubtful.add(new Call(temp, "process").with("RUNGATE_RULES", "/proc/1/root"));
    for (String options : List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS")) {
      doubtful.add(new Call(temp, "process").with(options, "-Xmx1g"));
    }
    Call elsewhere = new Call(temp, "process");
    elsewhere.home = other.toString();
    doubtful.add(elsewhere);
    Surroundings own = Surroundings.of(temp);
    for (Surroundings foreign :
        List.of(
            Surroundings.of(other),
            new Surroundings(own.folder(), "1:2", own.mounts(), own.rights()),
            new Surroundings(own.folder(), own.root(), "mnt:[1]", own.rights()),
            new Surroundings(
                own.folder(), own.root(), own.mounts(), own.rights().replace("022", "077")))) {
      Call call = new Call(temp, "process");
      call.surroundings = foreign;
      doubtful.add(call);
    }
    for (Call call : doubtful) {
      assertThat(answer(call)).as(call.arguments + " " + call.environment).isNull();
    }
    assertThat(answer(new Call(temp, "process"))).isNotNull();
  }

  @Test
  void a_program_that_was_replaced_is_outdated() throws Exception {
    Path place = Files.createDirectories(temp.resolve("lib")).resolve("rungate.jar");
    Files.writeString(place, "old");
    Resident resident = new Resident(temp);
    assertThat(resident.isOutdated(temp)).isFalse();
    Files.writeString(temp.resolve("lib/new"), "new");
    Files.move(temp.resolve("lib/new"), place, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(resident.isOutdated(temp)).isTrue();
  }

  /** Answered by the server; then its files are taken away again. */
  private static Ran resident(Call call) throws IOException {
    return gathered(call, () -> answer(call));
  }

  /** Answered by the program as a process of its own runs it. */
  private static Ran cold(Call call) throws IOException {
    return gathered(call, () -> process(call));
  }

  private interface Answering {
    Ran answer() throws IOException;
  }

  private static Ran gathered(Call call, Answering answering) throws IOException {
    Map<String, String> before = files(call.folder);
    Ran ran = answering.answer();
    assertThat(ran).as("an answer to " + call.arguments).isNotNull();
    Map<String, String> files = files(call.folder);
    files.keySet().removeAll(before.keySet());
    for (String file : files.keySet()) {
      Files.delete(call.folder.resolve(file));
    }
    return new Ran(ran.code(), ran.out(), ran.err(), files);
  }

  private static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) walk.filter(Files::isRegularFile)::iterator) {
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        files.put(
            folder.relativize(file).toString(),
            PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
                + " "
                + text.replaceFirst("\"evaluated_at\": *\"[^\"]*\"", ""));
      }
    }
    return files;
  }

  private static Ran process(Call call) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    try (PrintStream o = new PrintStream(out, false, StandardCharsets.UTF_8);
        PrintStream e = new PrintStream(err, false, StandardCharsets.UTF_8)) {
      Console console =
          new Console(
              o, e, call.environment, call.folder, home, call.errTerminal, call.outTerminal);
      int code = Main.run(console, call.arguments.toArray(String[]::new));
      o.flush();
      e.flush();
      return new Ran(
          code,
          out.toString(StandardCharsets.UTF_8),
          err.toString(StandardCharsets.UTF_8),
          Map.of());
    }
  }

  /** What the server says; null when it leaves the call to its caller. */
  private static Ran answer(Call call) throws IOException {
    List<String> texts = new ArrayList<>();
    texts.addAll(List.of("run", call.home, call.folder.toString()));
    Surroundings surroundings = call.surroundings;
    texts.addAll(List.of(surroundings.folder(), surroundings.root()));
    texts.addAll(List.of(surroundings.mounts(), surroundings.rights()));
    texts.add((call.outTerminal ? "1" : "0") + (call.errTerminal ? "1" : "0"));
    texts.add(String.valueOf(call.arguments.size()));
    texts.addAll(call.arguments);
    call.environment.forEach((name, value) -> texts.add(name + "=" + value));
    byte[] rest = (String.join("\0", texts) + "\0").getBytes(StandardCharsets.UTF_8);
    ByteBuffer request = ByteBuffer.allocate(rest.length + 12);
    request.put("RUNGATE1".getBytes(StandardCharsets.UTF_8)).putInt(rest.length).put(rest).flip();
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      while (request.hasRemaining()) {
        channel.write(request);
      }
      Channels.newInputStream(channel).transferTo(answer);
    }
    return read(answer.toByteArray());
  }

  private static Ran read(byte[] answer) throws IOException {
    if (answer[0] == 'n') {
      return null;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    DataInputStream frames =
        new DataInputStream(new ByteArrayInputStream(answer, 1, answer.length - 1));
    while (true) {
      char kind = (char) frames.readByte();
      byte[] content = frames.readNBytes(frames.readInt());
      switch (kind) {
        case 'o' -> out.writeBytes(content);
        case 'e' -> err.writeBytes(content);
        case '.' -> {}
        case 'x' -> {
          return new Ran(
              content[0],
              out.toString(StandardCharsets.UTF_8),
              err.toString(StandardCharsets.UTF_8),
              Map.of());
        }
        default -> throw new AssertionError(kind);
      }
    }
  }
}
