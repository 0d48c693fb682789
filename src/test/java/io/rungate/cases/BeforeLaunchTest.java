package io.rungate.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.rungate.cli.Program;
import io.rungate.engine.Evaluation;
import io.rungate.engine.Finding;
import io.rungate.engine.JudgementException;
import io.rungate.engine.Justification;
import io.rungate.fact.Fact;
import io.rungate.fact.ResultUnreadable;
import io.rungate.fact.Source;
import io.rungate.gate.Gate;
import io.rungate.gate.Judgement;
import io.rungate.gate.Outcome;
import io.rungate.pack.PackException;
import io.rungate.pack.RulePack;
import io.rungate.run.RunRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What is said of an environment before launch is what will be said of it afterwards: of a whole
 * run's findings those that do not rest on its result, word by word. Held for every case of the
 * shipped packs, so for every finding that they can raise.
 */
class BeforeLaunchTest {

  @TestFactory
  List<DynamicTest> an_environment_is_judged_as_it_will_be() throws IOException, PackException {
    List<DynamicTest> tests = new ArrayList<>();
    for (String version : List.of("v1", "v2")) {
      RulePack pack = Program.pack(version);
      Path folder = Path.of("rules", version);
      Gate gate = new Gate(pack);
      for (RunCase one : CaseReader.read(pack, CaseFolder.read(folder)).cases()) {
        tests.add(dynamicTest(version + " > " + one.title(), () -> assertForeseen(gate, one)));
      }
    }
    return tests;
  }

  private static void assertForeseen(Gate gate, RunCase one) throws JudgementException {
    Evaluation whole = gate.judge(CaseRunner.input(one, gate.pack().mapping())).evaluation();
    Outcome before =
        gate.checkEnvironment(new RunRequest("", null, one.variables(), one.fileName()));
    assertThat(before).isInstanceOf(Outcome.Checked.class);
    Judgement judgement = ((Outcome.Checked) before).judgement();
    Evaluation foreseen = judgement.evaluation();
    assertThat(said(foreseen, false)).as(one.place()).isEqualTo(said(whole, true));
    assertThat(foreseen.topology()).isEqualTo(whole.topology());
    assertThat(judgement.input().result()).isNull();
  }

  /** Both kinds have to be there, or the comparison shows nothing. */
  @Test
  void some_findings_rest_on_the_result_and_some_do_not() throws Exception {
    RulePack pack = Program.pack("v2");
    Gate gate = new Gate(pack);
    int all = 0;
    int foreseen = 0;
    for (RunCase one : CaseReader.read(pack, CaseFolder.read(Path.of("rules/v2"))).cases()) {
      Evaluation whole = gate.judge(CaseRunner.input(one, pack.mapping())).evaluation();
      all += said(whole, false).size();
      foreseen += said(whole, true).size();
    }
    assertThat(foreseen).isGreaterThan(50);
    assertThat(all - foreseen).isGreaterThan(20);
  }

  private static List<String> said(Evaluation evaluation, boolean onlyOfEnvironment) {
    List<String> said = new ArrayList<>();
    for (Finding finding : evaluation.findings()) {
      if (!onlyOfEnvironment || !restsOnResult(finding.justification(), evaluation, identities())) {
        said.add(finding.code() + ": " + finding.message() + " because " + finding.evidence());
      }
    }
    return said;
  }

  private static boolean restsOnResult(
      Justification justification, Evaluation evaluation, Set<Object> seen) {
    for (Object one : justification.because()) {
      if (one instanceof ResultUnreadable
          || one instanceof Fact fact
              && fact.source() != null
              && fact.source().kind() == Source.Kind.RESULT) {
        return true;
      }
      if (seen.add(one)) {
        for (Justification reason : evaluation.justifications()) {
          if (reason.conclusion() == one && restsOnResult(reason, evaluation, seen)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static Set<Object> identities() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }
}
