package io.rungate.cli;

import java.util.List;

/** Commands that are named by one word more. */
non-sealed interface CommandGroup extends Entry {
  /** What the next word can stand for, in the order in which help shows it. */
  List<Entry> members();
}
