package io.rungate.cli;

import io.rungate.pack.Spelling;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;

/** Holds the words of a call against what a command understands. */
record ArgumentParser(CommandSpec spec) {

  /** Whether help is asked for; then nothing else in the call matters. */
  static boolean asksForHelp(List<String> words) {
    return beforeEndOfOptions(words).stream().anyMatch(OptionSpec.HELP::isCalled);
  }

  /**
   * Takes the words apart, and checks all that can be said without knowing what they mean.
   *
   * @throws UsageException if the command does not understand them
   */
  Arguments parse(List<String> words) throws UsageException {
    for (String word : beforeEndOfOptions(words)) {
      // The library would read -rules and even -rulesDIR as --rules.
      if (word.length() > 2 && word.charAt(0) == '-' && Character.isLetter(word.charAt(1))) {
        throw unknown(word);
      }
    }
    CommandLine line = takeApart(words);
    for (OptionSpec option : spec.options()) {
      List<Option> given =
          Arrays.stream(line.getOptions())
              .filter(one -> one.getLongOpt().equals(option.key()))
              .toList();
      for (Option one : given) {
        check(option, one.getValue());
      }
      if (given.size() > 1 && option.use() != OptionSpec.Use.REPEATED) {
        throw new UsageException("Option '" + option.name() + "' should be given only once");
      }
    }
    checkParameters(line.getArgList());
    return new Arguments(spec, line);
  }

  private static List<String> beforeEndOfOptions(List<String> words) {
    int end = words.indexOf("--");
    return end < 0 ? words : words.subList(0, end);
  }

  private CommandLine takeApart(List<String> words) throws UsageException {
    Options options = new Options();
    for (OptionSpec option : spec.options()) {
      options.addOption(
          Option.builder()
              .longOpt(option.key())
              .hasArg(option.kind() != OptionSpec.Kind.FLAG)
              .optionalArg(option.use() == OptionSpec.Use.VALUE_OPTIONAL)
              .get());
    }
    try {
      return DefaultParser.builder()
          .setAllowPartialMatching(false)
          .setStripLeadingAndTrailingQuotes(false)
          .get()
          .parse(options, words.toArray(String[]::new));
    } catch (UnrecognizedOptionException e) {
      throw unknown(e.getOption());
    } catch (MissingArgumentException e) {
      OptionSpec option = named("--" + e.getOption().getLongOpt());
      throw new UsageException(
          "Missing required parameter for option '%s' (%s)"
              .formatted(option.name(), option.label()));
    } catch (ParseException e) {
      throw new UsageException(e.getMessage());
    }
  }

  private OptionSpec named(String name) {
    return spec.options().stream().filter(option -> option.isCalled(name)).findFirst().orElse(null);
  }

  private UsageException unknown(String word) {
    String name = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
    if (named(name) != null) {
      return new UsageException(
          "Option '" + name + "' takes no value, but has one: '" + word + "'");
    }
    List<String> known = spec.options().stream().map(OptionSpec::name).toList();
    return new UsageException("Unknown option: '" + word + "'" + Spelling.hint(name, known));
  }

  private static void check(OptionSpec option, String value) throws UsageException {
    if (value == null) {
      return;
    }
    requireUtf8(option.name(), value);
    switch (option.kind()) {
      case FLAG, TEXT -> {}
      case FILE -> refuseEmpty(option, value, "a file");
      case FOLDER -> refuseEmpty(option, value, "a folder");
      case PACK -> refuseEmpty(option, value, "the folder of a rule pack");
      case COUNT -> {
        require(option, value, "-?[0-9]{1,9}", "a whole number of up to 9 digits");
        if (Integer.parseInt(value) < 1) {
          throw new UsageException(option.name() + " must be at least 1");
        }
      }
      case NUMBER -> require(option, value, "-?[0-9]+(\\.[0-9]+)?", "a number");
      case CHOICE -> {
        if (!option.choices().contains(value)) {
          String hint = Spelling.hint(value, option.choices());
          throw invalid(option, value, "one of " + option.choices(), hint);
        }
      }
    }
  }

  /** Java has U+FFFD for bytes that are no text: what they were cannot be known any more. */
  private static void requireUtf8(String name, String value) throws UsageException {
    if (value.indexOf('\uFFFD') >= 0) {
      throw new UsageException(name + " is not UTF-8: '" + value + "'");
    }
  }

  /** Such as --out "$DOCS" where DOCS is not set: that must not mean the working folder. */
  private static void refuseEmpty(OptionSpec option, String value, String what)
      throws UsageException {
    if (value.isEmpty()) {
      throw new UsageException(option.name() + " is empty: name " + what + ", or leave it out");
    }
  }

  private static void require(OptionSpec option, String value, String form, String expected)
      throws UsageException {
    if (!value.matches(form)) {
      throw invalid(option, value, expected, "");
    }
  }

  private static UsageException invalid(
      OptionSpec option, String value, String expected, String hint) {
    return new UsageException(
        "Invalid value for option '%s': expected %s but was '%s'%s"
            .formatted(option.name(), expected, value, hint));
  }

  private void checkParameters(List<String> given) throws UsageException {
    List<ParameterSpec> parameters = spec.parameters();
    List<String> missing =
        parameters.stream()
            .skip(given.size())
            .filter(parameter -> parameter.arity().required())
            .map(parameter -> "'" + parameter.label() + "'")
            .toList();
    if (!missing.isEmpty()) {
      String what = "Missing required parameter" + (missing.size() > 1 ? "s: " : ": ");
      throw new UsageException(what + String.join(", ", missing));
    }
    for (int i = 0; i < given.size(); i++) {
      int last = parameters.size() - 1;
      if (i > last && (last < 0 || !parameters.get(last).arity().several())) {
        throw new UsageException("Unexpected argument: '" + given.get(i) + "'");
      }
      ParameterSpec parameter = parameters.get(Math.min(i, last));
      if (given.get(i).isEmpty()) { // as with options: an unset variable of a job
        String hint = parameter.arity().required() ? "" : ": name it, or leave it out";
        throw new UsageException(parameter.label() + " is empty" + hint);
      }
      requireUtf8(parameter.label(), given.get(i));
    }
  }
}
