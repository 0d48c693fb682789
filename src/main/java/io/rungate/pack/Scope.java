package io.rungate.pack;

/**
 * What rules are judged together. A rule is of the folder that its file lies in, and its package
 * says so, too.
 */
public enum Scope {
  /** A run: the rules at the top of a pack. */
  RUN("", "a run"),

  /** A published row, or an expected point: those and the rules under {@code rows/}. */
  ROW("rows", "a row or an expected point"),

  /** All rows of a sweep together: the rules under {@code sweep/} alone. */
  SWEEP("sweep", "a sweep");

  private final String folder;
  private final String judged;

  Scope(String folder, String judged) {
    this.folder = folder;
    this.judged = judged;
  }

  /** The folder of its files; empty for the top of a pack. */
  public String folder() {
    return folder;
  }

  /** The scope of a rule file. */
  public static Scope ofFile(String file) {
    return named(file.contains("/") ? file.substring(0, file.indexOf('/')) : "");
  }

  /** The scope of the rules of a package: its last segment but one names a folder, or none. */
  public static Scope ofPackage(String name) {
    String parent = name.substring(0, Math.max(0, name.lastIndexOf('.')));
    return named(parent.substring(parent.lastIndexOf('.') + 1));
  }

  /** Whether rules of a scope take part when this one is judged. */
  public boolean takes(Scope rules) {
    return rules == this || this == ROW && rules == RUN;
  }

  /** What is judged, for a sentence. */
  @Override
  public String toString() {
    return judged;
  }

  private static Scope named(String name) {
    return name.equals(ROW.folder) ? ROW : name.equals(SWEEP.folder) ? SWEEP : RUN;
  }
}
