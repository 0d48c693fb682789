package io.rungate.cli;

import io.rungate.gate.ExitCode;
import io.rungate.gate.Gate;
import io.rungate.gate.InOrder;
import io.rungate.gate.Outcome;
import io.rungate.gate.RunRequest;
import io.rungate.pack.PackException;
import io.rungate.pack.RulePack;
import io.rungate.report.JsonLine;
import io.rungate.report.RunSummary;
import io.rungate.run.RunInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The job of the script: environment and result become the agg document and the audit record. */
@Command(
    name = "process",
    description = {
      "Judges runs and writes their documents.",
      "",
      "Without an argument, RESULT_FILENAME and everything else come from the environment. With result files, each"
          + " name gives RESULT_FILENAME and, where no variable does, the GPU split. With a manifest, each line is a"
          + " run of its own."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every run is accepted",
      "1:at least one run is rejected",
      "2:at least one run could not be judged: usage, unreadable input, broken pack"
    })
final class ProcessCommand implements Callable<Integer> {
  private final Console console;

  @Mixin JudgingOptions options = new JudgingOptions();

  @Parameters(paramLabel = "RESULT", description = "Result files.")
  List<String> results = new ArrayList<>();

  @Option(
      names = "--manifest",
      paramLabel = "FILE",
      description = "Runs as JSON Lines: {\"id\", \"dir\", \"env\"}.")
  String manifest;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the documents go (default: beside the result).")
  String out;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "Runs that are judged at a time (default: one a core).")
  int jobs = Runtime.getRuntime().availableProcessors();

  ProcessCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UsageException, PackException {
    if (jobs < 1) {
      throw new UsageException("--jobs must be at least 1");
    }
    RulePack pack = Packs.load(console, options.rules, options.cacheDir);
    Path folder = out == null ? null : outputFolder();
    Gate gate = new Gate(pack);
    try (Runs runs = runs(pack);
        Printer printer = new Printer(pack, runs.single())) {
      if (!runs.hasNext()) {
        throw new UsageException("nothing to judge: the manifest holds no run");
      }
      InOrder.run(
          new Iterator<>() {
            @Override
            public boolean hasNext() {
              return !console.gone().getAsBoolean() && runs.hasNext();
            }

            @Override
            public Callable<Outcome> next() {
              return gate.prepare(runs.next(), folder);
            }
          },
          runs.single() ? 1 : jobs,
          printer::print);
      return printer.worst().number();
    }
  }

  private Path outputFolder() throws UsageException {
    Path folder = console.resolve(out);
    try {
      Files.createDirectories(folder);
      return folder;
    } catch (IOException e) {
      throw new UsageException("the output folder " + folder + " cannot be made");
    }
  }

  private Runs runs(RulePack pack) throws UsageException {
    if (manifest != null) {
      if (!results.isEmpty() || options.env != null) {
        throw new UsageException(
            "--manifest brings its own runs and environments: leave result files and --env out");
      }
      return new Manifest(console.resolve(manifest), console.folder());
    }
    Map<String, String> environment =
        options.env == null
            ? console.environment()
            : EnvironmentFile.read(console.resolve(options.env));
    if (results.isEmpty()) {
      if (RunInput.mapped(environment, pack.mapping()).isEmpty()) {
        throw new UsageException(
            "nothing to judge: no result file is named, and no variable of the rule pack is set");
      }
      String name = environment.getOrDefault("RESULT_FILENAME", "");
      return Runs.of(List.of(new RunRequest(name, console.folder(), environment, null)));
    }
    List<RunRequest> requests = new ArrayList<>();
    for (String result : results) {
      requests.add(request(result, environment));
    }
    return Runs.of(requests);
  }

  private RunRequest request(String result, Map<String, String> environment) throws UsageException {
    Path file = console.resolve(result);
    String name = String.valueOf(file.getFileName());
    if (!name.endsWith(".json")) {
      throw new UsageException(result + " is no result file: its name does not end in .json");
    }
    Path folder = file.getParent() == null ? console.folder() : file.getParent();
    return new RunRequest(
        result, folder, environment, name.substring(0, name.length() - ".json".length()));
  }

  /** Where runs come from, one after another. */
  interface Runs extends Iterator<RunRequest>, AutoCloseable {
    /** True when there is just the one run that the caller is waiting for. */
    boolean single();

    @Override
    void close();

    static Runs of(List<RunRequest> requests) {
      Iterator<RunRequest> iterator = requests.iterator();
      return new Runs() {
        @Override
        public boolean hasNext() {
          return iterator.hasNext();
        }

        @Override
        public RunRequest next() {
          return iterator.next();
        }

        @Override
        public boolean single() {
          return requests.size() == 1;
        }

        @Override
        public void close() {}
      };
    }
  }

  /** Answers on standard output, everything for people on standard error. */
  private final class Printer implements AutoCloseable {
    private final RulePack pack;
    private final RunSummary summary;
    private final boolean single;
    private ExitCode worst = ExitCode.ACCEPTED;
    private final int[] counts = new int[ExitCode.values().length];

    Printer(RulePack pack, boolean single) {
      this.pack = pack;
      this.summary = new RunSummary(pack, console.paint(options.choice()), console.folder());
      this.single = single;
    }

    ExitCode worst() {
      return worst;
    }

    void print(Outcome outcome) {
      worst = worst.worse(outcome.exitCode());
      counts[outcome.exitCode().number()]++;
      if (options.format == JudgingOptions.Format.jsonl) {
        console.out().println(JsonLine.of(outcome, pack));
        console.out().flush();
        return;
      }
      if (outcome.agg() != null) {
        console.out().print(outcome.judgement().document().text() + "\n");
      }
      boolean plain = !single && outcome.exitCode() == ExitCode.ACCEPTED;
      console.err().print(plain ? summary.line(outcome) : summary.of(outcome));
    }

    @Override
    public void close() {
      if (!single && counts[0] + counts[1] + counts[2] > 0) {
        console
            .err()
            .println(
                counts[0] + " accepted, " + counts[1] + " rejected, " + counts[2] + " not judged");
      }
    }
  }
}
