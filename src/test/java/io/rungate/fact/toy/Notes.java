package io.rungate.fact.toy;

import org.kie.api.definition.rule.Rule;
import org.kie.api.runtime.rule.Match;

/** Functions that rules import in tests. */
public final class Notes {
  private Notes() {}

  /** Which rule it was, and what its variables stood for. */
  public static String note(Rule rule, Match match) {
    StringBuilder text = new StringBuilder(rule.getName());
    match.getDeclarationIds().stream()
        .filter(id -> id.startsWith("$"))
        .sorted()
        .forEach(
            id -> text.append(' ').append(id).append('=').append(match.getDeclarationValue(id)));
    return text.toString();
  }
}
