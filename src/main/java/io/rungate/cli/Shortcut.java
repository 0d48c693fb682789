package io.rungate.cli;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * Reads the arguments of the commands that are called most, so plainly written that there is only
 * one way to understand them, without a library: loading one costs as much as judging a run.
 *
 * <p>The options are those of the commands' annotations. Everything unusual is left to the library:
 * an option that is not listed here, a repeated one, a value that looks like an option, help, a
 * fault. So there is no second grammar, and a command may get new options without a change here.
 */
final class Shortcut {
  /** Commands that judge by a pack, and by nothing else than its rules. */
  private static final Set<String> JUDGING = Set.of("process", "check", "gate");

  /** Options without a value. */
  private static final Set<String> SWITCHES = Set.of("--env-only");

  private Shortcut() {}

  /** Runs a command; null when its arguments are not plain. */
  static Integer run(Console console, String... args) {
    Callable<Integer> command = command(console, args);
    if (command == null) {
      return null;
    }
    try {
      return command.call();
    } catch (Exception e) {
      return Faults.tell(console, e);
    } catch (StackOverflowError | OutOfMemoryError e) {
      return Faults.tell(console, e);
    }
  }

  /** Whether a call most likely needs the rules of the newest shipped pack. */
  static boolean judgesByNewest(String[] args, Map<String, String> environment) {
    if (args.length == 0
        || !JUDGING.contains(args[0])
        || environment.containsKey("RUNGATE_RULES")) {
      return false;
    }
    for (String word : args) {
      if (word.startsWith("--rules") || word.equals("--help") || word.equals("-h")) {
        return false;
      }
    }
    return true;
  }

  /** The command with its arguments, or null. */
  static Callable<Integer> command(Console console, String... args) {
    String name = args.length == 0 ? "" : args[0];
    switch (name) {
      case "process":
        return process(new ProcessCommand(console), args);
      case "check":
        return check(new CheckCommand(console), args);
      case "gate":
        return gate(new GateCommand(console), args);
      case "explain":
        return explain(new ExplainCommand(console), args);
      default:
        return null;
    }
  }

  private static ProcessCommand process(ProcessCommand command, String[] args) {
    Words words = new Words(args);
    while (words.next()) {
      if (words.option().equals("--out")) {
        command.out.out = words.value();
      } else if (!isTaken(command.arguments, words) && !isTaken(command.options, words)) {
        words.giveUp();
      }
    }
    return words.plain() ? command : null;
  }

  private static CheckCommand check(CheckCommand command, String[] args) {
    Words words = new Words(args);
    while (words.next()) {
      if (words.option().equals("--env-only")) {
        command.envOnly = words.isOn();
      } else if (!isTaken(command.arguments, words) && !isTaken(command.options, words)) {
        words.giveUp();
      }
    }
    return words.plain() ? command : null;
  }

  private static GateCommand gate(GateCommand command, String[] args) {
    Words words = new Words(args);
    while (words.next()) {
      if (words.option().isEmpty() && command.dir == null) {
        command.dir = words.value();
      } else if (words.option().equals("--out")) {
        command.out.out = words.value();
      } else if (words.option().equals("--skip")) {
        command.skip.add(words.value());
      } else if (!isTaken(command.options, words)) {
        words.giveUp();
      }
    }
    return words.plain() && command.dir != null ? command : null;
  }

  private static boolean isTaken(RunArguments arguments, Words words) {
    switch (words.option()) {
      case "" -> arguments.results.add(words.value());
      case "--env" -> arguments.env = words.value();
      case "--manifest" -> arguments.manifest = words.value();
      default -> {
        return false;
      }
    }
    return true;
  }

  private static boolean isTaken(JudgingOptions options, Words words) {
    switch (words.option()) {
      case "--rules" -> options.rules = words.value();
      case "--format" -> options.format = words.one(JudgingOptions.Format.values());
      case "--color" -> options.color = words.one(JudgingOptions.Color.values());
      case "--power" -> options.power = words.one(JudgingOptions.Power.values());
      case "--cache-dir" -> options.cacheDir = words.value();
      case "--jobs" -> options.jobs = words.number();
      default -> {
        return false;
      }
    }
    return true;
  }

  private static ExplainCommand explain(ExplainCommand command, String[] args) {
    Words words = new Words(args);
    while (words.next()) {
      switch (words.option()) {
        case "" -> {
          if (command.audit == null) {
            command.audit = words.value();
          } else if (command.what == null) {
            command.what = words.value();
          } else {
            words.giveUp();
          }
        }
        case "--color" -> command.color = words.one(JudgingOptions.Color.values());
        default -> words.giveUp();
      }
    }
    return words.plain() && command.audit != null ? command : null;
  }

  /** The arguments after the command, one after another. */
  private static final class Words {
    private static final String ON = "true";

    private final String[] args;
    private final List<String> seen = new java.util.ArrayList<>();
    private int at;
    private String option;
    private String value;
    private boolean plain = true;

    Words(String[] args) {
      this.args = args;
    }

    /** Moves on; false at the end, and as soon as something is not plain. */
    boolean next() {
      if (!plain || ++at >= args.length) {
        return false;
      }
      String word = args[at];
      if (!word.startsWith("-")) {
        option = "";
        value = word;
      } else {
        int equals = word.indexOf('=');
        option = equals < 0 ? word : word.substring(0, equals);
        if (SWITCHES.contains(word)) {
          value = ON;
        } else {
          value = equals >= 0 ? word.substring(equals + 1) : ++at < args.length ? args[at] : null;
        }
        if (seen.contains(option)) {
          plain = false;
        }
        seen.add(option);
      }
      // An empty text, a reference to a file of arguments, quotes, and what may be an option.
      if (value == null || value.isEmpty() || "-@\"'".indexOf(value.charAt(0)) >= 0) {
        plain = false;
      }
      return plain;
    }

    String option() {
      return option;
    }

    String value() {
      return value;
    }

    <E extends Enum<E>> E one(E[] values) {
      for (E each : values) {
        if (each.name().equals(value)) {
          return each;
        }
      }
      giveUp();
      return values[0];
    }

    /** A number as people write it; the library knows more ways. */
    int number() {
      int number = 0;
      for (int i = 0; i < value.length(); i++) {
        char c = value.charAt(i);
        if (c < (i == 0 ? '1' : '0') || c > '9' || i > 3) {
          giveUp();
          return 1;
        }
        number = 10 * number + c - '0';
      }
      return number;
    }

    /** Whether an option without a value is given; one that has a value is not plain. */
    boolean isOn() {
      if (!ON.equals(value)) {
        giveUp();
      }
      return true;
    }

    void giveUp() {
      plain = false;
    }

    boolean plain() {
      return plain;
    }
  }
}
