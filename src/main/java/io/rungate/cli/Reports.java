package io.rungate.cli;

import io.rungate.gate.ExitCode;
import io.rungate.pack.PackException;
import io.rungate.report.Printer;
import io.rungate.report.ReportFile;
import io.rungate.report.ReportFormat;
import io.rungate.report.ReportItem;
import io.rungate.report.Reporter;
import io.rungate.run.InputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The reports that a call asks for with {@code --report}, beside its answer: what it tells goes to
 * all of them.
 */
final class Reports implements Reporter {
  private static final String STANDARD_OUTPUT = "-";

  /**
   * A report that is asked for.
   *
   * @param file as it was given
   */
  private record Wanted(ReportFormat format, String file) {
    boolean onStandardOutput() {
      return file.equals(STANDARD_OUTPUT);
    }
  }

  /** One that is being written, and its file; null for standard output. */
  private record Begun(Reporter reporter, ReportFile file, Wanted wanted) {}

  private final List<Wanted> wanted;
  private final List<Begun> begun = new ArrayList<>();
  private final Set<Begun> ended = new HashSet<>();
  private final List<String> problems = new ArrayList<>();
  private Reporter answer;

  private Reports(List<Wanted> wanted) {
    this.wanted = wanted;
  }

  /**
   * Those of a call, which are not begun yet.
   *
   * @param answer the option for the form of the answer, which standard output is for without them;
   *     null where the command has none
   */
  static Reports of(Call call, Argument option, Argument answer) throws InputException {
    List<Wanted> wanted = new ArrayList<>();
    Set<Path> files = new HashSet<>();
    Wanted standard = null;
    for (String text : call.texts(option)) {
      Wanted one = wanted(option, text);
      if (!one.onStandardOutput()) {
        if (!files.add(call.console().resolve(one.file).normalize())) {
          throw new InputException("two reports cannot be written to one file: " + one.file);
        }
      } else if (standard != null) {
        throw new InputException(
            "standard output takes one report only: %s=- or %s=-"
                .formatted(standard.format, one.format));
      } else {
        standard = one;
      }
      wanted.add(one);
    }
    if (standard != null && answer != null && call.has(answer)) {
      throw new InputException(
          "standard output takes one report only: %s=- or %s %s"
              .formatted(standard.format, answer.name(), call.text(answer)));
    }
    return new Reports(wanted);
  }

  private static Wanted wanted(Argument option, String text) throws InputException {
    int equals = text.indexOf('=');
    if (equals < 0 || equals == text.length() - 1) {
      throw new InputException(
          "%s wants %s, not '%s': name a file, or - for standard output"
              .formatted(option.name(), option.label(), text));
    }
    String format = text.substring(0, equals).toUpperCase(Locale.ROOT);
    return new Wanted(ReportFormat.valueOf(format), text.substring(equals + 1));
  }

  /** The work of a command, which tells what it finds out. */
  interface Work {
    ExitCode with(Reporter reporter) throws InputException, PackException;
  }

  /**
   * Does the work of a command, and tells it as an answer and in the reports that are asked for.
   *
   * @param format that of the answer
   * @param answer its option; null for none
   */
  static ExitCode tell(Call call, Argument option, ReportFormat format, Argument answer, Work work)
      throws InputException, PackException {
    Reports reports = of(call, option, answer);
    Console console = call.console();
    Printer out = reports.haveStandardOutput() ? console.err() : console.out();
    try (Reporter reporter = reports.begin(format.to(out, console.err()), console)) {
      return reports.finished(work.with(reporter));
    }
  }

  /** The same where there is no answer but the reports. */
  static ExitCode only(Call call, Argument option, Work work) throws InputException, PackException {
    Reports reports = of(call, option, null);
    try (Reporter reporter = reports.begin(item -> {}, call.console())) {
      return reports.finished(work.with(reporter));
    }
  }

  private ExitCode finished(ExitCode code) throws InputException {
    List<String> unwritten = finish();
    if (!unwritten.isEmpty()) {
      throw new InputException(unwritten);
    }
    return code;
  }

  /** Whether standard output is for one of them, and so not for the answer. */
  boolean haveStandardOutput() {
    return wanted.stream().anyMatch(Wanted::onStandardOutput);
  }

  /** Begins them, before there is anything to tell; the answer is told the same. */
  Reporter begin(Reporter answer, Console console) throws InputException {
    this.answer = answer;
    for (Wanted one : wanted) {
      if (one.onStandardOutput()) {
        begun.add(new Begun(one.format.report(console.out()), null, one));
        continue;
      }
      try {
        ReportFile file = ReportFile.open(console.resolve(one.file));
        begun.add(new Begun(one.format.report(file.printer()), file, one));
      } catch (IOException e) {
        close();
        throw new InputException(refusal(one, e));
      }
    }
    return this;
  }

  private static String refusal(Wanted one, IOException e) {
    return "the report %s cannot be written: %s".formatted(one.file, reason(e));
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  @Override
  public void report(ReportItem item) {
    answer.report(item);
    for (Begun one : begun) {
      if (!ended.contains(one)) {
        try {
          one.reporter.report(item);
        } catch (UncheckedIOException e) { // which costs no other report
          ended.add(one);
          problems.add(refusal(one.wanted, e.getCause()));
        }
      }
    }
  }

  /**
   * Ends them, when all is told, and puts the files in their places.
   *
   * @return why one of them could not be written, in sentences
   */
  List<String> finish() {
    for (Begun one : begun) {
      if (ended.add(one)) {
        try {
          one.reporter.close();
          if (one.file != null) {
            one.file.publish();
          }
        } catch (IOException e) {
          problems.add(refusal(one.wanted, e));
        } catch (UncheckedIOException e) {
          problems.add(refusal(one.wanted, e.getCause()));
        }
      }
    }
    return List.copyOf(problems);
  }

  /** Ends the answer, and gives up the reports that were not finished. */
  @Override
  public void close() {
    answer.close();
    for (Begun one : begun) {
      if (one.file != null) {
        try {
          one.file.close();
        } catch (IOException e) {
          // What is left over has a name of its own, and stands for nothing.
        }
      }
    }
  }
}
