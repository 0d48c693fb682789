package io.rungate.fact;

import java.util.Objects;

/**
 * A row of a table of the pack, for the field whose value chose it. Rules match the table's own
 * word, a type that the compiled pack brings: it adds the columns, and prints them.
 */
public abstract non-sealed class TableRow implements Fact {
  private MappedField of;
  private Source source;

  /** Says what chose the row, and where it stands in the pack; once, before any rule sees it. */
  public final void chosen(MappedField by, Source at) {
    if (of != null) {
      throw new IllegalStateException(this + " was chosen by " + of);
    }
    of = Objects.requireNonNull(by);
    source = Objects.requireNonNull(at);
  }

  /** The field whose value chose it. */
  public final String field() {
    return of.field();
  }

  /** The fact whose value chose it. */
  public final MappedField of() {
    return of;
  }

  @Override
  public final Source source() {
    return source;
  }
}
