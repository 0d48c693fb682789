package io.rungate.serve;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import jdk.net.ExtendedSocketOptions;

/**
 * Listens on a socket that only this user can reach, and answers one call per connection.
 *
 * <p>Everything is bounded: calls at a time, the size of a call, the time that a client has to make
 * it, and the time without any call after which it ends.
 */
public final class Server implements AutoCloseable {

  /** Calls at a time. Whoever comes on top of them is told at once to run on its own. */
  static final int MOST_CALLS = 16;

  /** What the kernel takes for the name of a socket, with its end. */
  private static final int LONGEST_NAME = 107;

  private static final Duration TO_MAKE_A_CALL = Duration.ofSeconds(2);
  private static final Duration TICK = Duration.ofMillis(500);
  private static final Set<PosixFilePermission> OWNER_READS_AND_WRITES =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private final Path socket;
  private final UserPrincipal user;
  private final FileChannel lock;
  private final ServerSocketChannel listener;
  private final Object socketKey;
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicLong lastUse = new AtomicLong(System.nanoTime());
  private final Map<SocketChannel, Long> calling = new ConcurrentHashMap<>();

  private Server(Path socket, FileChannel lock) throws IOException {
    this.socket = socket;
    this.lock = lock;
    this.user = user();
    Files.deleteIfExists(socket); // of a server that was killed: the lock is ours
    this.listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      listener.bind(UnixDomainSocketAddress.of(socket));
      Files.setPosixFilePermissions(socket, OWNER_READS_AND_WRITES);
      this.socketKey = key();
    } catch (IOException e) {
      listener.close();
      throw e;
    }
  }

  /** Answers a call that was made by a process of the same user. */
  @FunctionalInterface
  public interface Answering {
    void answer(Call call, Answer answer) throws IOException;
  }

  /**
   * Starts to listen.
   *
   * @param socket in a folder that is made if there is none, and must be closed to others
   * @return null when another server is there for this socket
   * @throws IOException when there cannot be one, with a sentence
   */
  public static Server open(Path socket) throws IOException {
    if (socket.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8).length > LONGEST_NAME) {
      throw new IOException("the path of the socket is too long: " + socket);
    }
    Path folder = socket.getParent();
    Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    PosixFileAttributes attributes =
        Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!attributes.isDirectory()
        || !attributes.owner().equals(user())
        || !attributes.permissions().equals(OWNER_ONLY)) {
      throw new IOException("the folder of the socket must be this user's alone: " + folder);
    }
    FileChannel lock =
        FileChannel.open(
            folder.resolve(socket.getFileName() + ".lock"),
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
            PosixFilePermissions.asFileAttribute(OWNER_READS_AND_WRITES));
    boolean ours = false;
    try {
      ours = lock.tryLock() != null;
      return ours ? new Server(socket, lock) : null;
    } catch (OverlappingFileLockException e) {
      return null; // one in this very process
    } catch (IOException e) {
      ours = false;
      throw e;
    } finally {
      if (!ours) {
        lock.close();
      }
    }
  }

  private static UserPrincipal user() throws IOException {
    return Files.getOwner(Path.of("/proc/self"));
  }

  /**
   * Answers until nobody has called for some time, or until it is closed.
   *
   * @param outdated asked now and then: whether it should rather end, as soon as no call is under
   *     way
   */
  public void serve(Answering answering, Duration idle, BooleanSupplier outdated)
      throws IOException {
    ExecutorService threads = Executors.newCachedThreadPool(work -> daemon(work, "call"));
    Thread watch = daemon(() -> watch(idle, outdated), "watch");
    watch.start();
    try {
      while (true) {
        SocketChannel client = listener.accept();
        if (underWay.incrementAndGet() > MOST_CALLS) {
          client.close(); // it runs on its own
          underWay.decrementAndGet();
        } else {
          calling.put(client, System.nanoTime());
          threads.execute(() -> answer(client, answering));
        }
      }
    } catch (ClosedChannelException e) {
      // Closed by the watch, by a call to stop, or by a signal.
    } finally {
      watch.interrupt();
      close();
      threads.shutdown();
      awaitTheRest();
    }
  }

  /** What was accepted is answered. */
  private void awaitTheRest() {
    try {
      while (underWay.get() > 0) {
        Thread.sleep(10);
        dropTheSlow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  private void answer(SocketChannel client, Answering answering) {
    try (client) {
      if (client.getOption(ExtendedSocketOptions.SO_PEERCRED).user().equals(user)) {
        Call call = Call.read(Channels.newInputStream(client));
        calling.remove(client);
        answer(call, new Answer(client), answering);
      }
    } catch (IOException | RuntimeException e) {
      // A client that is none, or left: what it was about is told to nobody here. The closed
      // connection tells it to run on its own.
    } finally {
      calling.remove(client);
      lastUse.set(System.nanoTime());
      underWay.decrementAndGet();
    }
  }

  private void answer(Call call, Answer answer, Answering answering) throws IOException {
    switch (call.kind()) {
      case "run" -> {
        answering.answer(call, answer);
        if (answer.ended()) {
          answered.incrementAndGet();
        }
      }
      case "status" -> {
        String text =
            "process " + ProcessHandle.current().pid() + ", " + answered + " calls answered\n";
        answer.accept();
        answer.out().write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        answer.exit(0);
      }
      case "stop" -> {
        answer.accept();
        close();
        answer.exit(0);
      }
      default -> answer.refuse();
    }
  }

  private void watch(Duration idle, BooleanSupplier outdated) {
    try {
      while (listener.isOpen()) {
        Thread.sleep(Math.min(TICK.toMillis(), Math.max(1, idle.toMillis())));
        dropTheSlow();
        boolean tired = System.nanoTime() - lastUse.get() >= idle.toNanos();
        if (underWay.get() == 0 && (tired || outdated.getAsBoolean() || !isReachable())) {
          close();
        }
      }
    } catch (InterruptedException e) {
      // The server has ended.
    }
  }

  private void dropTheSlow() {
    long now = System.nanoTime();
    calling.forEach(
        (client, since) -> {
          if (now - since > TO_MAKE_A_CALL.toNanos()) {
            try {
              client.close();
            } catch (IOException e) {
              // It is dropped.
            }
          }
        });
  }

  /** Somebody who tidies up may have removed the socket; then nobody finds this server. */
  private boolean isReachable() {
    try {
      return key().equals(socketKey);
    } catch (IOException e) {
      return false;
    }
  }

  private Object key() throws IOException {
    return Files.readAttributes(socket, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .fileKey();
  }

  /** Listens no more, and leaves no socket. Calls that are under way are answered. */
  @Override
  public synchronized void close() {
    try {
      if (listener.isOpen()) {
        if (isReachable()) {
          Files.deleteIfExists(socket);
        }
        listener.close();
        lock.close();
      }
    } catch (IOException e) {
      // A socket that is left is replaced by the next server.
    }
  }
}
