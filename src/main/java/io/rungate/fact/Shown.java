package io.rungate.fact;

import java.math.BigInteger;

/** How values look inside a sentence. */
final class Shown {
  private Shown() {}

  /** A number of up to 40 digits whole, a longer one by its ends, since a message is for people. */
  static String number(BigInteger value) {
    String digits = value.toString();
    return digits.length() <= 40
        ? digits
        : digits.substring(0, 20)
            + "..."
            + digits.substring(digits.length() - 5)
            + " ("
            + digits.length()
            + " digits)";
  }
}
