package io.rungate.pack;

/**
 * A stretch of a file.
 *
 * @param start its first character, counted from the start of the file
 * @param end behind its last
 */
public record Span(int start, int end) {
  public boolean holds(int place) {
    return start <= place && place < end;
  }

  public boolean holds(Span other) {
    return start <= other.start && other.end <= end;
  }
}
