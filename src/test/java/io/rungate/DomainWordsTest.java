package io.rungate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Java does not know what it judges: the words of the domain live in the rule packs. */
class DomainWordsTest {

  /** {@code output} is no word of the domain, although it ends like one. */
  private static final Pattern WORDS =
      Pattern.compile("(?i)prefill|decode|disagg|tpot|(?<!ou)tput");

  @Test
  void no_source_file_holds_a_word_of_the_domain() throws IOException {
    List<String> places = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
          if (WORDS.matcher(lines.get(i)).find()) {
            places.add(file + ":" + (i + 1) + ": " + lines.get(i).strip());
          }
        }
        if (WORDS.matcher(file.toString()).find()) {
          places.add(file.toString());
        }
      }
    }
    assertThat(places).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PrefillPool", "newDecoder()", "isDISAGG", "mean_tpot", "tput_per_gpu"})
  void words_are_found_inside_other_words(String text) {
    assertThat(WORDS.matcher(text).find()).isTrue();
  }
}
