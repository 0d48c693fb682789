package io.rungate.cli;

import io.rungate.cli.Argument.Kind;
import java.util.List;

/** How a call says by what runs are judged, what counts, and where it is told. */
final class JudgingOptions {
  static final Argument FORMAT =
      new Argument("--format=FORM", List.of("text", "jsonl"), "text or jsonl (default: text).");

  static final Argument REPORT =
      Call.reports("text", "json", "jsonl", "junit", "sarif", "github", "markdown");

  static final Argument POWER =
      new Argument("--power=MODE", "off, the default: there is no measured power yet.");

  static final Argument LOG =
      new Argument(
          "--log=FILE",
          Kind.FILE,
          "Add a line for each judgement to this decision log (see 'rungate log verify').");

  static final Argument WAIVERS =
      new Argument(
          "--waivers=FILE",
          Kind.FILE,
          "Findings that somebody has waived, as YAML: they are told, and do not count.");

  static final Argument BASELINE =
      new Argument(
          "--baseline=FILE",
          Kind.FILE,
          "The lines of an earlier call (--format jsonl): what was found then is not told and does"
              + " not count.");

  /** The options of every judging command. */
  static final List<Argument> OPTIONS =
      List.of(
          Packs.RULES,
          Packs.PROFILE,
          FORMAT,
          REPORT,
          Console.COLOR,
          POWER,
          Packs.CACHE_DIR,
          Call.JOBS,
          Call.TIMEOUT,
          LOG,
          WAIVERS,
          BASELINE);

  /** For those that write documents. */
  static final Argument OUT =
      new Argument(
          "--out=DIR", Kind.FOLDER, "Where the documents go (default: beside the result).");

  private JudgingOptions() {}
}
