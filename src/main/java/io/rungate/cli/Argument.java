package io.rungate.cli;

import java.util.List;

/**
 * What a command takes, in the form in which help shows it: a parameter, which is known by its
 * place, such as {@code DIR}, {@code [DIR]} or {@code [RESULT...]}; or an option, such as {@code
 * --all}, {@code --rules=DIR}, {@code --flip[=WHAT]} or {@code --skip=GLOB...}, which may be
 * repeated.
 *
 * @param choices the values that there are; empty where any will do
 */
record Argument(String form, Kind kind, List<String> choices, String description) {
  static final Argument HELP = new Argument("-h, --help", "Show this help and exit.");
  static final Argument VERSION = new Argument("-V, --version", "Print the version and exit.");

  /** What a value stands for. */
  enum Kind {
    TEXT,
    FILE,
    FOLDER,
    /** The folder of a rule pack. */
    PACK,
    /** A whole number, at least 1. */
    COUNT,
    /** A decimal number. */
    NUMBER,
    /** The format of a report, one of the choices, and its file, such as {@code json=a.json}. */
    REPORT
  }

  Argument(String form, String description) {
    this(form, Kind.TEXT, description);
  }

  Argument(String form, Kind kind, String description) {
    this(form, kind, List.of(), description);
  }

  Argument(String form, List<String> choices, String description) {
    this(form, Kind.TEXT, choices, description);
  }

  boolean isOption() {
    return form.startsWith("-");
  }

  boolean isFlag() {
    return isOption() && !form.contains("=");
  }

  boolean isRepeated() {
    return form.contains("...");
  }

  /** Whether the call has to have it; only a parameter can be required. */
  boolean isRequired() {
    return !isOption() && !form.startsWith("[");
  }

  /** Such as {@code -h}; empty for most. */
  String letter() {
    return form.contains(", ") ? form.substring(0, 2) : "";
  }

  /** An option with its hyphens, a parameter by its label. */
  String name() {
    String name = shown().split("=", 2)[0];
    return name.replace("[", "").replace("]", "").replace("...", "");
  }

  /** The part of a value that has to be one of the choices. */
  String chosen(String value) {
    return kind == Kind.REPORT ? value.split("=", 2)[0] : value;
  }

  /** What stands for the value of an option. */
  String label() {
    return shown().split("=", 2)[1].replace("]", "");
  }

  /** As the list in help has it. */
  String shown() {
    return isOption() ? form.substring(form.indexOf("--")).replace("...", "") : form;
  }

  boolean isCalled(String word) {
    return !word.isEmpty() && (word.equals(name()) || word.equals(letter()));
  }
}
