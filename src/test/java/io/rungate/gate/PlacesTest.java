package io.rungate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.rungate.cli.Program;
import io.rungate.run.RunRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of the runs of a call that have one name in one folder, the first has the place. */
class PlacesTest {
  @TempDir Path folder;

  private final Places places = new Places(Program.pack("v2").mapping());

  private boolean take(Path place, String name) {
    RunRequest run = new RunRequest(name, place, Map.of(), name);
    return places.reserve(run, Optional.empty()).reserved();
  }

  @Test
  void each_place_is_taken_once_however_many_there_are() {
    int taken = 0;
    for (int i = 0; i < 100_000; i++) {
      taken += take(folder, "run_" + i) ? 1 : 0;
    }
    assertThat(taken).isEqualTo(100_000);
    for (int i = 0; i < 100_000; i++) {
      assertThat(take(folder, "run_" + i)).isFalse();
    }
  }

  @Test
  void names_that_are_nearly_the_same_are_different_places() {
    for (String name : new String[] {"", "a", "b", "aa", "ab", "ba", "a\1", "\1", "\1\1", "A"}) {
      assertThat(take(folder, name)).as("<%s>", name).isTrue();
      assertThat(take(folder, name)).as("<%s>", name).isFalse();
    }
  }

  @Test
  void a_folder_is_one_place_by_whichever_path_it_is_reached() throws IOException {
    Path real = Files.createDirectories(folder.resolve("real/inner"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), real);
    assertThat(take(real, "run")).isTrue();
    assertThat(take(link, "run")).isFalse();
    assertThat(take(folder.resolve("real/../real/./inner"), "run")).isFalse();
  }

  @Test
  void folders_whose_paths_look_alike_are_two_places() throws IOException {
    Path other = Files.createDirectories(folder.resolve("elsewhere/sub"));
    Files.createDirectories(folder.resolve("sub"));
    Files.createDirectories(folder.resolve("elsewhere/deep"));
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("elsewhere/deep"));
    assertThat(folder.resolve("link/../sub").toRealPath()).isEqualTo(other.toRealPath());
    assertThat(take(folder.resolve("sub"), "run")).isTrue();
    assertThat(take(folder.resolve("link/../sub"), "run")).isTrue();
  }

  @Test
  void folders_that_are_not_there_have_places_as_well() {
    assertThat(take(folder.resolve("nowhere"), "run")).isTrue();
    assertThat(take(folder.resolve("nowhere"), "run")).isFalse();
    assertThat(take(folder.resolve("nowhere else"), "run")).isTrue();
  }
}
