package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rungate.pack.PythonJsonReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps that take their time, or would not fit into memory. */
@Timeout(300)
class LargeSweepTest {
  @TempDir Path folder;

  @BeforeEach
  void a_pack() {
    Parcels.pack(folder.resolve("pack"));
  }

  /** A file of so many rows, each with something more that no rule asks for. */
  private void rows(int count, int more) throws IOException {
    String row = Parcels.row("Mill Lane", 2.5);
    String padded =
        row.substring(0, row.length() - 1) + ", \"more\": \"" + "x".repeat(more) + "\"}";
    Files.createDirectories(folder.resolve("tree"));
    try (BufferedWriter file = Files.newBufferedWriter(folder.resolve("tree/rows.json"))) {
      for (int i = 0; i < count; i++) {
        file.write((i == 0 ? "[" : ",\n") + padded);
      }
      file.write("]\n");
    }
  }

  private Program.Child gate(List<String> java, String... more) throws IOException {
    List<String> words =
        new ArrayList<>(List.of("gate", "tree", "--rules", "pack", "--format", "jsonl"));
    words.addAll(List.of(more));
    return new Program(folder).spawn(java, words.toArray(String[]::new));
  }

  private static Map<?, ?> object(String line) throws Exception {
    return (Map<?, ?>) PythonJsonReader.read(line);
  }

  @Test
  void an_array_is_never_held_whole() throws Exception {
    rows(10_000, 10_000); // 100 megabytes
    Program.Child child = gate(List.of("-Xmx64m"));
    assertThat(child.process().waitFor()).as(child.err()).isZero();
    List<String> lines = child.out().lines().toList();
    assertThat(lines).hasSize(10_002);
    assertThat(object(lines.get(10_001)).get("accepted")).hasToString("10000");
  }

  @Test
  void an_element_that_does_not_fit_costs_no_other() throws Exception {
    Sample.write(
        folder.resolve("tree/rows.json"),
        "[%s, {\"more\": \"%s\"}, %s]"
            .formatted(
                Parcels.row("Mill Lane", 2.5),
                "x".repeat(20 << 20),
                Parcels.row("Hill Road", 2.5)));
    Program.Result result = new Program(folder).run("gate", "tree", "--rules", "pack");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out())
        .contains("ACCEPTED  tree/rows.json#0", "UNJUDGED  tree/rows.json#1")
        .contains("  problem  it has more than 16777216 bytes\n")
        .contains("ACCEPTED  tree/rows.json#2");
  }

  @Test
  void a_cancelled_call_tells_whole_lines_and_counts_them() throws Exception {
    rows(1_000_000, 10);
    Program.Child child = gate(List.of(), "--report", "jsonl=told", "--report", "junit=told.xml");
    while (child.process().isAlive() && Files.size(child.stdout()) < 10_000) {
      Thread.sleep(20);
    }
    child.process().destroy();
    assertThat(child.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(child.process().exitValue()).as(child.err()).isEqualTo(2);
    assertThat(child.out()).endsWith("\n");
    List<String> lines = child.out().lines().toList();
    for (String line : lines) {
      object(line);
    }
    Map<?, ?> totals = object(lines.get(lines.size() - 1));
    assertThat(totals.get("type")).isEqualTo("totals");
    assertThat(totals.get("complete")).isEqualTo(false);
    assertThat(totals.get("rows")).hasToString(Integer.toString(lines.size() - 1));
    assertThat(child.err()).contains(", and then the call was cancelled\n");
    assertThat(folder.resolve("told")).as("reports are whole").hasContent(child.out());
    assertThat(folder.resolve("told.xml"))
        .content()
        .contains("The call did not come to its end.")
        .endsWith("</testsuites>\n");
  }

  @Test
  void a_call_that_is_cancelled_while_its_pack_is_loaded_has_totals_too() throws Exception {
    rows(1, 10);
    Path cache = folder.resolve("cache"); // which is made when there is something to compile
    Program.Child child =
        new Program(folder)
            .with("RUNGATE_CACHE", cache.toString())
            .spawn(List.of(), "gate", "tree", "--rules", "pack", "--format", "jsonl");
    while (child.process().isAlive() && !Files.exists(cache)) {
      Thread.sleep(5);
    }
    child.process().destroy();
    assertThat(child.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(child.process().exitValue()).as(child.err()).isEqualTo(2);
    assertThat(child.out().lines()).hasSize(1);
    assertThat(object(child.out()).get("complete")).isEqualTo(false);
    assertThat(object(child.out()).get("rows")).hasToString("0");
    assertThat(child.err())
        .isEqualTo("rungate: the call was cancelled before anything was judged\n");
  }
}
