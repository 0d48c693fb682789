package io.rungate.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.rungate.Search;
import io.rungate.cli.PackCopy;
import io.rungate.cli.Program;
import io.rungate.cli.SampleRun;
import io.rungate.fact.JsonNull;
import io.rungate.gate.Gate;
import io.rungate.pack.PythonJsonReader;
import io.rungate.report.Explanation;
import io.rungate.report.Printer;
import io.rungate.run.PythonJsonWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What is written can be read, whatever a run holds; and what is read is believed or refused. */
class HostileRecordTest {
  private static final String HUGE = "9".repeat(4_000);

  @TempDir static Path folder;

  private static List<SampleRun> runs() {
    List<SampleRun> runs = new ArrayList<>();
    runs.add(
        SampleRun.withPool()
            .without("PREFILL_GPUS")
            .with("PREFILL_NUM_WORKERS", HUGE)
            .with("PREFILL_TP", HUGE)
            .with("PREFILL_PP_SIZE", HUGE)
            .with("PREFILL_PCP_SIZE", HUGE)
            .named("sizes"));
    runs.add(SampleRun.singleNode().with("TP", HUGE).with("PP_SIZE", HUGE).named("single-sizes"));
    for (int depth : List.of(988, 989)) {
      String list = "[".repeat(depth) + "]".repeat(depth);
      String object = "{\"a\": ".repeat(depth) + "1" + "}".repeat(depth);
      runs.add(SampleRun.colocated().measuring("model_id", list).named("list-" + depth));
      runs.add(SampleRun.colocated().measuring("model_id", object).named("object-" + depth));
      runs.add(
          SampleRun.colocated()
              .measuring("model_id", list)
              .measuring("mean_ttft_ms", "NaN")
              .named("withheld-" + depth));
    }
    for (int depth : List.of(990)) {
      String list = "[".repeat(depth) + "]".repeat(depth);
      runs.add(SampleRun.colocated().with("ROUTER_METADATA", list).named("variable-" + depth));
      runs.add(
          SampleRun.colocated()
              .with("ROUTER_METADATA", list)
              .measuring("mean_ttft_ms", "NaN")
              .named("withheld-variable-" + depth));
    }
    String alone = "\\ud800 \\udc00\\ud800";
    runs.add(SampleRun.colocated().measuring("model_id", "\"" + alone + "\"").named("alone"));
    runs.add(
        SampleRun.colocated()
            .measuring("model_id", "{\"" + alone + "\": [NaN, \"" + alone + "\"]}")
            .named("alone-key"));
    runs.add(
        SampleRun.colocated()
            .measuring("model_id", "\"" + "x".repeat(197) + "\\ud83d\\ude00" + "\"")
            .named("cut-pair"));
    runs.add(
        SampleRun.colocated()
            .measuring("model_id", "\"" + "x".repeat(21_000_000) + "\"")
            .named("text"));
    runs.add(SampleRun.colocated().measuring("max_concurrency", "1e300").named("exponent"));
    runs.add(SampleRun.colocated().measuring("max_concurrency", HUGE).named("concurrency"));
    runs.add(SampleRun.colocated().measuring("model_id", "NaN").named("model"));
    runs.add(SampleRun.colocated().measuring("model_id", "\"[1\"").named("half"));
    runs.add(SampleRun.colocated().measuring("model_id", "-1e400").named("infinite"));
    runs.add(SampleRun.colocated().measuring("mean_ttft_ms", "1e-320").named("tiny"));
    return runs;
  }

  /** A pack of which more may be said: a value without limit, and a variable of any depth. */
  private static String liberalPack() throws IOException {
    Path pack = PackCopy.of("v2", Files.createTempDirectory(folder, "liberal"));
    PackCopy.edit(
        pack.resolve("denominators.drl"),
        "rule \"the input throughput of a single-node",
        """
        rule "the document shows how many GPUs there are"
          @why( "Readers ask." )
        when
          AllGpus( $gpus : number )
        then
          insertLogical( new Value( "all_gpus", $gpus ) );
        end

        rule "the input throughput of a single-node""");
    PackCopy.edit(
        pack.resolve("denominators.drl"),
        "import io.rungate.fact.Topology;",
        "import io.rungate.fact.Topology;\nimport io.rungate.fact.Value;");
    Path mapping = pack.resolve("fields.yaml");
    PackCopy.edit(mapping, "keys: [is_multinode, tp,", "keys: [all_gpus, is_multinode, tp,");
    PackCopy.edit(mapping, "type: object, keys: [name, version]", "type: json");
    return pack.toString();
  }

  @TestFactory
  Stream<DynamicTest> the_record_of_a_hostile_run_can_be_read_and_judged_again()
      throws IOException {
    String liberal = liberalPack();
    Map<String, Gate> gates = new TreeMap<>();
    for (String pack : List.of("v2", liberal)) {
      gates.put(pack, new Gate(Program.load(Program.HOME.resolve("rules").resolve(pack))));
    }
    return gates.keySet().stream()
        .flatMap(
            pack ->
                runs().stream()
                    .map(
                        run ->
                            DynamicTest.dynamicTest(
                                Path.of(pack).getFileName() + " " + run.name(),
                                () -> comesBack(run, pack, gates))));
  }

