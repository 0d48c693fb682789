package io.rungate.authoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rungate.Search;
import io.rungate.pack.PackException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag(Search.LONG)
class YamlFormatterTest {

  static Stream<Path> shippedFiles() {
    try (Stream<Path> files = Files.walk(Path.of("rules"))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("shippedFiles")
  void the_shipped_files_are_in_form(Path file) throws Exception {
    String yaml = Files.readString(file);

    assertThat(YamlFormatter.of("", yaml)).isEqualTo(yaml);
  }

  @ParameterizedTest
  @MethodSource("shippedFiles")
  void white_space_that_says_nothing_makes_no_difference(Path file) throws Exception {
    String yaml = Files.readString(file);
    for (long seed = 0; seed < Search.attempts(50); seed++) {
      Random random = new Random(seed);
      int step = 2 + random.nextInt(4);
      String disturbed =
          yaml.lines()
              .map(
                  line ->
                      line.isEmpty() ? "\n" : deeper(line, step) + " ".repeat(random.nextInt(3)))
              .collect(Collectors.joining("\n"));

      assertThat(YamlFormatter.of("", disturbed)).as("seed %d", seed).isEqualTo(yaml);
    }
  }

  @Test
  void every_level_takes_two_spaces() throws Exception {
    assertThat(
            YamlFormatter.of(
                "",
                """
                a:
                    # about b
                    b:
                    - c: 1
                      d: |
                         one
                           two
                    - [ x,
                        y ]
                e: "f
                   g"
                """))
        .isEqualTo(
            """
            a:
              # about b
              b:
                - c: 1
                  d: |
                     one
                       two
                - [ x,
                    y ]
            e: "f
               g"
            """);
  }

  @Test
  void a_file_whose_meaning_would_change_is_left_as_it_is() {
    assertThatThrownBy(() -> YamlFormatter.of("", "a: |\n  one  \n  two\n"))
        .hasMessage(":1: its form cannot be changed without changing its meaning");
  }

  @Test
  void a_tab_is_named_with_its_line() {
    assertThatThrownBy(() -> YamlFormatter.of("", "a:\n\tb: 1\n"))
        .hasMessage(":2: a tab indents this line; YAML is indented by spaces")
        .isInstanceOfSatisfying(
            PackException.class, fault -> assertThat(fault.problems().get(0).line()).isEqualTo(2));
  }

  private static String deeper(String line, int step) {
    int column = line.length() - line.stripLeading().length();
    String text = line.strip();
    boolean item = text.startsWith("- ");
    return " ".repeat(column / 2 * step)
        + (item ? "-" + " ".repeat(step - 1) + text.substring(2) : text);
  }
}
