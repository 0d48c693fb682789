package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rungate.Search;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole real sweep of 2,078 points, each of which arrives twice: nothing is a false alarm. */
@Tag(Search.LONG)
class WholeSweepTest {
  @TempDir Path folder;

  /** How often each code is said, with its severity, and the totals. */
  private Map<String, Integer> counts(RealSweep sweep, int code) throws IOException {
    Program.Result result = sweep.gate(folder);
    assertThat(result.code()).as(result.err()).isEqualTo(code);
    Map<String, Integer> counts = new TreeMap<>();
    for (JsonNode tree : RealSweep.lines(result)) {
      for (JsonNode finding : tree.path("findings")) {
        String what = finding.path("severity").asText() + " " + finding.path("code").asText();
        counts.merge(what, 1, Integer::sum);
      }
      if (tree.path("type").asText().equals("totals")) {
        for (String key : new String[] {"rows", "accepted", "points", "expected", "missing"}) {
          counts.put(key, tree.path(key).asInt());
        }
      }
    }
    return counts;
  }

  @Test
  void a_sound_sweep_is_accepted_but_for_notes_that_are_true() throws IOException {
    RealSweep sound = RealSweep.clean(point -> Search.isFull() || point.job % 8 == 0);
    int points = sound.points.size();
    Map<String, Integer> counts = counts(sound, 0);
    Integer notes = counts.remove("note framework-unknown");
    assertThat(counts)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "rows",
                2 * points,
                "accepted",
                2 * points,
                "points",
                points,
                "expected",
                points,
                "missing",
                0));
    if (Search.isFull()) {
      assertThat(points).isEqualTo(2046);
      assertThat(notes).isEqualTo(4);
    }
  }

  @Test
  void the_real_defects_of_the_matrix_are_told_and_nothing_else() throws IOException {
    assertThat(counts(RealSweep.whole(point -> true), 1))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "rows", 4156,
                "accepted", 4130,
                "points", 2078,
                "expected", 2078,
                "missing", 0,
                "note framework-unknown", 14,
                "error ranks-beyond-gpus", 22,
                "error row-disagg-wrong", 4,
                "warning role-gpus-contradict", 60));
  }
}
