package io.rungate.rules;

import io.rungate.pack.DrlFile;
import io.rungate.pack.PackException;
import io.rungate.pack.PackProblem;
import io.rungate.pack.RuleSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.kie.api.runtime.KieSession;

/** Small packs for tests. */
public final class ToyPack {
  static final String VOCABULARY =
      """
      package toy.vocabulary;
      declare Word
        text : String @key
      end
      """;

  private static final String HEADER =
      """
      package toy.first;
      import io.rungate.fact.toy.*;
      import toy.vocabulary.Word;
      """;

  /** The line of the file on which the rules given to {@link #of} start. */
  static final int FIRST_LINE = 4;

  private ToyPack() {}

  public static List<RuleSource> of(String rules) {
    return List.of(
        new RuleSource("rules/toy/vocabulary.drl", VOCABULARY),
        new RuleSource("rules/toy/first.drl", HEADER + rules));
  }

  /** What is known once no rule can fire, as texts in alphabetical order. */
  public static List<String> conclusions(CompiledRules rules, Object... facts)
      throws PackException {
    KieSession session = RuleLoader.load(rules).get().newKieSession();
    try {
      for (Object fact : facts) {
        session.insert(fact);
      }
      session.fireAllRules(1000);
      Collection<?> objects = session.getObjects(o -> o.getClass().getSimpleName().equals("Word"));
      List<String> texts = new ArrayList<>();
      objects.forEach(o -> texts.add(o.toString().replaceAll("Word\\( text=(.*) \\)", "$1")));
      return texts.stream().sorted().toList();
    } finally {
      session.dispose();
    }
  }

  static CompiledRules compile(List<RuleSource> sources) throws PackException {
    return RuleCompiler.compile(DrlFile.parseAll(sources), List.of());
  }

  static List<String> problems(String rules) {
    try {
      compile(of(rules));
      return List.of();
    } catch (PackException e) {
      return e.problems().stream().map(PackProblem::toString).toList();
    }
  }
}
