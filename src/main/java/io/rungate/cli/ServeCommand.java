package io.rungate.cli;

import io.rungate.gate.ExitCode;
import io.rungate.serve.Client;
import io.rungate.serve.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A process that stays, for machines that judge many runs. */
@Command(
    name = "serve",
    description = {
      "Stays and answers the calls of 'process', 'check' and 'explain' that this user makes on this machine.",
      "",
      "With RUNGATE_SERVE=on the first call starts one, beside its own run. With auto, the default, a call uses one"
          + " that is there; with off, none. Whatever a server is not sure of runs as if there were none."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it has ended, or another one is there",
      "1:--status: there is none",
      "2:there can be no server here"
    })
final class ServeCommand implements Callable<Integer> {
  /** Enough for the JVM to compile what judging needs. */
  private static final int REHEARSALS = 400;

  private final Console console;

  @Option(
      names = "--idle",
      paramLabel = "SECONDS",
      description = "Ends when nobody has called for so long (default: 900).")
  private int idle = 900;

  @Option(
      names = "--socket",
      paramLabel = "PATH",
      description = "Listens here (default: where calls of this installation look for it).")
  private String socket = System.getProperty("rungate.socket", "");

  @Option(names = "--status", description = "Says whether one is there, and does nothing else.")
  private boolean status;

  @Option(names = "--stop", description = "Ends the one that is there.")
  private boolean stop;

  ServeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UsageException {
    if (socket.isEmpty()) {
      throw new UsageException(
          "this installation has no client for a server: it was built without a C compiler");
    }
    if (idle < 1) {
      throw new UsageException("--idle must be at least 1");
    }
    Path place = console.resolve(socket);
    try {
      if (status || stop) {
        String said = Client.ask(place, stop ? "stop" : "status");
        console.out().print(said == null ? "there is no server\n" : said);
        return (said == null && status ? ExitCode.REJECTED : ExitCode.ACCEPTED).number();
      }
      serve(place);
      return ExitCode.ACCEPTED.number();
    } catch (IOException e) {
      throw new UsageException("there can be no server: " + e.getMessage());
    }
  }

  private void serve(Path place) throws IOException {
    Resident resident = new Resident(console.home());
    try (Server server = Server.open(place)) {
      if (server == null) {
        console.err().println("rungate: another server is there");
        return;
      }
      console.err().println("rungate: serving at " + place);
      console.err().flush();
      Thread rehearsal = new Thread(() -> rehearse(resident), "rehearsal");
      rehearsal.setDaemon(true);
      rehearsal.start();
      // Ended by a signal: no socket and no temporary file stays.
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, rehearsal)));
      server.serve(resident, Duration.ofSeconds(idle), () -> resident.isOutdated(console.home()));
      end(server, rehearsal);
    }
  }

  private static void end(Server server, Thread rehearsal) {
    server.close();
    rehearsal.interrupt();
    try {
      rehearsal.join(TimeUnit.SECONDS.toMillis(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void rehearse(Resident resident) {
    try {
      resident.rehearse(console.home(), REHEARSALS);
    } catch (IOException | RuntimeException e) {
      // It gets warm by the calls that it answers.
    }
  }
}
