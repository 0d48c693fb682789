package io.rungate.cli;

/** What a word of the command line can stand for: a command, or a group of them. */
sealed interface Entry permits Command, CommandGroup {
  /** What it understands and says of itself. */
  CommandSpec spec();
}
