package io.rungate.cli;

import io.rungate.cli.Argument.Kind;
import io.rungate.gate.OrderedExecutor;
import io.rungate.pack.Spelling;
import io.rungate.report.ReportFormat;
import io.rungate.run.InputException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;

/** A call of a command, whose words were found to be what the command's table allows. */
record Call(Console console, Command command, CommandLine line) {
  static final Argument FORMAT =
      new Argument("--format=FORM", List.of("text", "json"), "text or json (default: text).");

  static final Argument JOBS =
      new Argument("--jobs=N", Kind.COUNT, "Runs that are judged at a time (default: one a core).");

  static final Argument TIMEOUT =
      new Argument(
          "--timeout=SECONDS",
          Kind.COUNT,
          "A run whose rules take longer is not judged; the others are (default: 30).");

  /** The option of a command whose reports have these formats. */
  static Argument reports(String... formats) {
    return new Argument(
        "--report=FORMAT=FILE...",
        Kind.REPORT,
        List.of(formats),
        "Write a report to a file, or with - to standard output; may be repeated. Formats: "
            + String.join(", ", formats)
            + ".");
  }

  /** What an option is to name that must not be empty. */
  private static final Map<Kind, String> NAMED =
      Map.of(Kind.FILE, "a file", Kind.FOLDER, "a folder", Kind.PACK, "the folder of a rule pack");

  /** Whether help is asked for; then nothing else in the call matters. */
  static boolean asksForHelp(List<String> words) {
    return beforeEndOfOptions(words).anyMatch(Argument.HELP::isCalled);
  }

  private static Stream<String> beforeEndOfOptions(List<String> words) {
    return words.stream().takeWhile(word -> !word.equals("--"));
  }

  /** Takes words apart, and checks all that can be said without knowing what they mean. */
  static Call of(Console console, Command command, List<String> words) throws InputException {
    // The library would read -rules and even -rulesDIR as --rules.
    String single =
        beforeEndOfOptions(words)
            .filter(word -> word.length() > 2 && word.charAt(0) == '-')
            .filter(word -> Character.isLetter(word.charAt(1)))
            .findFirst()
            .orElse(null);
    if (single != null) {
      throw unknown(command, single);
    }
    Call call = new Call(console, command, takeApart(command, words));
    for (Argument option : command.options()) {
      List<Option> given =
          Arrays.stream(call.line.getOptions())
              .filter(one -> one.getLongOpt().equals(key(option)))
              .toList();
      for (Option one : given) {
        if (one.getValue() != null) {
          check(option, one.getValue());
        }
      }
      if (given.size() > 1 && !option.isRepeated()) {
        throw new InputException("Option '" + option.name() + "' should be given only once");
      }
    }
    call.checkParameters();
    return call;
  }

  private static CommandLine takeApart(Command command, List<String> words) throws InputException {
    Options options = new Options();
    for (Argument option : command.options()) {
      options.addOption(
          Option.builder()
              .longOpt(key(option))
              .hasArg(!option.isFlag())
              .optionalArg(option.form().contains("[="))
              .get());
    }
    try {
      return DefaultParser.builder()
          .setAllowPartialMatching(false)
          .setStripLeadingAndTrailingQuotes(false)
          .get()
          .parse(options, words.toArray(String[]::new));
    } catch (UnrecognizedOptionException e) {
      throw unknown(command, e.getOption());
    } catch (MissingArgumentException e) {
      Argument option = named(command, "--" + e.getOption().getLongOpt());
      throw new InputException(
          "Missing required parameter for option '%s' (%s)"
              .formatted(option.name(), option.label()));
    } catch (ParseException e) {
      throw new InputException(e.getMessage());
    }
  }

  private static Argument named(Command command, String name) {
    return command.options().stream().filter(one -> one.isCalled(name)).findFirst().orElse(null);
  }

  private static InputException unknown(Command command, String word) {
    String name = word.split("=", 2)[0];
    if (named(command, name) != null) {
      return new InputException(
          "Option '" + name + "' takes no value, but has one: '" + word + "'");
    }
    List<String> known = command.options().stream().map(Argument::name).toList();
    return new InputException("Unknown option: '" + word + "'" + Spelling.hint(name, known));
  }

