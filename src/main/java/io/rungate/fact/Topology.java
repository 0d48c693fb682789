package io.rungate.fact;

/**
 * What really ran, as a name that the pack chose: concluded from evidence, never copied from a
 * claim.
 */
public record Topology(String name) {
  @Override
  public String toString() {
    return "topology " + name;
  }
}
