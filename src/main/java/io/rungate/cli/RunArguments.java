package io.rungate.cli;

import io.rungate.cli.Argument.Kind;
import io.rungate.pack.Mapping;
import io.rungate.run.DocumentNames;
import io.rungate.run.EnvironmentFile;
import io.rungate.run.InputException;
import io.rungate.run.RunInput;
import io.rungate.run.RunManifest;
import io.rungate.run.RunRequest;
import io.rungate.run.Runs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The runs that a call names, and the variables that they ran with. */
final class RunArguments {
  /** For the help of a command: which runs a call means. */
  static final String WHICH =
      "Without an argument, the name of the run and everything else come from the environment. With result files, each"
          + " file's name gives that of its run and, where no variable does, the GPU split. With a manifest, each line is"
          + " a run of its own.";

  static final Argument RESULTS = new Argument("[RESULT...]", "Result files.");

  private static final Argument ENV =
      new Argument(
          "--env=FILE",
          Kind.FILE,
          "Judge with the variables of this file (.env or JSON) instead of the process environment.");

  private static final Argument MANIFEST =
      new Argument("--manifest=FILE", Kind.FILE, "Runs as JSON Lines: {\"id\", \"dir\", \"env\"}.");

  static final List<Argument> ALL = List.of(RESULTS, ENV, MANIFEST);

  private RunArguments() {}

  /** The runs of these result files, of a manifest, or the one of the environment. */
  static Runs runs(Call call, Mapping mapping, List<String> results) throws InputException {
    Console console = call.console();
    String env = call.text(ENV);
    String manifest = call.text(MANIFEST);
    if (manifest != null) {
      if (!results.isEmpty() || env != null) {
        throw new InputException(
            "--manifest brings its own runs and environments: leave result files and --env out");
      }
      return new RunManifest(console.resolve(manifest), console.folder());
    }
    Map<String, String> environment = console.environment();
    String flaw = null;
    if (env != null) {
      try {
        environment = EnvironmentFile.read(console.resolve(env));
      } catch (InputException e) {
        if (results.isEmpty()) {
          List<String> problems = new ArrayList<>(e.problems());
          problems.add("This would say which run it is: what is published stays.");
          throw new InputException(problems);
        }
        environment = Map.of();
        flaw = String.join("; ", e.problems());
      }
    }
    if (results.isEmpty()) {
      if (RunInput.mapped(environment, mapping).isEmpty()) {
        throw new InputException(
            "nothing to judge: no result file is named, and no variable of the rule pack is set");
      }
      String name = environment.getOrDefault(mapping.runName(), "");
      return Runs.of(List.of(new RunRequest(name, console.folder(), environment, null)));
    }
    List<RunRequest> requests = new ArrayList<>();
    for (String result : results) {
      Path file = console.resolve(result);
      if (!RunRequest.isResult(String.valueOf(file.getFileName()))) {
        throw new InputException(result + " is no result file: its name does not end in .json");
      }
      RunRequest request = RunRequest.ofResult(result, file, environment);
      requests.add(flaw == null ? request : request.flawed(flaw));
    }
    return Runs.of(requests);
  }

  /**
   * The results without what earlier calls left beside them, which a pattern such as {@code *.json}
   * names too.
   */
  static List<String> withoutDocuments(List<String> results, Mapping mapping)
      throws InputException {
    List<String> left =
        results.stream()
            .filter(
                result ->
                    !DocumentNames.isDocument(
                        mapping, result.substring(result.lastIndexOf('/') + 1)))
            .toList();
    if (left.isEmpty() && !results.isEmpty()) {
      throw new InputException(results.get(0) + " is no result, but what was made of one");
    }
    return left;
  }
}
