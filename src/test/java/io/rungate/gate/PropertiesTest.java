package io.rungate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.rungate.Search;
import io.rungate.cli.Program;
import io.rungate.document.AggDocument;
import io.rungate.document.AuditRecordWriter;
import io.rungate.engine.Engine;
import io.rungate.engine.Evaluation;
import io.rungate.engine.Finding;
import io.rungate.engine.JudgementException;
import io.rungate.fact.AbsentField;
import io.rungate.fact.Contract;
import io.rungate.fact.Denominator;
import io.rungate.fact.Fact;
import io.rungate.fact.Severity;
import io.rungate.fact.Topology;
import io.rungate.gate.GeneratedRuns.GeneratedRun;
import io.rungate.pack.Mapping;
import io.rungate.pack.RulePack;
import io.rungate.run.FactReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What holds for every run, tried on thousands of generated ones. */
@Tag(Search.LONG)
class PropertiesTest {
  private static final RulePack V1 = Program.pack("v1");
  private static final RulePack V2 = Program.pack("v2");
  private static final RulePack V3 = Program.pack("v3");
  private static final Gate GATE_1 = new Gate(V1);
  private static final Gate GATE_2 = new Gate(V2);

  private static final String DECODE_DETAIL =
      "DECODE_NUM_WORKERS, DECODE_TP, DECODE_EP, DECODE_DP_ATTN";

  @Test
  void the_order_of_facts_does_not_change_the_result() {
    Engine engine = new Engine(V2);
    FactReader reader = new FactReader(V2.mapping());
    GeneratedRuns.each(
        2_000,
        (run, random) -> {
          List<Fact> facts = reader.read(run.input(V2.mapping()));
          List<Fact> shuffled = new ArrayList<>(facts);
          Collections.shuffle(shuffled, random);
          Evaluation one = evaluate(engine, facts);
          Evaluation two = evaluate(engine, shuffled);
          assertThat(two.verdict()).isEqualTo(one.verdict());
          assertThat(two.topology()).isEqualTo(one.topology());
          assertThat(two.values()).isEqualTo(one.values());
          // As text: a declared type without a key is equal to nothing but itself.
          assertThat(two.findings()).hasToString(one.findings().toString());
          assertThat(two.justifications()).hasToString(one.justifications().toString());
          assertThat(two.contracts()).isEqualTo(one.contracts());
          assertThat(two.denominators()).isEqualTo(one.denominators());
          assertThat(two.overruled()).isEqualTo(one.overruled());
        });
  }

  @Test
  void the_order_of_variables_does_not_change_the_record() {
    GeneratedRuns.each(
        2_000,
        (run, random) -> {
          GeneratedRun other =
              new GeneratedRun(GeneratedRuns.shuffled(run.variables(), random), run.result());
          assertThat(record(GATE_2, other)).isEqualTo(record(GATE_2, run));
        });
  }

  /** Measured latencies stand in the document in the order of the result file, by contract. */
  @Test
  void the_order_of_result_keys_changes_nothing_but_the_order_of_the_document() {
    GeneratedRuns.each(
        2_000,
        (run, random) -> {
          GeneratedRun other =
              new GeneratedRun(run.variables(), GeneratedRuns.shuffled(run.result(), random));
          Judgement one = judge(GATE_2, run);
          Judgement two = judge(GATE_2, other);
          assertThat(two.evaluation().verdict()).isEqualTo(one.evaluation().verdict());
          assertThat(findings(two)).isEqualTo(findings(one));
          assertThat(two.evaluation().values()).isEqualTo(one.evaluation().values());
          assertThat(values(two)).isEqualTo(values(one));
        });
  }

  @Test
  void topology_contracts_and_denominators_never_depend_on_what_disagg_says() {
    List<String> claims = Arrays.asList("true", "false", "TRUE", "", "x", "1", null);
    GeneratedRuns.each(
        2_000,
        (run, random) -> {
          Evaluation one = judge(GATE_2, run).evaluation();
          String claim = GeneratedRuns.any(claims, random);
          Evaluation two = judge(GATE_2, run.with("DISAGG", claim)).evaluation();
          assertThat(two.topology()).isEqualTo(one.topology());
          assertThat(two.contracts()).isEqualTo(one.contracts());
          assertThat(two.denominators()).isEqualTo(one.denominators());
          assertThat(two.values()).isEqualTo(one.values());
        });
  }

