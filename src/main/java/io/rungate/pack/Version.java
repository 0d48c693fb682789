package io.rungate.pack;

import java.math.BigInteger;
import java.util.Arrays;

/** The versions of the program, which packs ask for and records name, and of its rules engine. */
public final class Version {

  /** Equal to the version in the build file; a test holds the two together. */
  public static final String PROGRAM = "0.2.0";

  /** What compiled rules fit to; a test holds it against the engine's jar. */
  public static final String ENGINE = "10.2.0";

  private Version() {}

  /** Whether a text is the version of a pack: three numbers, each in its one form. */
  public static boolean isVersion(String text) {
    return text.matches("(0|[1-9]\\d*)(\\.(0|[1-9]\\d*)){2}");
  }

  /** Whether a version of a pack comes after another. */
  public static boolean isAhead(String version, String of) {
    return Arrays.compare(numbers(version), numbers(of)) > 0;
  }

  private static BigInteger[] numbers(String version) {
    return Arrays.stream(version.split("\\.")).map(BigInteger::new).toArray(BigInteger[]::new);
  }

  /** Whether a pack that asks for a version such as {@code 0.1} can be judged by this program. */
  static boolean covers(String needed) {
    String[] wanted = needed.trim().split("\\.");
    String[] here = PROGRAM.split("\\.");
    try {
      for (int i = 0; i < wanted.length; i++) {
        int number = i < here.length ? Integer.parseInt(here[i]) : 0;
        if (number != Integer.parseInt(wanted[i])) {
          return number > Integer.parseInt(wanted[i]);
        }
      }
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
