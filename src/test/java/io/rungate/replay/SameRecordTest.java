package io.rungate.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.rungate.cli.Program;
import io.rungate.cli.SampleRun;
import io.rungate.document.AuditRecord;
import io.rungate.document.AuditRecordReader;
import io.rungate.document.AuditRecordWriter;
import io.rungate.gate.Gate;
import io.rungate.gate.Judgement;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SameRecordTest {

  @TempDir Path folder;

  private static List<SampleRun> runs() {
    return List.of(
        SampleRun.colocated(),
        SampleRun.withPool().with("DISAGG", "false").named("unflagged"),
        SampleRun.singleNode(),
        SampleRun.colocated().without("PREFILL_TP").with("ISL", "abc").named("faulty"),
        SampleRun.colocated().measuring("mean_ttft_ms", "NaN").named("not-a-number"),
        SampleRun.colocated().measuring("max_concurrency", "\"12\"").named("text-for-number"),
        SampleRun.colocated().measuring("output_throughput", "1e-320").named("tiny"),
        SampleRun.withPool().with("DECODE_GPUS", "9".repeat(400)).named("huge"),
        SampleRun.colocated().with("IMAGE", "\u00e9\ud83d\ude00 \n").named("odd-text"),
        SampleRun.colocated().result(null).named("no-result"),
        SampleRun.colocated().result("[1").named("cut-result"),
        SampleRun.singleNode().without("EP_SIZE").with("EPSIZE", "1").named("near-name"),
        SampleRun.colocated().with("EPSIZE", "1").named("near-name-that-nobody-asks-for"),
        SampleRun.colocated().measuring("duration", "1, \"duration\": 2").named("key-twice"),
        SampleRun.colocated()
            .without("DECODE_GPUS")
            .without("PREFILL_GPUS")
            .named("without-split"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v2", "v3"})
  void the_pack_that_judged_gives_the_same_record_and_the_same_document(String pack)
      throws Exception {
    Gate gate = new Gate(Program.pack(pack));
    for (SampleRun run : runs()) {
      Path audit = run.record(folder, pack);
      String text = Files.readString(audit);
      AuditRecord recorded = AuditRecordReader.read(text);
      Judgement again = gate.judge(recorded.input());
      byte[] record = AuditRecordWriter.bytes(gate.record(again));
      assertThat(timeless(new String(record, StandardCharsets.UTF_8)))
          .as(run.name())
          .isEqualTo(timeless(text));
      Path agg = folder.resolve("agg_" + run.name() + ".json");
      assertThat(Files.exists(agg)).isEqualTo(recorded.document() instanceof AuditRecord.Published);
      if (Files.exists(agg)) {
        assertThat(again.document().text()).isEqualTo(Files.readString(agg));
      }
    }
  }

  private static String timeless(String record) {
    return record.replaceFirst("\"evaluated_at\": \"[^\"]*\"", "");
  }
}
