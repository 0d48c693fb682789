package io.rungate.cli;

import java.util.List;
import java.util.Locale;
import org.apache.commons.cli.CommandLine;

/** The arguments of a call, which were found to be what the command's specification allows. */
record Arguments(CommandSpec spec, CommandLine line) {
  boolean has(OptionSpec option) {
    return line.hasOption(key(option));
  }

  /** The value of an option; null where it is not given. */
  String text(OptionSpec option) {
    return line.getOptionValue(key(option));
  }

  /** The values of an option that may be repeated. */
  List<String> texts(OptionSpec option) {
    String[] values = line.getOptionValues(key(option));
    return values == null ? List.of() : List.of(values);
  }

  int count(OptionSpec option, int otherwise) {
    String text = text(option);
    return text == null ? otherwise : Integer.parseInt(text);
  }

  double number(OptionSpec option, double otherwise) {
    String text = text(option);
    return text == null ? otherwise : Double.parseDouble(text);
  }

  /** The constant that has the name of the value, in upper case. */
  <E extends Enum<E>> E choice(OptionSpec option, E otherwise) {
    String text = text(option);
    return text == null
        ? otherwise
        : Enum.valueOf(otherwise.getDeclaringClass(), text.toUpperCase(Locale.ROOT));
  }

  /** The argument in the place of a parameter; null where it is not given. */
  String parameter(ParameterSpec parameter) {
    List<String> all = parameters(parameter);
    return all.isEmpty() ? null : all.get(0);
  }

  /** The arguments from the place of a parameter on. */
  List<String> parameters(ParameterSpec parameter) {
    List<String> all = line.getArgList();
    int place = spec.parameters().indexOf(parameter);
    if (place < 0) {
      throw new IllegalArgumentException("not a parameter of this command: " + parameter.label());
    }
    return List.copyOf(all.subList(Math.min(place, all.size()), all.size()));
  }

  private String key(OptionSpec option) {
    if (!spec.options().contains(option)) {
      throw new IllegalArgumentException("not an option of this command: " + option.name());
    }
    return option.key();
  }
}
