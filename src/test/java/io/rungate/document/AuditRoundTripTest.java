package io.rungate.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.rungate.Search;
import io.rungate.cli.PackCopy;
import io.rungate.cli.Program;
import io.rungate.cli.SampleRun;
import io.rungate.engine.JudgementException;
import io.rungate.fact.Contract;
import io.rungate.fact.JsonNull;
import io.rungate.fact.Severity;
import io.rungate.fact.Source;
import io.rungate.fact.Verdict;
import io.rungate.gate.Gate;
import io.rungate.gate.GeneratedRuns;
import io.rungate.pack.PythonJsonReader;
import io.rungate.run.PythonJsonWriter;
import io.rungate.run.RunInput;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is what is read, and no true record is refused. */
class AuditRoundTripTest {

  /** What JSON, or a careless reader of it, may find hard. */
  private static final String ODD = "\u00e9\ud83d\ude00\udc00 \"\\/\b\f\n\r\t\u0001\u007f\u2028<&'";

  private static final BigInteger HUGE = BigInteger.TEN.pow(9_000).add(BigInteger.ONE);

  @TempDir Path folder;

  private static String text(AuditRecord record) {
    return new String(AuditRecordWriter.bytes(record), StandardCharsets.US_ASCII);
  }

  /** As Java 17 and Java 25 would print it, it differs. */
  @Test
  void a_fraction_is_written_in_one_way_wherever_it_stands() throws Exception {
    Path pack = PackCopy.of("v2", folder.resolve("pack"));
    PackCopy.edit(
        pack.resolve("vocabulary.drl"),
        "declare Multinode",
        """
        declare Share
          of : String @key
          share : double @key
        end

        rule "what is measured is shared out"
          @why( "Somebody asks." )
        when
          Metric( $key : key, $amount : amount < 1 )
        then
          insertLogical( new Share( $key, $amount ) );
        end

        declare Multinode""");
    PackCopy.edit(
        pack.resolve("vocabulary.drl"),
        "import io.rungate.fact.RequiredFieldMissing;",
        "import io.rungate.fact.Metric;\nimport io.rungate.fact.RequiredFieldMissing;");
    SampleRun run =
        SampleRun.colocated()
            .measuring("mean_ttft_ms", "1e-317")
            .measuring("model_id", "{\"a\":[2e-320]}");
    String record = Files.readString(run.record(folder, pack.toString()));
    assertThat(record)
        .contains("\"says\": \"mean_ttft = 1e-320\"")
        .contains("\"says\": \"Share( of=mean_ttft, share=1e-320 )\"")
        .contains("\"says\": \"model = {\\\"a\\\":[2e-320]}\"");
  }

