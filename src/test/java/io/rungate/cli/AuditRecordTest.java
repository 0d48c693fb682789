package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same run, pack and program give the same record, wherever and whenever it is judged. */
class AuditRecordTest {
  @TempDir Path folder;

  private String record(String name, Map<String, String> variables, Path rules) throws IOException {
    Path run = folder.resolve(name);
    Sample.program(run, variables).run("process", "--rules", rules.toString());
    return withoutTime(run);
  }

  private static String withoutTime(Path run) throws IOException {
    String text = Files.readString(run.resolve(Sample.AUDIT));
    String without = text.replaceFirst("\"evaluated_at\": \"[-0-9T:]+Z\"", "");
    assertThat(without).isNotEqualTo(text);
    return without;
  }

  @Test
  void it_depends_on_neither_folder_nor_order_nor_place_of_the_pack() throws IOException {
    Path shipped = Program.HOME.resolve("rules/v2");
    Path copy = folder.resolve("deep/down/other-name");
    Files.createDirectories(copy.getParent());
    Shell.copyOf("v2", copy);
    Map<String, String> bad = Sample.disaggregated();
    bad.put("PREFILL_TP", "0");
    bad.put("DISAGG", "false");
    bad.remove("DECODE_EP");
    for (Map<String, String> variables : List.of(Sample.aggregated(), bad)) {
      String kind = variables == bad ? "bad" : "good";
      List<String> names = new ArrayList<>(variables.keySet());
      Collections.reverse(names);
      Map<String, String> reversed = new LinkedHashMap<>();
      names.forEach(name -> reversed.put(name, variables.get(name)));

      String record = record(kind + "/one", variables, shipped);
      assertThat(record(kind + "/two", variables, shipped)).isEqualTo(record);
      assertThat(record(kind + "/three", reversed, shipped)).isEqualTo(record);
      assertThat(record(kind + "/four", variables, copy)).isEqualTo(record);
      assertThat(record).doesNotContain(folder.toString(), Program.HOME.toString());
    }
  }

  /** Hash orders and identity hashes differ from process to process. */
  @Test
  void another_process_writes_the_same_record() throws Exception {
    String record = record("here", Sample.aggregated(), Program.HOME.resolve("rules/v2"));
    Path there = folder.resolve("there");
    Program.Child child =
        Sample.program(there, Sample.aggregated()).spawn(List.of("-Xmx128m"), "process");
    assertThat(child.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(child.err()).contains("ACCEPTED");
    assertThat(withoutTime(there)).isEqualTo(record);
  }

  @Test
  void it_can_be_read_as_strict_json_even_when_the_document_could_not() throws IOException {
    Path run = folder.resolve("nan");
    Program program = Sample.program(run, Sample.singleNode());
    Sample.write(
        run.resolve("sample.json"),
        Sample.RESULT.replace("1000.0", "NaN").replace("7462.0", "-Infinity"));
    assertThat(program.run("process").code()).isEqualTo(1);
    String text = Files.readString(run.resolve(Sample.AUDIT));
    assertThat(Vectors.object(text).get("withheld"))
        .asString()
        .contains("\"output_tput_per_gpu\": NaN", "\"p99_e2el\": -Infinity");
    assertThatCode(() -> new ObjectMapper().readTree(text)).doesNotThrowAnyException();
    assertThatThrownBy(() -> new ObjectMapper().readTree("NaN")).hasMessageContaining("NaN");
  }
}
