package io.rungate.fact;

import java.util.Objects;

/**
 * A row of a table of the pack, for the field whose value chose it, or of every run. Rules match
 * the table's own word, a type that the compiled pack brings: it adds the columns, and prints them.
 */
public abstract non-sealed class TableRow implements Fact {
  private MappedField of;
  private Source source;

  /**
   * Says what chose the row, and where it stands in the pack; once, before any rule sees it.
   *
   * @param by null for a row of every run
   */
  public final void chosen(MappedField by, Source at) {
    if (source != null) {
      throw new IllegalStateException(this + " was chosen at " + source);
    }
    of = by;
    source = Objects.requireNonNull(at);
  }

  /** The field whose value chose it; null for a row of every run. */
  public final String field() {
    return of == null ? null : of.field();
  }

  /** The fact whose value chose it; null for a row of every run. */
  public final MappedField of() {
    return of;
  }

  @Override
  public final Source source() {
    return source;
  }
}
