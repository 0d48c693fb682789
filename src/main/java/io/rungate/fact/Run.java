package io.rungate.fact;

/**
 * The run that is being judged. Every session holds exactly one, so a rule that holds for all runs
 * asks for it.
 *
 * @param name the result's file name without its ending; empty when nobody gave one
 * @param flaw why the name cannot be the name of a file in the output folder, or empty
 * @param source where the name came from
 */
public record Run(String name, String flaw, Source source) implements Fact {

  /** True when documents can be named after the run. */
  public boolean isSafe() {
    return flaw.isEmpty();
  }

  @Override
  public String toString() {
    return name.isEmpty() ? "a run without a name" : "run " + name;
  }
}
