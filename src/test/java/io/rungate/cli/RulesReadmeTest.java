package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rungate.fact.Metric;
import io.rungate.fact.Objection;
import io.rungate.fact.Source;
import io.rungate.gate.UnifiedPatch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code rules/README.md} tells people to type does what it says. */
class RulesReadmeTest {
  private static final Path README = Path.of("rules/README.md");

  @TempDir Path temp;

  /** A fenced block: console, diff, or something that is only to be read. */
  private record Block(String kind, int line, List<String> lines) {}

  @Test
  void every_recipe_gives_the_answer_that_is_printed() throws Exception {
    for (String folder : List.of("v2", "v3", "samples")) {
      copy(Path.of("rules", folder), temp.resolve("rules").resolve(folder));
    }
    git("git", "init", "--quiet");
    Program program = new Program(temp);
    for (Block block : chapter("## Change a rule in five steps", "## Ask why")) {
      if (block.kind().equals("diff")) {
        UnifiedPatch.of(block.lines()).apply(temp);
      } else if (block.kind().equals("console")) {
        follow(block, program);
      }
    }
  }

  static Stream<Class<?>> factTypes() throws Exception {
    List<Class<?>> types = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("src/main/java/io/rungate/fact"))) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString().replace(".java", "");
        if (!name.equals("package-info")) {
          types.add(Class.forName("io.rungate.fact." + name));
        }
      }
    }
    return types.stream()
        .filter(type -> type.isRecord() || Objection.class.isAssignableFrom(type))
        .filter(type -> type != Source.class && type != Objection.class);
  }

  @ParameterizedTest
  @MethodSource("factTypes")
  void every_type_that_rules_match_or_conclude_is_explained(Class<?> type) throws Exception {
    List<String> rows =
        Files.readAllLines(README).stream().filter(line -> line.startsWith("| `")).toList();

    assertThat(rows).anyMatch(row -> row.split("\\|")[1].contains(type.getSimpleName()));
    if (io.rungate.fact.Fact.class.isAssignableFrom(type)) {
      String row =
          rows.stream()
              .filter(one -> one.split("\\|")[1].contains("`" + type.getSimpleName() + "`"))
              .findFirst()
              .orElseThrow();
      Stream<String> fields =
          Arrays.stream(type.getRecordComponents()).map(component -> component.getName());
      // What all have is said above the table.
      List<String> above =
          type == Metric.class ? List.of("source") : List.of("source", "order", "parts");
      assertThat(fields.filter(field -> !above.contains(field)))
          .allSatisfy(field -> assertThat(row.split("\\|")[2]).contains(field));
      assertThat(Files.readString(README)).contains("a `source` too", "`part( \"role\" )`");
    }
  }

  private void follow(Block block, Program program) throws IOException {
    int at = 0;
    while (at < block.lines().size()) {
      String command = block.lines().get(at++).substring("$ ".length());
      List<String> expected = new ArrayList<>();
      while (at < block.lines().size() && !block.lines().get(at).startsWith("$ ")) {
        expected.add(block.lines().get(at++));
      }
      String said = run(command, program);
      assertThat(said.lines().filter(line -> !line.isBlank()).toList())
          .as("README.md:%d: %s", block.line(), command)
          .containsSubsequence(
              expected.stream().filter(line -> !line.equals("...") && !line.isBlank()).toList());
      if (!expected.isEmpty() && !expected.contains("...")) {
        assertThat(said.lines().filter(line -> !line.isBlank())).hasSameSizeAs(expected);
      }
    }
  }

  /** Everything that a command says, with paths as seen from where it was typed. */
  private String run(String command, Program program) throws IOException {
    String[] words = command.split(" (?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)");
    switch (words[0]) {
      case "cp" ->
          copy(temp.resolve(words[words.length - 2]), temp.resolve(words[words.length - 1]));
      case "rm" -> Files.delete(temp.resolve(words[1]));
      case "git" -> git(words);
      case "mvn" -> assertThat(command).isEqualTo("mvn -B verify");
      case "rungate" -> {
        Program.Result result = program.run(Arrays.copyOfRange(words, 1, words.length));
        return (result.out() + result.err()).replace(temp + "/", "");
      }
      default -> throw new IllegalArgumentException("nobody knows how to run " + command);
    }
    return "";
  }

  private void git(String... words) throws IOException {
    Process git =
        new ProcessBuilder(words).directory(temp.toFile()).redirectErrorStream(true).start();
    String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(git.onExit().join().exitValue()).as(String.join(" ", words) + ": " + said).isZero();
  }

  private static List<Block> chapter(String from, String to) throws IOException {
    List<String> lines = Files.readAllLines(README);
    List<Block> blocks = new ArrayList<>();
    Block open = null;
    for (int i = lines.indexOf(from); i < lines.indexOf(to); i++) {
      String line = lines.get(i);
      if (line.startsWith("```") && open == null) {
        open = new Block(line.substring(3), i + 1, new ArrayList<>());
      } else if (line.equals("```")) {
        blocks.add(open);
        open = null;
      } else if (open != null) {
        open.lines().add(line);
      }
    }
    return blocks;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }
}
