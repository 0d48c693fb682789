package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rungate.Search;
import io.rungate.pack.PythonJsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Trees of documents that nobody would make on purpose: whatever they hold, each file is answered,
 * the rows among them that are right are accepted, and nothing breaks.
 */
@Tag(Search.LONG)
@Timeout(1800)
class HostileTreeTest {
  private static final int TREES = 200;
  private static final int FILES_OF_A_TREE = 50;
  private static final String RIGHT = Parcels.row("Mill Lane", 2.5);

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "0",
          "-0",
          "1e999",
          "NaN",
          "-Infinity",
          "+Infinity",
          "1.5",
          "\"\"",
          "\"Mill Lane\"",
          "\"2.5\"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "[]",
          "{}",
          "[1,[2,{}]]",
          "{\"a\":{\"b\":[]}}",
          "9".repeat(5_000),
          "\"" + "x".repeat(100_000) + "\"",
          "[".repeat(1_500) + "]".repeat(1_500),
          "{\"a\":".repeat(600) + "1" + "}".repeat(600));

  private static final List<String> NAMES =
      List.of(
          "run",
          "agg_run",
          "audit_run",
          "agg_",
          "env",
          "ünïcödé",
          "with space",
          "-dash",
          "a\nb",
          "--help",
          "#3",
          "agg_~",
          "x".repeat(240),
          "\u202e",
          "{name}",
          "%s",
          "'q\"",
          "back\\slash");

  @TempDir static Path shared;

  @BeforeAll
  static void a_pack() {
    Parcels.pack(shared.resolve("pack"));
  }

  @Test
  void every_file_is_answered_and_no_row_is_lost() throws Exception {
    for (int seed = 0; seed < Search.attempts(TREES); seed++) {
      Random random = new Random(seed);
      Path folder = Files.createTempDirectory(shared, "tree");
      Set<String> right = new LinkedHashSet<>();
      Set<String> answered = new LinkedHashSet<>();
      for (int i = 0; i < FILES_OF_A_TREE; i++) {
        make(folder, folder.resolve("tree"), random, right, answered);
      }
      Program.Result result =
          new Program(folder)
              .run(
                  "gate",
                  "tree",
                  "--format",
                  "jsonl",
                  "--rules",
                  shared.resolve("pack").toString());
      verify(seed, result, right, answered);
    }
  }

  private static void verify(
      int seed, Program.Result result, Set<String> right, Set<String> answered) throws Exception {
    String about = "tree of seed " + seed;
    assertThat(result.code()).as(about).isBetween(0, 2);
    assertThat(result.out() + result.err())
        .as(about)
        .doesNotContain("Exception", "fault of rungate", "\tat ", "memory at hand");
    int rows = 0;
    Map<?, ?> totals = Map.of();
    Set<String> told = new LinkedHashSet<>();
    Set<String> accepted = new LinkedHashSet<>();
    for (String line : result.out().lines().toList()) {
      Map<?, ?> one = (Map<?, ?>) PythonJsonReader.read(line);
      if (one.get("type").equals("row")) {
        rows++;
        String id = (String) one.get("id");
        told.add(id);
        told.add(id.replaceFirst("#[0-9]+$", ""));
        if (one.get("verdict").equals("accepted")) {
          accepted.add(id);
        }
      } else if (one.get("type").equals("totals")) {
        totals = one;
      }
    }
    assertThat(totals.get("rows")).as(about).hasToString(Integer.toString(rows));
    int sum = 0;
    for (String verdict : List.of("accepted", "rejected", "unreadable")) {
      sum += ((Number) totals.get(verdict)).intValue();
    }
    assertThat(sum).as(about).isEqualTo(rows);
    assertThat(totals.get("complete")).as(about).isEqualTo(true);
    assertThat(accepted).as(about).containsAll(right);
    answered.removeIf(id -> told.contains(id) || result.err().contains(shown(id)));
    assertThat(answered).as(about).isEmpty();
  }

  /** A name as people are shown it. */
  private static String shown(String id) {
    return id.replace("\n", "\\n").replace("\u202e", "\\u202e");
  }

  /** Makes a file, a folder or a link. */
  private static void make(
      Path folder, Path tree, Random random, Set<String> right, Set<String> answered)
      throws IOException {
    Path place = tree;
    for (int depth = random.nextInt(3); depth > 0; depth--) {
      place = place.resolve("d" + random.nextInt(4) + (random.nextInt(5) == 0 ? ".json" : ""));
    }
    Files.createDirectories(place);
    String name = NAMES.get(random.nextInt(NAMES.size())) + random.nextInt(100) + ".json";
    if (random.nextInt(30) == 0) {
      name = random.nextBoolean() ? "run.env" : "env.json";
    }
    Path file = place.resolve(name);
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    String id = folder.relativize(file).toString();
    if (name.equals("run.env")) {
      Files.writeString(file, random.nextBoolean() ? "STREET=Mill Lane\n" : content(random));
      return;
    }
    switch (random.nextInt(12)) {
      case 0 -> Files.createSymbolicLink(file, random.nextBoolean() ? tree : folder);
      case 1 -> Files.createSymbolicLink(file, Path.of("nowhere.json"));
      case 2, 3 -> {
        Files.writeString(file, RIGHT);
        right.add(id);
      }
      case 4, 5 -> array(file, id, random, right);
      default -> {
        Files.write(file, damaged(content(random), random));
        if (!name.startsWith("audit_") && !name.equals("env.json")) {
          answered.add(id);
        }
      }
    }
  }

  /** An array in which right rows stand between others, none of which breaks its form. */
  private static void array(Path file, String id, Random random, Set<String> right)
      throws IOException {
    List<String> elements = new ArrayList<>();
    for (int i = random.nextInt(8); i >= 0; i--) {
      if (random.nextBoolean()) {
        right.add(id + "#" + elements.size());
        elements.add(RIGHT);
      } else {
        elements.add(random.nextBoolean() ? object(random) : value(random));
      }
    }
    Files.writeString(file, "[" + String.join(random.nextBoolean() ? "," : " ,\n", elements) + "]");
  }

  private static String value(Random random) {
    return VALUES.get(random.nextInt(VALUES.size()));
  }

  private static String object(Random random) {
    List<String> names =
        List.of("street", "weight", "door", "mass", "schema", "other", "street", "weight");
    List<String> members = new ArrayList<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      members.add("\"" + names.get(random.nextInt(names.size())) + "\": " + value(random));
    }
    return "{" + String.join(", ", members) + "}";
  }

  private static String content(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> RIGHT;
      case 1 -> "{\"mass\": " + value(random) + "}";
      case 2 -> value(random);
      case 3 -> "[" + object(random) + ", " + RIGHT + ", " + object(random) + "]";
      case 4 -> "";
      default -> object(random);
    };
  }

  /** Cut off, a bit turned over, something put in, or as it is. */
  private static byte[] damaged(String content, Random random) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    if (bytes.length == 0) {
      return bytes;
    }
    int at = random.nextInt(bytes.length);
    switch (random.nextInt(5)) {
      case 0 -> bytes = Arrays.copyOf(bytes, at);
      case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 2 -> {
        byte[] more = new byte[random.nextInt(20)];
        random.nextBytes(more);
        byte[] all = Arrays.copyOf(bytes, bytes.length + more.length);
        System.arraycopy(more, 0, all, bytes.length, more.length);
        bytes = all;
      }
      case 3 -> bytes = ("\uFEFF" + content).getBytes(StandardCharsets.UTF_8);
      default -> {
        // as it is
      }
    }
    return bytes;
  }
}
