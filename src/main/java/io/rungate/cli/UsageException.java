package io.rungate.cli;

import java.util.ArrayList;
import java.util.List;

/** The call cannot be carried out as it stands: a sentence for the user, exit 2. */
final class UsageException extends Exception {
  private static final long serialVersionUID = 1L;

  private final ArrayList<String> lines;

  UsageException(String... lines) {
    super(String.join("\n", lines));
    this.lines = new ArrayList<>(List.of(lines));
  }

  /** The sentence, and what stands below it. */
  List<String> lines() {
    return lines;
  }

  /** The same with one line more. */
  UsageException with(String line) {
    UsageException more = new UsageException(lines.toArray(String[]::new));
    more.lines.add(line);
    return more;
  }
}
