package io.rungate.fact;

/**
 * A key that a result file gives more than once: JSON lets the last one count, and nobody sees the
 * others.
 */
public record KeyTwice(String name, Source source) implements Fact {

  @Override
  public String toString() {
    return name + " is given more than once";
  }
}
