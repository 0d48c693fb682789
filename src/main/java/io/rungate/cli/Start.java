package io.rungate.cli;

import io.rungate.gate.ExitCode;
import io.rungate.report.Printer;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;

/** Where the process starts and ends; the only class that exits. */
public final class Start {
  private Start() {}

  /**
   * Runs one command, as the launcher asks for it.
   *
   * @param args the folder of the program; which of {@code out} and {@code err} are terminals; and
   *     the arguments of the command
   */
  public static void main(String[] args) {
    Output answer = new Output(FileDescriptor.out);
    Printer out = printer(answer);
    Printer err = printer(new Output(FileDescriptor.err));
    Console console =
        new Console(
            out,
            err,
            System.getenv(),
            Path.of("").toAbsolutePath(),
            Path.of(args[0]),
            args[1].contains("err"),
            args[1].contains("out"),
            new HashMap<>());
    int code = Main.run(console, Arrays.copyOfRange(args, 2, args.length));
    out.flush();
    if (answer.lost != null) {
      err.line("rungate: standard output cannot be written: ", answer.lost);
      code = ExitCode.NOT_JUDGED.number(); // whoever reads it later must not take it for complete
    }
    err.flush();
    System.exit(code);
  }

  private static Printer printer(Output output) {
    BufferedOutputStream buffer = new BufferedOutputStream(output);
    return new Printer(new PrintStream(buffer, false, StandardCharsets.UTF_8));
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
