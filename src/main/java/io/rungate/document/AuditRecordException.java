package io.rungate.document;

import java.util.ArrayList;
import java.util.List;

/**
 * A text is no audit record that this program can believe: everything that is wrong with it, each
 * with its place in the record, for the person who gave it.
 */
public final class AuditRecordException extends Exception {
  private static final long serialVersionUID = 1L;

  /** A list that is longer helps nobody. */
  private static final int SHOWN = 20;

  private final ArrayList<String> problems;

  /** Of sentences, at least one. */
  public AuditRecordException(List<String> all) {
    super(all.get(0));
    problems = new ArrayList<>(all.subList(0, Math.min(SHOWN, all.size())));
    if (all.size() > SHOWN) {
      problems.add("and " + (all.size() - SHOWN) + " more faults");
    }
  }

  /** A sentence each. */
  public List<String> problems() {
    return List.copyOf(problems);
  }

  /** All of them in one line. */
  @Override
  public String getMessage() {
    return String.join("; ", problems);
  }
}
