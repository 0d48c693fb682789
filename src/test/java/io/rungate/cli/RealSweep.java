package io.rungate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

/**
 * What a real sweep leaves behind, or a part of it: each row in an artifact of its own and once
 * more in the collected array, and the matrix of the jobs that were to run. A test may change it
 * before it is laid out.
 */
final class RealSweep {
  static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** Where the collected array lies in the folder of artifacts. */
  static final String COLLECTED = "results_bmk/agg_bmk.json";

  /** A row, and where it lies. */
  static final class Point {
    final int job;
    final String kind;
    final boolean defective;
    String artifact;
    String file;
    ObjectNode row;

    /** What the collected array holds instead; null for the same row. */
    ObjectNode other;

    /** What the file of the artifact holds instead of the row, or null. */
    String text;

    /** Whether it lies in an artifact, and whether the array has it. */
    boolean alone = true;

    boolean collected = true;

    private Point(JsonNode line) {
      job = line.get("job").asInt();
      kind = line.get("kind").asText();
      artifact = line.get("artifact").asText();
      file = line.get("file").asText();
      row = (ObjectNode) line.get("row");
      defective = line.has("defects");
    }

    boolean isAgentic() {
      return kind.equals("agentic");
    }

    boolean isMultinode() {
      return row.path("is_multinode").asBoolean();
    }

    boolean isPooled() {
      return isMultinode() && row.path("num_decode_gpu").asInt() > 0;
    }

    String place() {
      return artifact + "/" + file;
    }

    Point copy() {
      ObjectNode line = JSON.createObjectNode();
      line.put("job", job).put("kind", kind).put("artifact", artifact).put("file", file);
      line.set("row", row.deepCopy());
      if (defective) {
        line.putArray("defects");
      }
      return new Point(line);
    }
  }

  final List<Point> points = new ArrayList<>();
  private final Set<String> places = new HashSet<>();
  private final Map<Integer, ObjectNode> jobs = new TreeMap<>();

  private RealSweep() {}

  /** The same, to be changed. */
  RealSweep copy() {
    return only(jobs.keySet());
  }

  /** Some of its jobs, to be changed. */
  RealSweep only(Set<Integer> kept) {
    RealSweep some = new RealSweep();
    points(point -> kept.contains(point.job)).forEach(point -> some.points.add(point.copy()));
    kept.forEach(job -> some.jobs.put(job, jobs.get(job)));
    return some;
  }

  /** The rows of all jobs that fit, without those that have a real defect. */
  static RealSweep clean(Predicate<Point> fits) {
    return of(true, fits);
  }

  /** The rows of all jobs that fit. */
  static RealSweep whole(Predicate<Point> fits) {
    return of(false, fits);
  }

  private static RealSweep of(boolean clean, Predicate<Point> fits) {
    RealSweep sweep = new RealSweep();
    Set<Integer> left = new HashSet<>();
    try {
      JsonNode matrix = JSON.readTree(resource("matrix.json.gz"));
      try (BufferedReader rows = resource("rows.jsonl.gz")) {
        for (String line = rows.readLine(); line != null; line = rows.readLine()) {
          Point point = new Point(JSON.readTree(line));
          if (!fits.test(point) || clean && point.defective) {
            left.add(point.job);
          }
          sweep.add(point);
        }
      }
      sweep.points.removeIf(point -> left.contains(point.job));
      for (int i = 0; i < matrix.size(); i++) {
        if (!left.contains(i)) {
          sweep.jobs.put(i, (ObjectNode) matrix.get(i));
        }
      }
      return sweep;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Two jobs may differ in image alone, which no name says. */
  private void add(Point point) {
    if (!places.add(point.place())) {
      point.artifact += "_again";
      places.add(point.place());
    }
    points.add(point);
  }

  private static BufferedReader resource(String name) throws IOException {
    InputStream bytes = RealSweep.class.getResourceAsStream("/sweep/" + name);
    return new BufferedReader(
        new InputStreamReader(new GZIPInputStream(bytes), StandardCharsets.UTF_8));
  }

  /** The rows that fit, in the order of the matrix. */
  List<Point> points(Predicate<Point> fits) {
    return points.stream().filter(fits).toList();
  }

  /** The first row that fits. */
  Point first(Predicate<Point> fits) {
    return points.stream().filter(fits).findFirst().orElseThrow();
  }

  /** What the array of all rows calls a row. */
  int index(Point point) {
    return points.stream().filter(one -> one.collected).toList().indexOf(point);
  }

  /** Puts artifacts and matrix.json into a folder. */
  private void write(Path folder) {
    try {
      ArrayNode all = JSON.createArrayNode();
      for (Point point : points) {
        if (point.alone) {
          Path file = folder.resolve("artifacts").resolve(point.place());
          Files.createDirectories(file.getParent());
          Files.writeString(file, point.text == null ? text(point.row) : point.text);
        }
        if (point.collected) {
          all.add(point.other == null ? point.row : point.other);
        }
      }
      Path array = folder.resolve("artifacts").resolve(COLLECTED);
      Files.createDirectories(array.getParent());
      Files.writeString(array, text(all));
      Files.writeString(folder.resolve("matrix.json"), text(JSON.valueToTree(jobs.values())));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** What gate says of it, for programs, by v3 and by what the later consumer knows. */
  Program.Result gate(Path folder) {
    write(folder);
    return new Program(folder)
        .run(
            "gate",
            "artifacts",
            "--profile",
            "late2026",
            "--matrix",
            "matrix.json",
            "--rules",
            Program.HOME.resolve("rules/v3").toString(),
            "--format",
            "jsonl");
  }

  /** The lines of an answer. */
  static List<JsonNode> lines(Program.Result answer) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : answer.out().split("\n")) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }

  private static String text(JsonNode tree) throws IOException {
    return JSON.writeValueAsString(tree);
  }
}
