package io.rungate.cli;

import io.rungate.fact.JsonNull;
import io.rungate.pack.JsonProblem;
import io.rungate.pack.PythonJsonReader;
import io.rungate.run.EnvironmentFile;
import io.rungate.run.PythonJsonWriter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** Inputs with the exact outputs that are expected for them; see the README beside the file. */
public final class Vectors {
  private static final String GIVEN = System.getProperty("vectors.file");

  /**
   * One of them.
   *
   * @param env the whole environment
   * @param file the result file's name without its ending, or null
   * @param content of the result file, or null
   * @param agg the agg document, or null when the run is refused
   * @param refused the phrase that a refusal must hold, perhaps empty; null when it is accepted
   */
  public record Vector(
      String id,
      String why,
      Map<String, String> env,
      String file,
      byte[] content,
      String agg,
      String refused) {

    public boolean accepted() {
      return agg != null;
    }

    /** Puts the result file into a folder. */
    public void writeTo(Path folder) throws IOException {
      Files.createDirectories(folder);
      if (file != null) {
        Path result = folder.resolve(file + ".json");
        Files.createDirectories(result.getParent());
        Files.write(result, content);
      }
    }

    @Override
    public String toString() {
      return id + " (" + why + ")";
    }
  }

  /**
   * What the program made of a vector.
   *
   * @param line its line on standard output
   */
  public record Run(Vector vector, Path folder, Map<?, ?> line) {
    public String verdict() {
      return (String) line.get("verdict");
    }

    /** The audit record. */
    public Map<?, ?> audit() throws IOException {
      return object(Files.readString(Path.of((String) line.get("audit"))));
    }

    public List<Map<?, ?>> findings() {
      return Vectors.objects(line, "findings");
    }

    @Override
    public String toString() {
      return vector.toString();
    }
  }

  private Vectors() {}

  public static List<Vector> all() throws IOException {
    List<Vector> vectors = new ArrayList<>();
    try (InputStream bytes =
            GIVEN == null
                ? Vectors.class.getResourceAsStream("/vectors/process.jsonl.gz")
                : Files.newInputStream(Path.of(GIVEN));
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(bytes), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        vectors.add(vector(object(line)));
      }
    }
    return vectors;
  }

  /** True when these are the project's own vectors, of which the counts are known. */
  public static boolean own() {
    return GIVEN == null;
  }

  /** Runs all vectors through one call of {@code process --manifest}, each in its own folder. */
  public static List<Run> process(Path base, String... options) throws IOException {
    List<Vector> vectors = all();
    StringBuilder manifest = new StringBuilder();
    for (Vector vector : vectors) {
      vector.writeTo(base.resolve(vector.id()));
      manifest
          .append(
              PythonJsonWriter.compact(
                  Map.of("id", vector.id(), "dir", vector.id(), "env", vector.env)))
          .append('\n');
    }
    Files.writeString(base.resolve("runs.jsonl"), manifest);
    List<String> arguments =
        new ArrayList<>(List.of("process", "--manifest", "runs.jsonl", "--format", "jsonl"));
    arguments.addAll(List.of(options));
    Program.Result result = new Program(base).run(arguments.toArray(String[]::new));
    List<Run> runs = new ArrayList<>();
    Iterator<String> lines = result.out().lines().iterator();
    for (Vector vector : vectors) {
      Map<?, ?> line = object(lines.next());
      if (!line.get("id").equals(vector.id())) {
        throw new AssertionError("the line of " + vector + " is that of " + line.get("id"));
      }
      runs.add(new Run(vector, base.resolve(vector.id()), line));
    }
    return runs;
  }

  /** The objects of a list in an object. */
  @SuppressWarnings("unchecked") // of lists that hold objects only
  public static List<Map<?, ?>> objects(Map<?, ?> tree, String key) {
    return (List<Map<?, ?>>) tree.get(key);
  }

  /** A text as a JSON object. */
  public static Map<?, ?> object(String text) {
    try {
      return (Map<?, ?>) PythonJsonReader.read(text);
    } catch (JsonProblem e) {
      throw new AssertionError(e.line() + ":" + e.column() + ": " + text, e);
    }
  }

  private static Vector vector(Map<?, ?> line) {
    String base64 = (String) line.get("base64");
    String text = (String) line.get("text");
    byte[] content =
        base64 != null
            ? Base64.getDecoder().decode(base64)
            : text != null ? text.getBytes(StandardCharsets.UTF_8) : null;
    return new Vector(
        (String) line.get("id"),
        (String) line.get("why"),
        EnvironmentFile.textsAmong(line.get("env")),
        line.get("file") == JsonNull.NULL ? null : (String) line.get("file"),
        content,
        (String) line.get("agg"),
        (String) line.get("refused"));
  }
}
