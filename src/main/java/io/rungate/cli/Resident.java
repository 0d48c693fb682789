package io.rungate.cli;

import io.rungate.load.KeptPacks;
import io.rungate.pack.PackException;
import io.rungate.serve.Answer;
import io.rungate.serve.Call;
import io.rungate.serve.Server;
import io.rungate.serve.Surroundings;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * Answers the calls of other processes exactly as they would answer them themselves, and leaves to
 * them whatever it is not sure of.
 */
final class Resident implements Server.Answering {
  /** Packs that are kept: those of a job, and a few that somebody is working on. */
  private static final int MOST_PACKS = 4;

  /** With one of these a JVM says more, or works otherwise, than this one. */
  private static final List<String> FOR_A_JVM =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  /** Where a path means something else for every process; shared memory is a folder like others. */
  private static final List<Path> OWN_TO_A_PROCESS = List.of(Path.of("/proc"), Path.of("/dev"));

  private static final Path SHARED_MEMORY = Path.of("/dev/shm");

  /** As many as the kernel follows. */
  private static final int MOST_LINKS = 40;

  private final Program program;
  private final KeptPacks packs = new KeptPacks(MOST_PACKS);

  /**
   * What answers.
   *
   * @throws IOException when the program folder is not as it should be
   */
  Resident(Path home) throws IOException {
    this.program = Program.in(home);
  }

  /** A program by its file, not by its path: it may be replaced at any time. */
  private record Program(Object file, long bytes, long modified) {
    static Program in(Path home) throws IOException {
      BasicFileAttributes jar =
          Files.readAttributes(
              home.resolve("lib").resolve("rungate.jar"), BasicFileAttributes.class);
      return new Program(jar.fileKey(), jar.size(), jar.lastModifiedTime().toMillis());
    }
  }

  /** Whether another program lies in a folder than the one that this process runs. */
  boolean isOutdated(Path home) {
    try {
      return !Program.in(home).equals(program);
    } catch (IOException | InvalidPathException e) {
      return true;
    }
  }

  @Override
  public void answer(Call call, Answer answer) throws IOException {
    PrintStream out = stream(answer.out());
    PrintStream err = stream(answer.err());
    Callable<Integer> command = null;
    Console console = null;
    if (isSure(call)) {
      console = console(call, answer, out, err);
      command = Shortcut.command(console, call.arguments().toArray(String[]::new));
    }
    if (command == null) {
      answer.refuse();
      return;
    }
    answer.accept();
    int code;
    try {
      code = command.call();
    } catch (PackException | UsageException | UncheckedUsageException e) {
      code = Faults.tell(console, e);
    } catch (Exception | StackOverflowError e) {
      // A fault of this program, or of this process: another one may do better.
      if (!answer.begun()) {
        answer.refuse();
        return;
      }
      code =
          e instanceof Exception fault
              ? Faults.tell(console, fault)
              : Faults.tell(console, (StackOverflowError) e);
    }
    answer.hold();
    out.flush();
    err.flush();
    answer.exit(code);
  }

  /** With the buffers of a process of its own, so that two streams into one file mix the same. */
  private static PrintStream stream(OutputStream to) {
    return new PrintStream(
        new BufferedOutputStream(to, Start.BUFFER), false, StandardCharsets.UTF_8);
  }

  private Console console(Call call, Answer answer, PrintStream out, PrintStream err) {
    Map<String, String> environment = new HashMap<>(call.environment());
    environment.put("LC_ALL", "C.UTF-8"); // as the launcher sets it
    return new Console(
        out,
        err,
        environment,
        Path.of(call.folder()),
        Path.of(call.home()),
        call.errTerminal(),
        call.outTerminal(),
        packs,
        answer::gone);
  }

  /** Whether this process would see, read and write for the call what its caller would. */
  private boolean isSure(Call call) {
    try {
      Path folder = Path.of(call.folder());
      return folder.isAbsolute()
          && !isOutdated(Path.of(call.home()))
          && Surroundings.of(folder).equals(call.surroundings())
          && FOR_A_JVM.stream().noneMatch(call.environment()::containsKey)
          && call.arguments().stream().noneMatch(word -> isOwnToAProcess(folder, word))
          && !isOwnToAProcess(folder, call.environment().getOrDefault("RUNGATE_RULES", ""))
          && !isOwnToAProcess(
              folder, call.environment().getOrDefault("RESULT_FILENAME", "") + ".json");
    } catch (IOException | InvalidPathException e) {
      return false;
    }
  }

  /** Whether a word that may be a path leads to what is the caller's own, perhaps by links. */
  private static boolean isOwnToAProcess(Path folder, String word) {
    try {
      Path path =
          folder.resolve(word.startsWith("-") ? word.substring(word.indexOf('=') + 1) : word);
      for (int links = 0; links < MOST_LINKS && path.getFileName() != null; links++) {
        if (isOwnToAProcess(path.normalize())) {
          return true;
        }
        // One link after another: the last one may lead to a pipe, which has no path.
        Path parent = path.getParent().toRealPath();
        path = parent.resolve(path.getFileName());
        if (isOwnToAProcess(path)) {
          return true;
        }
        if (!Files.isSymbolicLink(path)) {
          return false;
        }
        path = parent.resolve(Files.readSymbolicLink(path));
      }
      return path.getFileName() != null;
    } catch (IOException | InvalidPathException e) {
      return false; // nothing is there, for any process
    }
  }

  private static boolean isOwnToAProcess(Path path) {
    return !path.startsWith(SHARED_MEMORY) && OWN_TO_A_PROCESS.stream().anyMatch(path::startsWith);
  }

  /** Judges the sample again and again, so that the JVM compiles what judging needs. */
  void rehearse(Path home, int times) throws IOException {
    Path work = Files.createTempDirectory("rungate-rehearsal");
    try {
      Map<String, String> variables = Rehearsal.prepare(Rehearsal.sample(home), work);
      PrintStream nobody = stream(OutputStream.nullOutputStream());
      Console console =
          new Console(nobody, nobody, variables, work, home, false, false, packs, () -> false);
      for (int i = 0; i < times && !Thread.interrupted(); i++) {
        Shortcut.run(console, "process", "--cache-dir", work.toString());
      }
    } catch (UsageException e) {
      throw new IOException(e); // an installation without its sample: it gets warm by its calls
    } finally {
      Installation.remove(work);
    }
  }
}
