package io.rungate.fact;

/**
 * A published row that is judged without the run that it came of. A session has one of these or a
 * {@link Run}, so a rule that holds for all rows asks for it.
 *
 * @param id the file, with the index of the row where the file holds several
 */
public record Row(String id, Source source) implements Fact {
  @Override
  public String toString() {
    return "row " + id;
  }
}
