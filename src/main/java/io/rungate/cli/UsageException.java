package io.rungate.cli;

/** The call cannot be carried out as it stands: a sentence for the user, exit 2. */
final class UsageException extends Exception {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
