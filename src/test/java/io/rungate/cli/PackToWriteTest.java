package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A command writes only to a pack that its call names. */
class PackToWriteTest {

  @TempDir Path temp;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rules new rule too-dear",
        "rules fmt",
        "rules docs",
        "rules lint --fix",
      })
  void a_command_that_writes_is_not_given_a_pack_by_default(String call) throws IOException {
    Path pack = packToMend();
    Map<Path, String> before = texts(pack);

    Program.Result answer =
        new Program(temp).with("RUNGATE_RULES", pack.toString()).run(call.split(" "));

    assertThat(answer.err())
        .startsWith("rungate: this writes to a pack, so DIR has to say to which: rungate rules ")
        .endsWith(" DIR\n");
    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.out()).isEmpty();
    assertThat(texts(pack)).isEqualTo(before);
  }

  @Test
  void an_empty_name_is_no_name() {
    Program.Result answer = new Program(temp).run("rules", "docs", "");

    assertThat(answer.err()).contains("DIR is empty: name it");
    assertThat(answer.code()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rules fmt --check", "rules docs --check", "rules lint"})
  void a_command_that_only_looks_is(String call) throws IOException {
    Path pack = packToMend();

    Program.Result answer =
        new Program(temp).with("RUNGATE_RULES", pack.toString()).run(call.split(" "));

    assertThat(answer.out()).contains(pack.toString());
    assertThat(answer.code()).isEqualTo(1);
  }

  /** For every command there is something to write. */
  private Path packToMend() throws IOException {
    Path pack = PackCopy.of("v2", temp.resolve("v2"));
    PackCopy.edit(pack.resolve("measures.drl"), "headline number", "first number");
    PackCopy.edit(pack.resolve("measures.drl"), "\nthen\n", " \nthen\n");
    return pack;
  }

  private static Map<Path, String> texts(Path folder) throws IOException {
    Map<Path, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        texts.put(file, Files.readString(file));
      }
    }
    return texts;
  }
}
