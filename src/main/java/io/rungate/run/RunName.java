package io.rungate.run;

import java.nio.charset.StandardCharsets;

/** Names of runs, which become names of files, so not every text may be one. */
public final class RunName {

  /** What common file systems allow for one name. */
  public static final int MAX_BYTES = 255;

  /**
   * The longest text that is put around a name when a document is named after it: {@code agg_} and
   * {@code .json}.
   */
  private static final int AFFIXES = "agg_.json".length();

  private RunName() {}

  /** Why the name must not become part of a path, as the rest of a sentence; empty when it may. */
  public static String flaw(String name) {
    if (isDamaged(name)) {
      return "is not UTF-8";
    }
    if (name.indexOf('/') >= 0) {
      return "holds a path separator";
    }
    if (name.equals("..") || name.equals(".")) {
      return "names a folder";
    }
    if (name.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
      return "holds a control character";
    }
    int bytes = name.getBytes(StandardCharsets.UTF_8).length + AFFIXES;
    if (bytes > MAX_BYTES) {
      return "is too long: a document named after it would take %s bytes, and %s are allowed"
          .formatted(bytes, MAX_BYTES);
    }
    return "";
  }

  /**
   * Whether a name or variable is not what was given: where its bytes are not UTF-8, Java hands on
   * U+FFFD in their place, and what it says in truth cannot be known any more.
   */
  static boolean isDamaged(String text) {
    return text.indexOf('\uFFFD') >= 0;
  }

  /** True when a file of this name can be read from the run's folder without leaving it. */
  public static boolean staysInFolder(String name) {
    return name.indexOf('/') < 0 && name.indexOf('\0') < 0;
  }
}