  @Test
  void what_a_strict_contract_asks_for_and_is_absent_is_refused_by_name_and_all_at_once() {
    for (Gate gate : List.of(GATE_1, GATE_2)) {
      Set<String> seen = new HashSet<>();
      GeneratedRuns.each(
          2_000,
          (run, random) -> {
            Evaluation evaluation = judge(gate, run).evaluation();
            List<String> owed = new ArrayList<>();
            for (Fact fact : evaluation.facts()) {
              if (fact instanceof AbsentField absent
                  && absent.isVariable()
                  && evaluation.contracts().contains(Contract.strict(absent.group()))) {
                owed.add(absent.name());
              }
            }
            List<String> missing = messages(evaluation, "missing-variables");
            if (owed.isEmpty()) {
              assertThat(missing).isEmpty();
            } else {
              assertThat(missing)
                  .containsExactly(
                      "Missing required environment variables: " + String.join(", ", owed));
              assertThat(evaluation.accepted()).isFalse();
              seen.addAll(owed);
            }
          });
      assertThat(seen).contains("TP", "PREFILL_TP", "DECODE_TP", "DECODE_GPUS", "IMAGE", "ISL");
    }
  }

  @Test
  void an_accepted_run_that_loses_a_variable_of_a_strict_contract_is_refused() {
    int[] tried = new int[1];
    GeneratedRuns.each(
        1_500,
        (run, random) -> {
          Evaluation evaluation = judge(GATE_2, run).evaluation();
          if (!evaluation.accepted()) {
            return;
          }
          Mapping.Field field = GeneratedRuns.any(V2.mapping().fields(), random);
          String variable = field.variable();
          if (variable != null
              && run.variables().containsKey(variable)
              && evaluation.contracts().contains(Contract.strict(field.group()))) {
            Evaluation without = judge(GATE_2, run.with(variable, null)).evaluation();
            assertThat(without.accepted()).isFalse();
            assertThat(messages(without, "missing-variables"))
                .singleElement()
                .asString()
                .contains(variable);
            tried[0]++;
          }
        });
    assertThat(tried[0]).isGreaterThan(Search.attempts(50));
  }

  @Test
  void a_run_is_accepted_exactly_when_no_finding_is_an_error_and_then_its_document_is_whole() {
    int[] accepted = new int[1];
    GeneratedRuns.each(
        3_000,
        (run, random) -> {
          Judgement judgement = judge(GATE_2, run);
          boolean errors =
              judgement.evaluation().findings().stream()
                  .anyMatch(finding -> finding.severity() == Severity.ERROR);
          assertThat(judgement.evaluation().accepted()).isEqualTo(!errors);
          if (judgement.evaluation().accepted()) {
            assertThat(judgement.document().gaps()).isEmpty();
            accepted[0]++;
          }
        });
    assertThat(accepted[0])
        .as("the generator makes good runs too")
        .isGreaterThan(Search.attempts(300));
  }

  @Test
  void on_runs_that_are_not_multinode_v1_and_v2_agree_in_everything() {
    GeneratedRuns.each(
        3_000,
        (run, random) -> {
          Judgement one = judge(GATE_1, run);
          Judgement two = judge(GATE_2, run);
          if (!isMultinode(run)) {
            assertThat(findings(two)).isEqualTo(findings(one));
            assertThat(two.document().text()).isEqualTo(one.document().text());
            assertThat(two.evaluation().topology()).isEqualTo(one.evaluation().topology());
            assertThat(two.evaluation().contracts()).isEqualTo(one.evaluation().contracts());
            assertThat(two.evaluation().values()).isEqualTo(one.evaluation().values());
          }
        });
  }

  @Test
  void v3_says_all_that_v2_says_and_refuses_more_only_by_rules_that_have_a_name() {
    Gate gate = new Gate(V3);
    GeneratedRuns.each(
        3_000,
        (run, random) -> {
          Judgement two = judge(GATE_2, run);
          Judgement three = judge(gate, run);
          assertThat(findings(three)).containsAll(findings(two));
          if (two.evaluation().accepted() && three.evaluation().accepted()) {
            assertThat(three.document().text()).isEqualTo(two.document().text());
          } else if (two.evaluation().accepted()) {
            assertThat(three.evaluation().findings())
                .anySatisfy(
                    one -> {
                      assertThat(one.severity()).isEqualTo(Severity.ERROR);
                      assertThat(one.code()).isNotNull();
                    });
          }
          assertThat(three.evaluation().topology()).isEqualTo(two.evaluation().topology());
          assertThat(denominators(three)).isEqualTo(denominators(two));
          assertThat(contracts(three)).containsAllEntriesOf(contracts(two));
        });
  }

  @Test
  void
      on_multinode_runs_v1_and_v2_differ_in_the_owed_decode_details_and_in_overruled_claims_only() {
    Map<String, Integer> seen = new HashMap<>();
    GeneratedRuns.each(
        3_000,
        (run, random) -> {
          if (isMultinode(run)) {
            compare(judge(GATE_1, run), judge(GATE_2, run), seen);
          }
        });
    assertThat(seen)
        .as("every kind of difference was met")
        .containsOnlyKeys("decode owed", "disagg false", "disagg true", "none");
  }

