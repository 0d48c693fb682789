package io.rungate.report;

/** Colour for a terminal, or none. */
public enum Paint {
  COLOUR,
  PLAIN;

  String good(String text) {
    return wrap("32;1", text);
  }

  String bad(String text) {
    return wrap("31;1", text);
  }

  String warn(String text) {
    return wrap("33;1", text);
  }

  String dim(String text) {
    return wrap("2", text);
  }

  String strong(String text) {
    return wrap("1", text);
  }

  private String wrap(String code, String text) {
    return this == PLAIN ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
  }
}
