package io.rungate.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Runs the program in this process, from the project's folder. */
final class Shell {
  private Shell() {}

  /** What a call prints, and its exit code. */
  record Answer(int code, String out, String err) {}

  static Answer run(String... arguments) {
    Program.Result result = new Program(Program.HOME).run(arguments);
    return new Answer(result.code(), result.out(), result.err());
  }

  /** A copy of a shipped pack, to be changed. */
  static Path copyOf(String pack, Path to) {
    try {
      return PackCopy.of(pack, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
