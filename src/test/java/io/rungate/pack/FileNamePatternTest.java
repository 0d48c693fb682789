package io.rungate.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.rungate.Search;
import io.rungate.pack.Mapping.NamePart;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the name of a result file says is read without looking ahead, and is what it always was. */
@Tag(Search.LONG)
class FileNamePatternTest {
  private static final List<String> BOTH =
      List.of(
          "^(?=.*_gen_\\d).*_ctx_(\\d+)",
          "^(?!.*_ctx_\\d.*_gen_\\d)(?!.*_gen_\\d.*_ctx_\\d).*_gpus_(\\d+)",
          "^(?=.*_ctx_\\d).*_gen_(\\d+)",
          "^(?!.*_ctx_\\d.*_gen_\\d)(?!.*_gen_\\d.*_ctx_\\d).*_gpus_\\d+");
  private static final List<String> PIECES =
      List.of("_ctx_", "_gen_", "_gpus_", "ctx_", "_gen", "_", "1", "28", "0", "a", "_x1_", "\n");

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v2", "v3"})
  void a_name_gives_the_split_that_the_patterns_of_the_first_release_gave(String version)
      throws PackException {
    Mapping mapping = PackReader.mapping(PackReader.files(Path.of("rules", version)));
    Random random = new Random(13);
    int[] found = new int[2];
    int names = Search.attempts(100_000);
    for (int i = 0; i < names; i++) {
      StringBuilder name = new StringBuilder("run");
      random.ints(random.nextInt(12), 0, PIECES.size()).forEach(at -> name.append(PIECES.get(at)));
      for (int role = 0; role < 2; role++) {
        String field = List.of("num_prefill_gpu", "num_decode_gpu").get(role);
        String before =
            firstOf(
                List.of(BOTH.get(2 * role), BOTH.get(2 * role + 1)), role == 1 ? "0" : null, name);
        assertThat(read(mapping, field, name)).as("%s of %s", field, name).isEqualTo(before);
        found[role] += before == null ? 0 : 1;
      }
    }
    assertThat(IntStream.of(found).min().getAsInt()).isGreaterThan(names / 20);
  }

  private static String firstOf(List<String> patterns, String second, CharSequence name) {
    for (int i = 0; i < patterns.size(); i++) {
      Matcher matcher = Pattern.compile(patterns.get(i)).matcher(name);
      if (matcher.find()) {
        return i == 1 && second != null ? second : matcher.group(1);
      }
    }
    return null;
  }

  private static String read(Mapping mapping, String field, CharSequence name) {
    for (Mapping.Field one : mapping.fields()) {
      for (NamePart part : one.name().equals(field) ? one.nameParts() : List.<NamePart>of()) {
        assertThat(part.match().pattern()).doesNotContain("(?");
        com.google.re2j.Matcher matcher = part.match().matcher(name);
        if (matcher.find()) {
          return part.value() != null ? part.value() : matcher.group(1);
        }
      }
    }
    return null;
  }
}
