package io.rungate.cli;

import io.rungate.pack.PackException;
import io.rungate.pack.RulePack;
import io.rungate.report.Printer;
import io.rungate.rules.PackLoader;
import io.rungate.rules.ShippedRules;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The program as its caller sees it: folder, environment and arguments in; exit code, text out. */
public final class Program {

  /** What a call leaves behind, but for files. */
  public record Result(int code, String out, String err) {}

  /** Where this project lies; it holds the shipped packs under {@code rules}. */
  public static final Path HOME = Path.of("").toAbsolutePath();

  private static final Path CACHE = temporaryFolder();

  /** Packs are loaded once for all tests, the last few of them; loading takes most of a call. */
  private static final Map<String, RulePack> LOADED =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, RulePack> eldest) {
              return size() > 8;
            }
          });

  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private boolean terminal;

  /**
   * The program in a working directory, with nothing in its environment but a warm cache and the
   * pack that judges where a call names none: a release of a pack shall not change what the tests
   * of the program see.
   */
  public Program(Path folder) {
    this.folder = folder;
    environment.put("RUNGATE_CACHE", cache().toString());
    environment.put("RUNGATE_RULES", HOME.resolve("rules/v2").toString());
  }

  public Program with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  public Program with(Map<String, String> variables) {
    environment.putAll(variables);
    return this;
  }

  public Program without(String variable) {
    environment.remove(variable);
    return this;
  }

  /** Standard error is a terminal. */
  public Program onTerminal() {
    terminal = true;
    return this;
  }

  public Result run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    try (PrintStream o = new PrintStream(out, false, StandardCharsets.UTF_8);
        PrintStream e = new PrintStream(err, false, StandardCharsets.UTF_8)) {
      Map<String, String> variables = Map.copyOf(environment);
      Console console =
          new Console(
              new Printer(o),
              new Printer(e),
              variables,
              folder,
              HOME,
              terminal,
              false,
              packs(args));
      int code = Main.run(console, args);
      o.flush();
      e.flush();
      return new Result(
          code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
  }

  /** With a cache of its own a call has to load its pack, or there would be nothing in it. */
  private Map<String, RulePack> packs(String... args) {
    boolean shares = cache().toString().equals(environment.get("RUNGATE_CACHE"));
    boolean names = String.join(" ", args).contains("--cache-dir");
    return shares && !names ? LOADED : new HashMap<>();
  }

  /** The program in a process of its own. */
  record Child(Process process, Path stdout, Path stderr) {
    String out() throws IOException {
      return Files.readString(stdout);
    }

    String err() throws IOException {
      return Files.readString(stderr);
    }
  }

  /**
   * Starts a process of its own as the launcher does, with these options more for its Java, and
   * exactly this environment.
   */
  Child spawn(List<String> javaOptions, String... args) throws IOException {
    return spawnAs(List.of(), javaOptions, args);
  }

  /** The same, by a command that starts it with other rights. */
  Child spawnAs(List<String> starter, List<String> javaOptions, String... args) throws IOException {
    List<String> command = new ArrayList<>(starter);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(javaOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Start.class.getName()));
    command.addAll(List.of(HOME.toString(), ""));
    command.addAll(List.of(args));
    Path out = Files.createTempFile(CACHE.getParent(), "rungate-test", ".out");
    Path err = Files.createTempFile(CACHE.getParent(), "rungate-test", ".err");
    out.toFile().deleteOnExit();
    err.toFile().deleteOnExit();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return new Child(builder.start(), out, err);
  }

  /**
   * A cache that holds v2 compiled, once for all tests: of a copy that is edited, only the files
   * that differ are compiled, as it is for people.
   */
  public static Path cache() {
    return Warm.CACHE;
  }

  private static final class Warm {
    private static final Path CACHE = warm();

    private static Path warm() {
      pack("v2");
      return Program.CACHE;
    }
  }

  /** A shipped pack, such as {@code v2}; compiled once for all tests. */
  public static RulePack pack(String version) {
    return load(HOME.resolve("rules").resolve(version));
  }

  /** A pack in a folder of the test's own. */
  public static RulePack load(Path folder) {
    try {
      return new PackLoader(CACHE, ShippedRules.NONE, LOADED).load(folder);
    } catch (PackException e) {
      throw new AssertionError(e);
    }
  }

  private static Path temporaryFolder() {
    try {
      Path folder = Files.createTempDirectory("rungate-test-cache");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
