package io.rungate.gate;

/** What a process tells its caller; the worst of several runs is the one that counts. */
public enum ExitCode {
  ACCEPTED,
  /** Rejected, or differences found, or a case failed. */
  REJECTED,
  /** Usage, unreadable input, a broken pack, a rule that throws or does not come to an end. */
  NOT_JUDGED;

  public int number() {
    return ordinal();
  }

  public ExitCode worse(ExitCode other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
