package io.rungate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.rungate.cli.Program;
import io.rungate.cli.SampleRun;
import io.rungate.fact.Fact;
import io.rungate.pack.RulePack;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.drools.base.definitions.rule.impl.RuleImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConditionsTest {

  @TempDir Path folder;

  /** The walk and the engine's network must agree on every rule, or its answers mean nothing. */
  @Test
  void a_rule_has_an_unmet_condition_exactly_when_it_did_not_fire() throws Exception {
    RulePack pack = Program.pack("v2");
    Map<String, RuleImpl> rules = new HashMap<>();
    pack.base()
        .get()
        .getKiePackages()
        .forEach(some -> some.getRules().forEach(r -> rules.put(r.getName(), (RuleImpl) r)));
    Set<String> fired = new HashSet<>();
    for (SampleRun run :
        List.of(
            SampleRun.colocated().named("a"),
            SampleRun.withPool().named("b").with("DISAGG", "false").with("PREFILL_PP_SIZE", "0"),
            SampleRun.withPool().named("c").with("DECODE_GPUS", "-1").without("ISL"),
            SampleRun.singleNode().named("d").with("TP", "x").with("DISAGG", "true"),
            SampleRun.colocated().named("e").without("PREFILL_TP").measuring("mean_itl_ms", "NaN"),
            SampleRun.colocated().named("f").without("DECODE_TP").with("PREFILL_GPUS", "0"),
            SampleRun.colocated().named("g").result(null).with("PREFILL_HARDWARE", "b200"))) {
      List<Fact> facts = run.facts(folder, pack);
      new Engine(pack)
          .judge(
              facts,
              (session, evaluation) -> {
                Set<String> here = new HashSet<>();
                evaluation.justifications().forEach(j -> here.add(j.rule().name()));
                rules.forEach(
                    (name, rule) -> {
                      WhyNot.Unmet unmet = new Conditions(session).firstUnmet(rule.getLhs());
                      assertThat(unmet == null)
                          .as(run.name() + ": " + name)
                          .isEqualTo(here.contains(name));
                      assertThat(unmet instanceof WhyNot.Untested).isFalse();
                    });
                fired.addAll(here);
                return null;
              });
    }
    assertThat(fired).hasSizeGreaterThan(rules.size() / 2).hasSizeLessThan(rules.size());
  }
}