  private static void compare(Judgement one, Judgement two, Map<String, Integer> seen) {
    String topology = two.evaluation().topology().map(Topology::name).orElse("");
    boolean aggregated = topology.equals("aggregated");
    assertThat(denominators(two)).isEqualTo(denominators(one));

    Map<String, Contract> owed = contracts(one);
    Map<String, Contract> owedNow = contracts(two);
    if (aggregated) {
      assertThat(owed.put("decode", Contract.tolerant("decode")))
          .isEqualTo(Contract.strict("decode"));
    }
    assertThat(owedNow).isEqualTo(owed);

    Map<String, Object> values = new LinkedHashMap<>(one.evaluation().values());
    Map<String, Object> valuesNow = new LinkedHashMap<>(two.evaluation().values());
    Object claimed = values.remove("disagg");
    Object concluded = valuesNow.remove("disagg");
    assertThat(valuesNow).isEqualTo(values);
    boolean contradicted = !topology.isEmpty() && claimed != null && !claimed.equals(concluded);
    assertThat(two.evaluation().overruled()).hasSize(contradicted ? 1 : 0);
    assertThat(one.evaluation().overruled()).isEmpty();

    Set<String> lost = new TreeSet<>(findings(one));
    Set<String> gained = new TreeSet<>(findings(two));
    lost.removeAll(findings(two));
    gained.removeAll(findings(one));
    boolean warned = gained.removeIf(finding -> finding.startsWith("claim-overruled "));
    assertThat(warned).isEqualTo(contradicted && topology.equals("disaggregated"));
    if (!lost.isEmpty()) {
      assertThat(aggregated).isTrue();
      assertThat(lost).singleElement().asString().startsWith("missing-variables");
      assertThat(DECODE_DETAIL.split(", ")).containsAll(less(lost, gained));
      seen.merge("decode owed", 1, Integer::sum);
    } else {
      assertThat(gained).isEmpty();
      assertThat(two.evaluation().verdict()).isEqualTo(one.evaluation().verdict());
      if (two.document().complete() && one.document().complete()) {
        Map<String, Object> document = values(one);
        if (contradicted) {
          document.put("disagg", !(Boolean) document.get("disagg"));
        }
        assertThat(values(two)).isEqualTo(document);
        assertThat(two.document().members().keySet())
            .containsExactlyElementsOf(one.document().members().keySet());
      }
    }
    seen.merge(contradicted ? "disagg " + values(two).get("disagg") : "none", 1, Integer::sum);
  }

  /** The names that one list of missing variables has and the other has not. */
  private static Set<String> less(Set<String> lost, Set<String> gained) {
    Set<String> names = names(lost);
    names.removeAll(names(gained));
    return names;
  }

  private static Set<String> names(Set<String> findings) {
    Set<String> names = new TreeSet<>();
    for (String finding : findings) {
      names.addAll(List.of(finding.substring(finding.lastIndexOf(": ") + 2).split(", ")));
    }
    return names;
  }

  private static boolean isMultinode(GeneratedRun run) {
    return "true".equalsIgnoreCase(run.variables().get("IS_MULTINODE"));
  }

  private static Map<String, Contract> contracts(Judgement judgement) {
    Map<String, Contract> contracts = new HashMap<>();
    judgement.evaluation().contracts().forEach(c -> contracts.put(c.group(), c));
    return contracts;
  }

  private static Set<Denominator> denominators(Judgement judgement) {
    return Set.copyOf(judgement.evaluation().denominators());
  }

  private static Map<String, Object> values(Judgement judgement) {
    Map<String, Object> values = new HashMap<>();
    for (AggDocument.Member member : judgement.document().members().values()) {
      values.put(member.key(), member.value());
    }
    return values;
  }

  private static List<String> findings(Judgement judgement) {
    return judgement.evaluation().findings().stream()
        .map(finding -> finding.code() + " " + finding.severity() + ": " + finding.message())
        .toList();
  }

  private static List<String> messages(Evaluation evaluation, String code) {
    return evaluation.findings().stream()
        .filter(finding -> finding.code().equals(code))
        .map(Finding::message)
        .toList();
  }

  private static String record(Gate gate, GeneratedRun run) {
    byte[] record = AuditRecordWriter.bytes(gate.record(judge(gate, run)));
    return new String(record, StandardCharsets.UTF_8)
        .replaceFirst("\"evaluated_at\": \"[^\"]*\"", "");
  }

  private static Evaluation evaluate(Engine engine, List<Fact> facts) {
    try {
      return engine.evaluate(facts);
    } catch (JudgementException e) {
      throw new AssertionError(e);
    }
  }

  private static Judgement judge(Gate gate, GeneratedRun run) {
    try {
      return gate.judge(run.input(gate.pack().mapping()));
    } catch (JudgementException e) {
      throw new AssertionError(e);
    }
  }
}
