package io.rungate.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.rungate.cli.PackCopy;
import io.rungate.cli.Program;
import io.rungate.cli.SampleRun;
import io.rungate.gate.Gate;
import io.rungate.gate.OrderedExecutor;
import io.rungate.replay.ReplayResult.Replayed;
import io.rungate.replay.ReplayResult.Unreadable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayerTest {
  private static final Gate V1 = new Gate(Program.pack("v1"));
  private static final Gate V2 = new Gate(Program.pack("v2"));

  @TempDir Path folder;

  private List<ReplayResult> replay(Replayer replayer, int jobs) {
    List<ReplayResult> results = new ArrayList<>();
    try (AuditSource source = new AuditSource(List.of(folder))) {
      replayer.replay(source, new OrderedExecutor(jobs), results::add);
    }
    return results;
  }

  @Test
  void the_pack_that_judged_changes_nothing() {
    Path audit = SampleRun.colocated().record(folder, "v2");
    assertThat(replay(Replayer.under(V2), 1))
        .containsExactly(new Replayed(audit.toString(), "colocated", List.of()));
  }

  @Test
  void another_pack_changes_what_it_judges_otherwise_gravest_first() {
    SampleRun.colocated().record(folder, "v1");
    Replayed run = (Replayed) replay(Replayer.under(V2), 1).get(0);
    assertThat(run.changes())
        .startsWith(new Change(Change.Kind.TOPOLOGY, "", "disaggregated", "aggregated"))
        .contains(new Change(Change.Kind.FIELD, "disagg", true, false));
  }

  @Test
  void between_two_packs_the_record_only_gives_what_was_read() {
    SampleRun.colocated().record(folder, "v1");
    Replayed same = (Replayed) replay(Replayer.between(V2, V2), 1).get(0);
    assertThat(same.changes()).isEmpty();
    Replayed back = (Replayed) replay(Replayer.between(V2, V1), 1).get(0);
    assertThat(back.changes()).contains(new Change(Change.Kind.FIELD, "disagg", false, true));
  }

  /** Which no record of v2 says anything of. */
  private Path packThatAsksForMore() throws IOException {
    Path pack = PackCopy.of("v2", folder.resolve("pack"));
    PackCopy.edit(
        pack.resolve("fields.yaml"),
        "  isl:            {",
        "  num_nodes: { group: base, variable: NODE_COUNT, type: integer, at-least: 1 }\n  isl: {");
    return pack;
  }

  /** The job may well have exported it. */
  @Test
  void what_no_record_says_is_no_finding() throws IOException {
    Path pack = packThatAsksForMore();
    Gate asks = new Gate(Program.load(pack));
    SampleRun.colocated().record(folder.resolve("old"), "v2");
    SampleRun.colocated().record(folder.resolve("new"), pack.toString());
    SampleRun.colocated().with("ISL", "0").record(folder.resolve("rejected"), "v2");
    List<ReplayResult> results = replay(Replayer.under(asks), 1);

    assertThat(((Replayed) results.get(0)).changes()).as("it lacked one and says so").isEmpty();
    Change unsaid =
        new Change(
            Change.Kind.UNSAID,
            "variable NODE_COUNT",
            null,
            "the record does not say: its pack did not ask");
    assertThat(((Replayed) results.get(1)).changes()).containsExactly(unsaid);
    assertThat(((Replayed) results.get(2)).changes()).containsExactly(unsaid);
    List<ReplayResult> between = replay(Replayer.between(V2, asks), 1);
    assertThat(((Replayed) between.get(1)).changes()).containsExactly(unsaid);
    assertThat(((Replayed) between.get(0)).changes())
        .as("it is known to have lacked one")
        .startsWith(new Change(Change.Kind.VERDICT, "", "accepted", "rejected"));
  }

  @Test
  void what_a_record_lacks_beside_what_it_does_not_say_is_a_finding() throws IOException {
    Path pack = packThatAsksForMore();
    SampleRun.colocated().without("PRECISION").record(folder.resolve("old"), "v2");
    Replayed run = (Replayed) replay(Replayer.under(new Gate(Program.load(pack))), 1).get(0);
    assertThat(run.changes())
        .singleElement()
        .matches(change -> change.kind() == Change.Kind.FINDING)
        .matches(change -> change.before() != null && change.after() != null);
  }

  @Test
  void a_record_that_contradicts_itself_is_not_judged_and_stops_nothing() throws IOException {
    String text = Files.readString(SampleRun.colocated().record(folder, "v2"));
    Path bent = folder.resolve("audit_bent.json");
    Files.writeString(bent, text.replace("\"verdict\": \"accepted\"", "\"verdict\": \"rejected\""));
    List<ReplayResult> results = replay(Replayer.under(V2), 2);
    assertThat(results).hasSize(2);
    Unreadable refused = (Unreadable) results.get(0);
    assertThat(refused.place()).isEqualTo(bent.toString());
    assertThat(refused.problem())
        .contains("/verdict: the run is rejected, and no finding is an error; ")
        .contains("; /agg: the run is rejected, and its document was published");
    assertThat(results.get(1)).isInstanceOf(Replayed.class);
  }
}
