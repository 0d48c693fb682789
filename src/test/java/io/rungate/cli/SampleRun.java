package io.rungate.cli;

import io.rungate.fact.Fact;
import io.rungate.pack.RulePack;
import io.rungate.run.EnvironmentFile;
import io.rungate.run.FactReader;
import io.rungate.run.InputException;
import io.rungate.run.ResultFile;
import io.rungate.run.RunInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The run that is shipped as a sample, with changes: a colocated pool of 8 GPUs under a recipe that
 * claims DISAGG=true. Its result file and variables are real.
 */
public final class SampleRun {
  private static final Path FOLDER = Program.HOME.resolve("rules/samples/gb200-colocated");

  private final Map<String, String> variables;
  private String result;

  private SampleRun(Map<String, String> variables, String result) {
    this.variables = variables;
    this.result = result;
  }

  /** The run with its GPU split in variables, under a short name. */
  public static SampleRun colocated() {
    try {
      Path file;
      try (var files = Files.newDirectoryStream(FOLDER, "*.json")) {
        file = files.iterator().next();
      }
      SampleRun run =
          new SampleRun(
              new LinkedHashMap<>(EnvironmentFile.read(FOLDER.resolve("run.env"))),
              Files.readString(file));
      return run.named("colocated").with("PREFILL_GPUS", "8").with("DECODE_GPUS", "0");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InputException e) {
      throw new AssertionError(e);
    }
  }

  /** The same job with a decode pool. */
  public static SampleRun withPool() {
    return colocated().named("pool").with("DECODE_GPUS", "8").with("DECODE_NUM_WORKERS", "1");
  }

  /** The same job on one node. */
  public static SampleRun singleNode() {
    SampleRun run = colocated().named("single").without("IS_MULTINODE").with("DISAGG", "false");
    run.variables.keySet().removeIf(name -> name.matches("(PREFILL|DECODE)_.*"));
    return run.with("TP", "8").with("EP_SIZE", "1").with("DP_ATTENTION", "false");
  }

  public SampleRun named(String name) {
    return with("RESULT_FILENAME", name);
  }

  public String name() {
    return variables.get("RESULT_FILENAME");
  }

  Map<String, String> variables() {
    return Map.copyOf(variables);
  }

  public SampleRun with(String variable, String value) {
    variables.put(variable, value);
    return this;
  }

  public SampleRun without(String variable) {
    variables.remove(variable);
    return this;
  }

  /** Another text of the result file; null for none. */
  public SampleRun result(String text) {
    result = text;
    return this;
  }

  /** The result file with one number changed. */
  public SampleRun measuring(String key, String json) {
    String changed = result.replaceFirst("(\"" + key + "\": )[^,}]+", "$1" + json);
    if (changed.equals(result)) {
      throw new AssertionError("the sample does not measure " + key);
    }
    return result(changed);
  }

  /** The result file with another name of a key. */
  public SampleRun renaming(String key, String other) {
    return result(result.replace("\"" + key + "\":", "\"" + other + "\":"));
  }

  /** What a pack's mapping reads of the run, whose result is put into a folder for that. */
  public List<Fact> facts(Path folder, RulePack pack) {
    try {
      Path file = folder.resolve(name() + ".json");
      if (result != null) {
        Files.writeString(file, result);
      }
      ResultFile read = ResultFile.read(file, new FactReader(pack.mapping()));
      return new FactReader(pack.mapping())
          .read(
              new RunInput(
                  name(),
                  null,
                  RunInput.mapped(variables, pack.mapping()),
                  read.members(),
                  file.getFileName().toString(),
                  read.sha256(),
                  read.unread()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Processes the run under a shipped pack; gives its audit record. */
  public Path record(Path folder, String pack, String... more) {
    try {
      Files.createDirectories(folder);
      if (result != null) {
        Files.writeString(folder.resolve(name() + ".json"), result);
      }
      List<String> words = new ArrayList<>(List.of("process", "--rules"));
      words.add(Program.HOME.resolve("rules").resolve(pack).toString());
      words.addAll(List.of(more));
      Program.Result call = new Program(folder).with(variables).run(words.toArray(String[]::new));
      Path audit = folder.resolve("audit_" + name() + ".json");
      if (!Files.exists(audit)) {
        throw new AssertionError(call.err());
      }
      return audit;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
