package io.rungate.cli;

import io.rungate.gate.ExitCode;
import io.rungate.pack.PackException;
import io.rungate.run.InputException;

/** One thing that the program does. */
non-sealed interface Command extends Entry {
  /**
   * Does it.
   *
   * @param arguments what {@link #spec} allows, and nothing else
   */
  ExitCode run(Arguments arguments) throws UsageException, InputException, PackException;
}