  private static void check(Argument option, String value) throws InputException {
    requireUtf8(option, value);
    if (value.isEmpty() && NAMED.containsKey(option.kind())) {
      // Such as --out "$DOCS" where DOCS is not set: that must not mean the working folder.
      throw new InputException(
          option.name() + " is empty: name " + NAMED.get(option.kind()) + ", or leave it out");
    }
    String expected = null;
    if (option.kind() == Kind.COUNT && !value.matches("-?[0-9]{1,9}")) {
      expected = "a whole number of up to 9 digits";
    } else if (option.kind() == Kind.NUMBER && !value.matches("-?[0-9]+(\\.[0-9]+)?")) {
      expected = "a number";
    } else if (!option.choices().isEmpty() && !option.choices().contains(option.chosen(value))) {
      expected = "one of " + option.choices();
    }
    if (expected != null) {
      throw new InputException(
          "Invalid value for option '%s': expected %s but was '%s'%s"
              .formatted(
                  option.name(),
                  expected,
                  value,
                  Spelling.hint(option.chosen(value), option.choices())));
    }
    if (option.kind() == Kind.COUNT && Integer.parseInt(value) < 1) {
      throw new InputException(option.name() + " must be at least 1");
    }
  }

  /** Java has U+FFFD for bytes that are no text: what they were cannot be known any more. */
  private static void requireUtf8(Argument argument, String value) throws InputException {
    if (value.indexOf('\uFFFD') >= 0) {
      throw new InputException(argument.name() + " is not UTF-8: '" + value + "'");
    }
  }

  private void checkParameters() throws InputException {
    List<Argument> parameters = command.parameters();
    List<String> given = line.getArgList();
    List<String> missing =
        parameters.stream()
            .skip(given.size())
            .filter(Argument::isRequired)
            .map(parameter -> "'" + parameter.name() + "'")
            .toList();
    if (!missing.isEmpty()) {
      String what = "Missing required parameter" + (missing.size() > 1 ? "s: " : ": ");
      throw new InputException(what + String.join(", ", missing));
    }
    for (int i = 0; i < given.size(); i++) {
      int last = parameters.size() - 1;
      if (i > last && (last < 0 || !parameters.get(last).isRepeated())) {
        throw new InputException("Unexpected argument: '" + given.get(i) + "'");
      }
      Argument parameter = parameters.get(Math.min(i, last));
      if (given.get(i).isEmpty()) { // as with options: an unset variable of a job
        String hint = parameter.isRequired() ? "" : ": name it, or leave it out";
        throw new InputException(parameter.name() + " is empty" + hint);
      }
      requireUtf8(parameter, given.get(i));
    }
  }

  private static String key(Argument option) {
    return option.name().substring(2);
  }

  boolean has(Argument option) {
    requireKnown(option);
    return line.hasOption(key(option));
  }

  /** The value of an option, or what is in the place of a parameter; null where it is not given. */
  String text(Argument argument) {
    return texts(argument).stream().findFirst().orElse(null);
  }

  /** The values of an option that may be repeated, or all from the place of a parameter on. */
  List<String> texts(Argument argument) {
    requireKnown(argument);
    if (argument.isOption()) {
      String[] values = line.getOptionValues(key(argument));
      return values == null ? List.of() : List.of(values);
    }
    return line.getArgList().stream().skip(command.parameters().indexOf(argument)).toList();
  }

  double number(Argument option, double otherwise) {
    String text = text(option);
    return text == null ? otherwise : Double.parseDouble(text);
  }

  /** The constant that has the name of the value, in upper case. */
  <E extends Enum<E>> E choice(Argument option, E otherwise) {
    String text = text(option);
    return text == null
        ? otherwise
        : Enum.valueOf(otherwise.getDeclaringClass(), text.toUpperCase(Locale.ROOT));
  }

  ReportFormat format() {
    return choice(FORMAT, ReportFormat.TEXT);
  }

  int jobs() {
    String text = text(JOBS);
    return text == null ? Runtime.getRuntime().availableProcessors() : Integer.parseInt(text);
  }

  /** Does so much at a time, with as much patience as the call has. */
  OrderedExecutor executor(int jobs) {
    String seconds = text(TIMEOUT);
    return new OrderedExecutor(
        jobs, Duration.ofSeconds(seconds == null ? 30 : Integer.parseInt(seconds)));
  }

  private void requireKnown(Argument argument) {
    if (!command.arguments.contains(argument)) {
      throw new IllegalArgumentException("not of this command: " + argument.name());
    }
  }
}
