package io.rungate.cli;

import io.rungate.compile.CompilerMissing;
import io.rungate.gate.ExitCode;
import io.rungate.load.ShippedRules;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Where the process starts and ends; the only class that exits.
 *
 * <p>The process starts with what judging needs. A call that needs more, to compile a pack or to
 * read unusual arguments, goes on in a process that has everything.
 */
public final class Start {
  /** What is collected of each standard stream before it is written. */
  static final int BUFFER = 1 << 13;

  private Start() {}

  public static void main(String[] args) throws InterruptedException {
    Path home = Path.of(System.getProperty("rungate.home", "."));
    if (Shortcut.judgesByNewest(args, System.getenv())) {
      ShippedRules.begin(home.resolve("lib").resolve("packs"));
    }
    Output answer = new Output(FileDescriptor.out);
    PrintStream out = stream(answer);
    PrintStream err = stream(FileDescriptor.err);
    Console console =
        new Console(
            out,
            err,
            System.getenv(),
            Path.of("").toAbsolutePath(),
            home,
            Boolean.getBoolean("rungate.terminal"),
            Boolean.getBoolean("rungate.terminal.out"));
    Integer code;
    try {
      code = Shortcut.run(console, args);
      if (code == null && hasEverything()) {
        code = Main.run(console, args);
      }
    } catch (CompilerMissing e) {
      code = null; // nothing is written or printed before the pack is there
    }
    if (code == null) {
      code = withEverything(home, args);
    }
    out.flush();
    if (answer.lost != null) {
      err.println("rungate: standard output cannot be written: " + answer.lost);
      code = ExitCode.NOT_JUDGED.number(); // whoever reads it later must not take it for complete
    }
    err.flush();
    // Not System.exit: everything is written, nothing waits for the end, and asking loggers whether
    // they want to hear of it costs as much as reading the result.
    Runtime.getRuntime().halt(code);
  }

  private static boolean hasEverything() {
    return Start.class.getClassLoader().getResource("picocli/CommandLine.class") != null;
  }

  private static int withEverything(Path home, String[] args) throws InterruptedException {
    try {
      return Everything.run(home, args);
    } catch (IOException e) {
      System.err.println(
          "rungate: the installation at " + home + " is not complete: " + e.getMessage());
      return ExitCode.NOT_JUDGED.number();
    }
  }

  static PrintStream stream(FileDescriptor descriptor) {
    return stream(new Output(descriptor));
  }

  private static PrintStream stream(Output output) {
    return new PrintStream(new BufferedOutputStream(output, BUFFER), false, StandardCharsets.UTF_8);
  }

  /** A standard stream that remembers why something could not be written; a printer forgets it. */
  private static final class Output extends FileOutputStream {
    private String lost;

    Output(FileDescriptor descriptor) {
      super(descriptor);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      try {
        super.write(bytes, from, length);
      } catch (IOException e) {
        if (!"Broken pipe".equals(e.getMessage())) { // a reader who left has read enough
          lost = e.getMessage();
        }
        throw e;
      }
    }
  }
}
