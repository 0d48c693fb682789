package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines that programs read: one a run, in the order of the input, and one for the counts. */
class JsonLinesTest {
  @TempDir Path folder;

  @Test
  void a_line_has_these_members_and_no_other() {
    Sample.write(folder.resolve("a/sample.json"), Sample.RESULT);
    Sample.write(folder.resolve("b/sample.json"), Sample.RESULT);
    Map<String, String> bad = Sample.aggregated();
    bad.put("PREFILL_TP", "0");
    Sample.write(
        folder.resolve("runs.jsonl"),
        BadCallTest.line("first", "a", Sample.aggregated())
            + BadCallTest.line("second", "b", bad)
            + "{}\n");
    Program.Result result =
        new Program(folder).run("process", "--manifest", "runs.jsonl", "--format", "jsonl");
    String[] lines = result.out().split("\n");
    assertThat(lines).hasSize(4);
    assertThat(lines[0])
        .isEqualTo(
            "{\"type\":\"row\",\"id\":\"first\",\"verdict\":\"accepted\",\"basis\":\"run\",\"findings\":[],"
                + "\"dir\":\"%1$s/a\",\"agg\":\"%1$s/a/agg_sample.json\",\"audit\":\"%1$s/a/audit_sample.json\"}"
                    .formatted(folder));
    Map<?, ?> second = Vectors.object(lines[1]);
    assertThat(second.keySet().toString())
        .isEqualTo("[type, id, verdict, basis, findings, dir, audit]");
    assertThat(second.get("verdict")).isEqualTo("rejected");
    assertThat(second.get("audit")).isEqualTo(folder + "/b/audit_sample.json");
    Map<?, ?> finding = Vectors.objects(second, "findings").get(0);
    assertThat(finding.keySet().toString())
        .isEqualTo("[code, severity, message, waived, file, line, concern]");
    assertThat(finding.get("code")).isEqualTo("size-out-of-bounds");
    assertThat(finding.get("severity")).isEqualTo("error");
    assertThat(finding.get("message")).isEqualTo("PREFILL_TP is 0; it must be at least 1.");
    assertThat(finding.get("concern")).isEqualTo("plausibility");
    assertThat(finding.get("file")).isEqualTo(Program.HOME + "/rules/v2/plausibility.drl");
    assertThat(lines[2])
        .isEqualTo(
            "{\"type\":\"row\",\"id\":\"%1$s/runs.jsonl:3\",\"verdict\":\"unreadable\","
                    .formatted(folder)
                + "\"basis\":\"run\",\"findings\":[],\"problem\":\"%1$s/runs.jsonl:3: a run must give its dir as a text\"}"
                    .formatted(folder));
    assertThat(lines[3])
        .isEqualTo(
            "{\"type\":\"totals\",\"rows\":3,\"accepted\":1,\"rejected\":1,\"unreadable\":1,\"ignored\":0,"
                + "\"waived\":0,\"points\":0,\"expected\":0,\"missing\":0,\"complete\":true}");
    assertThat(result.code()).isEqualTo(2);
  }

  @Test
  void runs_named_by_files_give_lines_too() {
    Program.Result result =
        Sample.program(folder, Sample.singleNode())
            .run("process", "sample.json", "./sample.json", "--format", "jsonl");
    List<String> lines = result.out().lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(Vectors.object(lines.get(0)).get("verdict")).isEqualTo("accepted");
    assertThat((String) Vectors.object(lines.get(1)).get("problem"))
        .startsWith("another run of this call has the same name");
  }
}
