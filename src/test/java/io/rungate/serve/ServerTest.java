package io.rungate.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
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
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** One server of one user, whatever comes in through its socket. */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class ServerTest {
  private static final Duration LONG = Duration.ofMinutes(10);

  private Path folder;
  private Path socket;
  private final List<Server> servers = new ArrayList<>();

  @BeforeEach
  void a_folder_with_a_short_name() throws IOException {
    folder = Files.createTempDirectory("rg");
    socket = folder.resolve("s");
  }

  @AfterEach
  void nothing_is_left() throws IOException {
    servers.forEach(Server::close);
    assertThat(socket).doesNotExist();
    Files.deleteIfExists(folder.resolve("s.lock"));
    Files.deleteIfExists(folder);
  }

  @Test
  void only_its_user_can_reach_it() throws Exception {
    Path made = folder.resolve("sub").resolve("s");
    try (Server server = Server.open(made)) {
      assertThat(server).isNotNull();
      assertThat(permissions(made.getParent())).isEqualTo("rwx------");
      assertThat(permissions(made)).isEqualTo("rw-------");
    }
    Files.delete(made.resolveSibling("s.lock"));
    Files.delete(made.getParent());
  }

  @Test
  void a_folder_that_is_open_to_others_is_not_used() throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThatThrownBy(() -> Server.open(socket)).hasMessageContaining("this user's alone");
  }

  @Test
  void a_path_that_no_socket_can_have_is_refused() {
    assertThatThrownBy(() -> Server.open(folder.resolve("s".repeat(120))))
        .hasMessageContaining("too long");
  }

  @Test
  void of_two_one_is_there() throws Exception {
    Server one = open();
    assertThat(Server.open(socket)).isNull();
    assertThat(socket).as("the one that was first keeps its socket").exists();
    one.close();
    assertThat(open()).isNotNull();
  }

  @Test
  void the_socket_of_one_that_was_killed_is_replaced() throws Exception {
    Files.createFile(socket);
    serve(open(), LONG);
    assertThat(call("status")).startsWith("yo(process ");
  }

  @Test
  void without_calls_it_ends() throws Exception {
    Thread serving = serve(open(), Duration.ofMillis(300));
    assertThat(call("status")).startsWith("yo(process ");
    serving.join();
    assertThat(socket).doesNotExist();
  }

  @Test
  void it_ends_when_its_socket_is_taken_away() throws Exception {
    Thread serving = serve(open(), LONG);
    Files.delete(socket);
    serving.join();
  }

  @Test
  void it_ends_when_it_is_outdated() throws Exception {
    Server server = open();
    Thread serving = new Thread(() -> run(server, ServerTest::echo, LONG, true));
    serving.start();
    serving.join();
    assertThat(socket).doesNotExist();
  }

  @Test
  void it_can_be_asked_and_stopped() throws Exception {
    assertThat(Client.ask(socket, "status")).isNull();
    Thread serving = serve(open(), LONG);
    assertThat(call(request("one"))).isEqualTo("yo(run one)e(!)x\7");
    awaitAnswered(1);
    assertThat(Client.ask(socket, "stop")).isEmpty();
    serving.join();
    assertThat(Client.ask(socket, "status")).isNull();
  }

  @Test
  void what_is_no_call_gets_no_answer_and_harms_nobody() throws Exception {
    serve(open(), LONG);
    byte[] good = request("two");
    byte[] otherVersion = good.clone();
    otherVersion[7] = '9';
    byte[] longer = good.clone();
    longer[10]++;
    List<byte[]> bad = new ArrayList<>();
    bad.add(new byte[0]);
    bad.add("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    bad.add(otherVersion);
    bad.add(longer);
    bad.add(header(-1));
    bad.add(header(Integer.MAX_VALUE));
    bad.add(header(Call.MOST_BYTES + 1));
    bad.add(texts("run", "/", "/", "", "", "", "", "00", "99999999", "process"));
    bad.add(texts("run", "/", "/", "", "", "", "", "00", "many"));
    bad.add(texts("run", "/"));
    for (byte[] one : bad) {
      assertThat(call(one)).isEmpty();
    }
    assertThat(call("no such thing")).startsWith("n");
    assertThat(call(good)).isEqualTo("yo(run two)e(!)x\7");
  }

  @Test
  void a_client_that_does_not_make_its_call_is_dropped() throws Exception {
    serve(open(), LONG);
    try (SocketChannel slow = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      slow.write(ByteBuffer.wrap(request("one"), 0, 20));
      assertThat(Channels.newInputStream(slow).read()).isEqualTo(-1);
    }
  }

  @Test
  void who_comes_on_top_of_the_most_calls_is_refused_at_once() throws Exception {
    CountDownLatch open = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(Server.MOST_CALLS);
    Server server = open();
    Server.Answering waiting =
        (call, answer) -> {
          begun.countDown();
          try {
            open.await();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
          echo(call, answer);
        };
    start(() -> run(server, waiting, LONG, false));
    List<String> answers = java.util.Collections.synchronizedList(new ArrayList<>());
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < Server.MOST_CALLS; i++) {
      callers.add(start(() -> answers.add(callUnchecked(request("x")))));
    }
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(call(request("one too many"))).isEmpty();
    open.countDown();
    for (Thread caller : callers) {
      caller.join();
    }
    assertThat(answers).hasSize(Server.MOST_CALLS).containsOnly("yo(run x)e(!)x\7");
  }

  @Test
  void a_client_that_left_is_noticed() throws Exception {
    Server server = open();
    CountDownLatch noticed = new CountDownLatch(1);
    start(
        () ->
            run(
                server,
                (call, answer) -> {
                  answer.accept();
                  while (!answer.gone()) {
                    Thread.onSpinWait();
                  }
                  noticed.countDown();
                },
                LONG,
                false));
    SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    client.write(ByteBuffer.wrap(request("x")));
    assertThat(Channels.newInputStream(client).read()).isEqualTo('y');
    client.close();
    assertThat(noticed.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void a_fault_in_an_answer_closes_its_connection_and_no_other() throws Exception {
    Server server = open();
    start(
        () ->
            run(
                server,
                (call, answer) -> {
                  if (call.arguments().contains("bad")) {
                    throw new IllegalStateException("bad");
                  }
                  echo(call, answer);
                },
                LONG,
                false));
    assertThat(call(request("bad"))).isEmpty();
    assertThat(call(request("good"))).isEqualTo("yo(run good)e(!)x\7");
  }

  /** The count follows the answer, and not the other way round. */
  private void awaitAnswered(int calls) throws IOException {
    while (!Client.ask(socket, "status").contains(calls + " calls answered")) {
      Thread.onSpinWait();
    }
  }

  private Server open() throws IOException {
    Server server = Server.open(socket);
    if (server != null) {
      servers.add(server);
    }
    return server;
  }

  private static Thread serve(Server server, Duration idle) {
    return start(() -> run(server, ServerTest::echo, idle, false));
  }

  private static Thread start(Runnable work) {
    Thread thread = new Thread(work);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void run(
      Server server, Server.Answering answering, Duration idle, boolean outdated) {
    try {
      server.serve(answering, idle, () -> outdated);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void echo(Call call, Answer answer) throws IOException {
    answer.accept();
    String text = call.kind() + " " + String.join(" ", call.arguments());
    answer.out().write(text.getBytes(StandardCharsets.UTF_8));
    answer.err().write('!');
    answer.exit(7);
  }

  private static byte[] request(String... arguments) {
    List<String> all =
        new ArrayList<>(List.of("run", "/home", "/", "1:2", "1:2", "mnt:[1]", "Uid:\n", "00"));
    all.add(String.valueOf(arguments.length));
    all.addAll(List.of(arguments));
    all.add("NAME=value");
    return texts(all.toArray(String[]::new));
  }

  private static byte[] texts(String... texts) {
    byte[] rest = (String.join("\0", texts) + "\0").getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(rest.length + 12).put(header(rest.length)).put(rest).array();
  }

  private static byte[] header(int length) {
    byte[] magic = Call.MAGIC.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(12).put(magic).putInt(length).array();
  }

  private String call(String kind) throws IOException {
    return call(texts(kind));
  }

  private String callUnchecked(byte[] bytes) {
    try {
      return call(bytes);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** The answer in a readable form; empty when the connection is closed without one. */
  private String call(byte[] bytes) throws IOException {
    try (SocketChannel server = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      server.write(ByteBuffer.wrap(bytes));
      server.shutdownOutput();
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      Channels.newInputStream(server).transferTo(answer);
      return shown(answer.toByteArray());
    } catch (IOException e) {
      return ""; // closed before everything was sent
    }
  }

  private static String shown(byte[] answer) throws IOException {
    if (answer.length == 0 || answer[0] != 'y') {
      return new String(answer, StandardCharsets.ISO_8859_1);
    }
    StringBuilder text = new StringBuilder("y");
    DataInputStream frames =
        new DataInputStream(new java.io.ByteArrayInputStream(answer, 1, answer.length - 1));
    while (frames.available() > 0) {
      char kind = (char) frames.readByte();
      String content = new String(frames.readNBytes(frames.readInt()), StandardCharsets.UTF_8);
      text.append(kind == 'x' ? "x" + content : kind + "(" + content + ")");
    }
    return text.toString();
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