  private static void comesBack(SampleRun run, String pack, Map<String, Gate> gates)
      throws Exception {
    String text =
        Files.readString(run.record(folder.resolve("runs").resolve(pack.replace('/', '_')), pack));
    AuditRecord record = AuditRecordReader.read(text);
    AuditRecord again = gates.get(pack).record(gates.get(pack).judge(record.input()));
    assertThat(again.fields()).isEqualTo(record.fields());
    assertThat(again.document()).isEqualTo(record.document());
    assertThat(explained(record)).contains(run.name());
  }

  @Test
  void a_list_of_changes_of_hostile_runs_can_be_read() throws IOException {
    String deep = "[".repeat(989) + "]".repeat(989);
    Path records = folder.resolve("changed");
    SampleRun.singleNode().with("TP", HUGE).with("PP_SIZE", HUGE).record(records, liberalPack());
    SampleRun.colocated().measuring("model_id", deep).record(records, "v1");
    Path pack = PackCopy.of("v2", folder.resolve("without-model"));
    PackCopy.edit(pack.resolve("fields.yaml"), "result: model_id", "result: model_name");
    String list = folder.resolve("changes.json").toString();
    for (String option : List.of("--write-expect", "--expect")) {
      Program.Result call =
          new Program(folder).run("replay", "changed", "--rules", pack.toString(), option, list);
      assertThat(call.code()).as(call.err()).isZero();
    }
  }

  /** All that can be asked of a record. */
  private static String explained(AuditRecord record) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    Printer out = new Printer(new PrintStream(all, false, StandardCharsets.UTF_8));
    new Explanation.Item(record, null).text(out);
    for (String name : Explanation.names(record)) {
      new Explanation.Item(record, name).text(out);
    }
    out.flush();
    return all.toString(StandardCharsets.UTF_8);
  }

  @TestFactory
  Stream<DynamicTest> a_bent_record_is_refused_in_words_or_explained() throws Exception {
    return Stream.of(
            SampleRun.colocated().named("accepted"),
            SampleRun.withPool().with("DISAGG", "false").without("PREFILL_TP").named("rejected"),
            SampleRun.colocated().measuring("mean_ttft_ms", "NaN").named("withheld"))
        .map(run -> DynamicTest.dynamicTest(run.name(), () -> isBentInEveryWay(run)));
  }

  private static void isBentInEveryWay(SampleRun run) throws Exception {
    String text = Files.readString(run.record(folder, "v2"));
    for (int i = 0; i < Search.attempts(1_600); i++) {
      Object tree = PythonJsonReader.read(text);
      Random random = new Random(i);
      for (int bends = 1 + random.nextInt(2); bends > 0; bends--) {
        tree = bent(tree, random);
      }
      String bent = PythonJsonWriter.compact(tree);
      try {
        explained(AuditRecordReader.read(bent));
      } catch (AuditRecordException e) {
        assertThat(e.problems()).as("bent by " + i).isNotEmpty();
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError("bent by " + i, e);
      }
    }
  }

  /** The tree with one member or item somewhere inside it lost, doubled, or of another kind. */
  private static Object bent(Object tree, Random random) {
    boolean deeper = random.nextInt(4) > 0;
    if (tree instanceof Map<?, ?> members && !members.isEmpty() && deeper) {
      Map<Object, Object> bent = new LinkedHashMap<>(members);
      List<Object> keys = new ArrayList<>(bent.keySet());
      Object key = keys.get(random.nextInt(keys.size()));
      if (random.nextInt(8) == 0) {
        bent.remove(key);
      } else {
        bent.put(key, bent(bent.get(key), random));
      }
      return bent;
    }
    if (tree instanceof List<?> items && !items.isEmpty() && deeper) {
      List<Object> bent = new ArrayList<>(items);
      int at = random.nextInt(bent.size());
      switch (random.nextInt(8)) {
        case 0 -> bent.remove(at);
        case 1 -> bent.add(bent.get(at));
        default -> bent.set(at, bent(bent.get(at), random));
      }
      return bent;
    }
    List<Object> others =
        List.of(
            "",
            "f1",
            "f2",
            "j1",
            "j" + (1 + random.nextInt(90)),
            "error",
            "verdict",
            "result key",
            "NaN",
            "[1",
            BigInteger.ZERO,
            BigInteger.TWO.pow(40),
            1.5,
            true,
            JsonNull.NULL,
            List.of(),
            List.of("f1"),
            List.of("j7", "j7"),
            Map.of(),
            Map.of("id", "f1"));
    return others.get(random.nextInt(others.size()));
  }
}
