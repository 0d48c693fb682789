package io.rungate.gate;

import io.rungate.cli.Sample;
import io.rungate.pack.RulePack;
import io.rungate.rules.PackLoader;
import io.rungate.run.RunRequest;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A process that publishes the same runs as another one does, with other verdicts: for each line
 * that it is given a call, in which chance decides what becomes of a run.
 */
final class PublishingJob {
  private PublishingJob() {}

  static String name(int run) {
    return "run" + run;
  }

  /** One call that judges all runs of a folder. */
  static RunRequest request(Path folder, int run, String call, int chance) {
    Map<String, String> variables = Sample.singleNode();
    variables.put("RESULT_FILENAME", name(run));
    variables.put("IMAGE", call);
    if (chance == 0) {
      variables.remove("TP");
    }
    RunRequest request = new RunRequest(name(run), folder, variables, null);
    return chance == 1 ? request.flawed("it is not known what it ran with") : request;
  }

  /** Takes the cache of compiled packs, the pack, the folder, the number of runs, and a name. */
  public static void main(String[] args) throws Exception {
    RulePack pack = new PackLoader(Path.of(args[0])).load(Path.of(args[1]));
    Path folder = Path.of(args[2]);
    int runs = Integer.parseInt(args[3]);
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    out.println("ready");
    out.flush();
    for (String round = in.readLine(); round != null; round = in.readLine()) {
      String call = args[4] + "/" + round;
      Random chance = new Random(call.hashCode());
      Gate gate = new Gate(pack);
      new Batch()
          .judge(
              IntStream.range(0, runs)
                  .mapToObj(run -> request(folder, run, call, chance.nextInt(5)))
                  .iterator(),
              request -> List.of(gate.prepare(request, Optional.empty())).iterator(),
              new OrderedExecutor(2),
              outcome -> out.println(line(outcome)));
      out.println("done");
      out.flush();
    }
  }

  /** What became of a run, and where it says that an earlier document is now. */
  private static String line(Outcome outcome) {
    if (outcome instanceof Outcome.Published) {
      return "published";
    }
    Optional<Path> aside =
        outcome instanceof Outcome.Rejected rejected
            ? rejected.setAside()
            : outcome instanceof Outcome.NotJudged unjudged ? unjudged.setAside() : null;
    return aside == null ? "fault: " + outcome : "aside " + aside.map(Path::toString).orElse("");
  }
}