  private static List<String> samples() throws Exception {
    Path file = Path.of("rules/samples/recorded.jsonl.gz");
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      return lines.lines().toList();
    }
  }

  @Test
  void records_of_generated_runs_come_back_as_they_were() {
    for (String pack : List.of("v1", "v2")) {
      Gate gate = new Gate(Program.pack(pack));
      GeneratedRuns.each(
          500,
          (run, random) -> {
            try {
              AuditRecord record = gate.record(gate.judge(run.input(gate.pack().mapping())));
              assertThat(AuditRecordReader.read(text(record))).isEqualTo(record);
              assertThat(record.input()).isEqualTo(run.input(gate.pack().mapping()));
            } catch (JudgementException | AuditRecordException e) {
              throw new AssertionError(e.getMessage(), e);
            }
          });
    }
  }

  @Test
  void whatever_a_run_holds_its_record_can_be_read_and_judged_again() {
    Gate gate = new Gate(Program.pack("v2"));
    GeneratedRuns.each(
        Search.attempts(800),
        (run, random) -> {
          RunInput input = odd(run.input(gate.pack().mapping()), random);
          try {
            AuditRecord record = gate.record(gate.judge(input));
            AuditRecord read = AuditRecordReader.read(text(record));
            assertThat(read).isEqualTo(record);
            AuditRecord again = gate.record(gate.judge(read.input()));
            assertThat(text(again).replace(again.evaluatedAt(), record.evaluatedAt()))
                .isEqualTo(text(record));
          } catch (JudgementException | AuditRecordException e) {
            throw new AssertionError(e.getMessage(), e);
          }
        });
  }

  /** The run with other texts and trees in some places. */
  private static RunInput odd(RunInput input, Random random) {
    Map<String, String> variables = new LinkedHashMap<>(input.variables());
    Map<String, Object> result =
        input.result() == null ? null : new LinkedHashMap<>(input.result());
    variables.replaceAll(
        (name, text) -> random.nextInt(8) > 0 ? text : PythonJsonWriter.compact(tree(random, 3)));
    if (result != null) {
      result.replaceAll((key, value) -> random.nextInt(8) > 0 ? value : tree(random, 4));
    }
    return input.with(variables, result);
  }

  private static Object tree(Random random, int levels) {
    int kind = random.nextInt(levels > 0 ? 10 : 7);
    int size = random.nextInt(4);
    switch (kind) {
      case 0:
        return ODD.substring(random.nextInt(ODD.length())).repeat(1 + 100 * random.nextInt(2));
      case 1:
        return new BigInteger(random.nextInt(14_000), random);
      case 2:
        return Double.longBitsToDouble(random.nextLong());
      case 3:
        return List.of(0.0, -0.0, 1e-5, 1e16, Double.MIN_VALUE, 2e-3, Double.NaN).get(2 + size);
      case 4:
        return random.nextBoolean();
      case 5:
        return JsonNull.NULL;
      case 6:
        return List.of("[1", "{", "NaN", "-Infinity").get(size);
      case 7:
        return Stream.generate(() -> tree(random, levels - 1)).limit(size).toList();
      case 8:
        Object deep = tree(random, 0);
        for (int i = random.nextInt(900); i > 0; i--) {
          deep = i % 2 == 0 ? List.of(deep) : Map.of(ODD, deep);
        }
        return deep;
      default:
        Map<String, Object> members = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
          members.put(i + ODD.substring(random.nextInt(ODD.length())), tree(random, levels - 1));
        }
        return members;
    }
  }

  @Test
  void shipped_records_are_written_as_they_were_read() throws Exception {
    List<String> samples = samples();
    assertThat(samples).hasSize(48);
    for (String line : samples) {
      assertThat(text(AuditRecordReader.read(line)))
          .isEqualTo(PythonJsonWriter.listed(PythonJsonReader.read(line)) + "\n");
    }
  }

  @Test
  void files_of_the_program_are_written_as_they_were_read() throws Exception {
    List<SampleRun> runs =
        List.of(
            SampleRun.colocated(),
            SampleRun.withPool().with("DISAGG", "false").named("overruled"),
            SampleRun.singleNode(),
            SampleRun.colocated().without("PREFILL_TP").with("ISL", "abc").named("faulty"),
            SampleRun.colocated().measuring("mean_ttft_ms", "NaN").named("withheld"),
            SampleRun.colocated().with("IMAGE", "\u00e9\ud83d\ude00 \n\u007f").named("odd"),
            SampleRun.withPool().with("DECODE_GPUS", "9".repeat(4_300)).named("huge"),
            SampleRun.colocated().measuring("model_id", "{\"a\": [1, 1e400]}").named("tree"),
            SampleRun.colocated()
                .measuring("model_id", "\"" + "x".repeat(300) + "\"")
                .named("long"),
            SampleRun.colocated().result(null).named("no-result"),
            SampleRun.colocated().result("{\"a\": ").named("cut"));
    for (SampleRun run : runs) {
      String written = Files.readString(run.record(folder, "v2"));
      assertThat(text(AuditRecordReader.read(written))).as(run.name()).isEqualTo(written);
    }
  }

  /** No pack makes such a record; whatever a member holds, it has its place in the form. */
  @Test
  void every_member_survives_whatever_it_holds() throws Exception {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put(ODD, List.of(1e22, -0.0, 5e-324, HUGE, true, List.of(), Map.of(), JsonNull.NULL));
    AuditRecord record =
        new AuditRecord(
            ODD,
            ODD,
            new AuditRecord.Pack(ODD, "", ODD, Optional.of(ODD)),
            new AuditRecord.Subject(Optional.of(""), ODD, Optional.empty(), Optional.of(ODD)),
            Verdict.Outcome.REJECTED,
            Optional.of(ODD),
            Map.of(ODD, Contract.Mode.TOLERANT),
            Map.of(ODD, HUGE.negate()),
            Map.of(ODD, ODD),
            List.of(new AuditRecord.Claim(ODD, ODD, "j9")),
            List.of(
                new AuditRecord.Finding(
                    Optional.empty(), Severity.NOTE, ODD, ODD, Optional.empty(), List.of(), "j1")),
            List.of(new AuditRecord.Waived("j1", ODD, ODD, ODD, true)),
            List.of(
                new AuditRecord.Field(
                    ODD, List.of(), tree, AggDocument.How.DEFAULTED, ODD, 1, Optional.empty())),
            List.of(new AuditRecord.Omission(ODD, "f1")),
            List.of(new RunInput.Item(Source.fileName(ODD), ODD)),
            List.of(new AuditRecord.Fact("f1", ODD, ODD, Source.PACK)),
            List.of(
                new AuditRecord.Justification(
                    "j1",
                    ODD,
                    ODD,
                    ODD,
                    ODD,
                    ODD,
                    Integer.MAX_VALUE,
                    Optional.of(ODD),
                    List.of("f1", "j1"),
                    Optional.of("f1"))),
            new AuditRecord.Withheld(ODD),
            List.of(
                new AuditRecord.Further(
                    ODD,
                    List.of(
                        new AuditRecord.Field(
                            ODD,
                            List.of(ODD, 0, ODD),
                            tree,
                            AggDocument.How.CONCLUDED,
                            ODD,
                            1,
                            Optional.empty())),
                    List.of(new AuditRecord.Omission(ODD, "f1")),
                    new AuditRecord.NotBuilt())));
    String text = text(record);
    assertThat(text.chars()).allMatch(c -> c == '\n' || c >= ' ' && c <= '~');
    assertThat(text)
        .contains("\\u00e9\\ud83d\\ude00\\udc00 \\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u007f");
    List<String> problems = new ArrayList<>();
    assertThat(AuditRecordReader.unchecked(text, problems)).isEqualTo(record);
    assertThat(problems).isEmpty();
  }
}
