package io.rungate.cli;

/** A {@link UsageException} that is found in the middle of an iteration. */
final class UncheckedUsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UncheckedUsageException(String message) {
    super(message);
  }
}
