package io.rungate.pack;

/** A stretch of a file, from its first character to behind its last, counted from the start. */
public record Span(int start, int end) {
  public boolean holds(int place) {
    return start <= place && place < end;
  }

  public boolean holds(Span other) {
    return start <= other.start && other.end <= end;
  }
}
