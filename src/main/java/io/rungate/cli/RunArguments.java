package io.rungate.cli;

import io.rungate.cli.OptionSpec.Kind;
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

  static final ParameterSpec RESULTS = ParameterSpec.anyNumber("RESULT", "Result files.");

  private static final OptionSpec ENV =
      OptionSpec.of(Kind.FILE, "--env", "FILE")
          .says(
              "Judge with the variables of this file (.env or JSON) instead of the process environment.");

  private static final OptionSpec MANIFEST =
      OptionSpec.of(Kind.FILE, "--manifest", "FILE")
          .says("Runs as JSON Lines: {\"id\", \"dir\", \"env\"}.");

  static final List<OptionSpec> ALL = List.of(ENV, MANIFEST);

  private final Console console;
  private final String env;
  private final String manifest;
  private List<String> results;

  RunArguments(Console console, Arguments arguments) {
    this.console = console;
    this.env = arguments.text(ENV);
    this.manifest = arguments.text(MANIFEST);
    this.results = arguments.parameters(RESULTS);
  }

  /** The runs that are named, or the one of the environment. */
  Runs runs(Mapping mapping) throws UsageException, InputException {
    if (manifest != null) {
      if (!results.isEmpty() || env != null) {
        throw new UsageException(
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
        throw new UsageException(
            "nothing to judge: no result file is named, and no variable of the rule pack is set");
      }
      String name = environment.getOrDefault(mapping.runName(), "");
      return Runs.of(List.of(new RunRequest(name, console.folder(), environment, null)));
    }
    List<RunRequest> requests = new ArrayList<>();
    for (String result : results) {
      RunRequest named = request(result, environment);
      requests.add(flaw == null ? named : named.flawed(flaw));
    }
    return Runs.of(requests);
  }

  /**
   * Leaves out what earlier calls left beside the results, which a pattern such as {@code *.json}
   * names too.
   */
  void leaveOutDocuments(Mapping mapping) throws UsageException {
    String template = mapping.document().fileName();
    List<String> left =
        results.stream()
            .filter(
                result ->
                    !DocumentNames.isDocument(
                        template, result.substring(result.lastIndexOf('/') + 1)))
            .toList();
    if (left.isEmpty() && !results.isEmpty()) {
      throw new UsageException(results.get(0) + " is no result, but what was made of one");
    }
    results = left;
  }

  private RunRequest request(String result, Map<String, String> environment) throws UsageException {
    Path file = console.resolve(result);
    if (!RunRequest.isResult(String.valueOf(file.getFileName()))) {
      throw new UsageException(result + " is no result file: its name does not end in .json");
    }
    return RunRequest.ofResult(result, file, environment);
  }
}
