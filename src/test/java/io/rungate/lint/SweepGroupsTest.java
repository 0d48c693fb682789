package io.rungate.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.rungate.pack.PackException;
import io.rungate.pack.PackReader;
import io.rungate.pack.PackReader.PackFiles;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A group of sweep.yaml that is misspelt would leave what it holds owed by nobody. */
class SweepGroupsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ group: row optional, key: date,|{ group: row optoinal, key: date,|rows: no rule says what"
            + " the group row optoinal owes; did you mean row optional?",
        "{ group: point optional, key: tp,|{ group: point optinal, key: tp,|points: no rule says"
            + " what the group point optinal owes; did you mean point optional?",
        "{ group: info, key: target }|{ group: inffo, key: target }|info: no rule names the group"
            + " inffo; did you mean info?"
      })
  void is_told(String from, String to, String said) throws PackException {
    PackFiles pack = PackReader.files(Path.of("rules/v3"));
    String sweep = pack.text(PackReader.SWEEP);
    assertThat(sweep).contains(from);
    String unsealed = pack.text(PackReader.MANIFEST).replaceFirst("(?m)^digest:.*\n", "");
    PackFiles misspelt =
        pack.with(PackReader.MANIFEST, unsealed).with(PackReader.SWEEP, sweep.replace(from, to));
    List<String> found =
        PackLint.lint(misspelt, PackReader.parts(misspelt)).stream()
            .map(one -> one.place().message())
            .toList();
    assertThat(found).containsExactly(said);
  }
}
