package io.rungate.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.rungate.cli.Program;
import io.rungate.gate.Gate;
import io.rungate.gate.OrderedExecutor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Records outlive the pack that made them, and the names that its facts had then. */
class EarlierRecordsTest {
  private static final Path RECORDS = Path.of("src/test/resources/records/pack-1.0.0.jsonl.gz");

  @Test
  void records_of_pack_1_0_0_are_read_and_judged_as_they_were() {
    List<ReplayResult> results = new ArrayList<>();
    try (AuditSource records = new AuditSource(List.of(RECORDS))) {
      Replayer.under(new Gate(Program.pack("v1")))
          .replay(records, new OrderedExecutor(1), results::add);
    }
    assertThat(results)
        .hasSize(48)
        .allSatisfy(
            result -> {
              assertThat(result).isInstanceOf(ReplayResult.Replayed.class);
              assertThat(((ReplayResult.Replayed) result).changes()).isEmpty();
            });
  }
}
