package io.rungate.cli;

import java.util.List;

/**
 * An option of a command.
 *
 * @param name with its hyphens, such as {@code --rules}
 * @param shortName such as {@code -h}; empty for none
 * @param label what stands for its value in help and messages; empty for a flag
 * @param kind which values it takes
 * @param use how often it may come, and whether with a value
 * @param choices the values of a {@link Kind#CHOICE}; empty for others
 */
record OptionSpec(
    String name,
    String shortName,
    String label,
    Kind kind,
    Use use,
    List<String> choices,
    String description) {

  static final OptionSpec HELP = flag("-h", "--help", "Show this help and exit.");

  /** Which values an option takes. */
  enum Kind {
    /** None: it is there or it is not. */
    FLAG,
    TEXT,
    FILE,
    FOLDER,
    /** The folder of a rule pack. */
    PACK,
    /** A whole number, at least 1. */
    COUNT,
    /** A decimal number. */
    NUMBER,
    /** One of the words that are listed. */
    CHOICE
  }

  /** How an option is used. */
  enum Use {
    ONCE,
    /** Once, and its value may be left out. */
    VALUE_OPTIONAL,
    REPEATED
  }

  static OptionSpec flag(String name, String description) {
    return flag("", name, description);
  }

  static OptionSpec flag(String shortName, String name, String description) {
    return new OptionSpec(name, shortName, "", Kind.FLAG, Use.ONCE, List.of(), description);
  }

  static OptionSpec of(Kind kind, String name, String label) {
    return new OptionSpec(name, "", label, kind, Use.ONCE, List.of(), "");
  }

  static OptionSpec choice(String name, String label, List<String> choices) {
    return new OptionSpec(name, "", label, Kind.CHOICE, Use.ONCE, choices, "");
  }

  /** The same option with a description. */
  OptionSpec says(String what) {
    return new OptionSpec(name, shortName, label, kind, use, choices, what);
  }

  /** The same option, used otherwise. */
  OptionSpec used(Use other) {
    return new OptionSpec(name, shortName, label, kind, other, choices, description);
  }

  /** Whether the word stands for this option. */
  boolean isCalled(String word) {
    return word.equals(name) || (!shortName.isEmpty() && word.equals(shortName));
  }

  /** The name without its hyphens. */
  String key() {
    return name.substring(2);
  }

  /** As help writes it, such as {@code --rules=DIR}. */
  String shown() {
    String value = use == Use.VALUE_OPTIONAL ? "[=" + label + "]" : "=" + label;
    return kind == Kind.FLAG ? name : name + value;
  }
}
