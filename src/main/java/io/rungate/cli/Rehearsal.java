package io.rungate.cli;

import io.rungate.load.ShippedRules;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Does once what users do most, so that the JVM sees which classes that takes. */
final class Rehearsal {
  private Rehearsal() {}

  /** The command to rehearse, which gets an archive of its own: each needs other classes. */
  enum Part {
    PROCESS,
    EXPLAIN,
    /** Judging by a pack that is not compiled yet, in a JVM with everything. */
    COMPILE;

    /** How the archive is told from others of the same JVM. */
    String suffix() {
      return this == PROCESS ? "" : "." + name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Takes the part, the folder of a sample run, and a folder to work in: empty for the first part,
   * and as that left it for the others.
   */
  public static void main(String[] args) throws Exception {
    Path work = Path.of(args[2]);
    Path named = work.resolve("run_gpus_8.json");
    Part part = Part.valueOf(args[0]);
    if (part == Part.EXPLAIN) {
      call(Map.of(), work, "explain", work.resolve("audit_run_gpus_8.json").toString());
      return;
    }
    if (part == Part.COMPILE) {
      compile(Path.of(args[1]), work);
      return;
    }
    Map<String, String> variables = prepare(Path.of(args[1]), work);
    ShippedRules.begin(Path.of(System.getProperty("rungate.home")).resolve("lib/packs"));
    call(variables, work, "process"); // the name no longer gives the split: rejected
    Files.copy(work.resolve("run.json"), named);
    call(variables, work, "process", named.toString());
    call(variables, work, "check", named.toString());
  }

  /** The sample run that comes with the program. */
  static Path sample(Path home) {
    return home.resolve("rules/samples/gb200-colocated");
  }

  /** Puts the result of a sample run into a folder; gives the variables to judge it with. */
  static Map<String, String> prepare(Path sample, Path work) throws IOException, UsageException {
    try (DirectoryStream<Path> results = Files.newDirectoryStream(sample, "*.json")) {
      Files.copy(results.iterator().next(), work.resolve("run.json"));
    }
    Map<String, String> variables = new HashMap<>(EnvironmentFile.read(sample.resolve("run.env")));
    variables.put("RESULT_FILENAME", "run");
    return variables;
  }

  private static void compile(Path sample, Path work) throws IOException, UsageException {
    Path home = Path.of(System.getProperty("rungate.home"));
    Map<String, String> variables = new HashMap<>(EnvironmentFile.read(sample.resolve("run.env")));
    variables.put("RUNGATE_CACHE", work.resolve("nowhere/none").toString());
    Files.createFile(work.resolve("nowhere")); // so that nothing is kept
    Path pack = Files.createDirectory(work.resolve("pack"));
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(Packs.shipped(home), "*.{drl,yaml}")) {
      for (Path file : files) {
        Path copy = pack.resolve(file.getFileName());
        Files.copy(file, copy);
        // All are edited, so that nothing is taken over from the shipped pack.
        String comment = copy.toString().endsWith(".drl") ? "// another\n" : "# another\n";
        Files.writeString(copy, comment, StandardOpenOption.APPEND);
      }
    }
    String result = work.resolve("run_gpus_8.json").toString();
    call(variables, work, "process", "--rules", pack.toString(), result);
  }

  private static void call(Map<String, String> variables, Path work, String... args) {
    PrintStream out = Start.stream(java.io.FileDescriptor.out);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    Path home = Path.of(System.getProperty("rungate.home"));
    Shortcut.run(new Console(out, err, variables, work, home, false, false), args);
    out.flush();
  }
}
