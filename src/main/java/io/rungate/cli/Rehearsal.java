package io.rungate.cli;

import io.rungate.pack.ShippedRules;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Does once what users do most, so that the JVM sees which classes that takes. */
final class Rehearsal {
  private Rehearsal() {}

  /** Takes the folder of a sample run, and an empty one to work in. */
  public static void main(String[] args) throws Exception {
    Path work = Path.of(args[1]);
    Map<String, String> variables = prepare(Path.of(args[0]), work);
    ShippedRules.begin(Path.of(System.getProperty("rungate.home")).resolve("lib/packs"));
    call(variables, work, "process"); // the name no longer gives the split: rejected
    String result = work.resolve("run.json").toString();
    Path named = work.resolve("run_gpus_8.json");
    Files.copy(Path.of(result), named);
    call(variables, work, "process", named.toString());
    call(variables, work, "explain", work.resolve("audit_run_gpus_8.json").toString());
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

  private static void call(Map<String, String> variables, Path work, String... args) {
    PrintStream out = Start.stream(java.io.FileDescriptor.out);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    Path home = Path.of(System.getProperty("rungate.home"));
    Shortcut.run(new Console(out, err, variables, work, home, false, false), args);
    out.flush();
  }
}
