package io.rungate.run;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a call names cannot be read as runs: sentences for the person who named it. */
public final class InputException extends Exception {
  private static final long serialVersionUID = 1L;

  private final ArrayList<String> problems;

  public InputException(String message) {
    this(List.of(message));
  }

  public InputException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = new ArrayList<>(problems);
  }

  /**
   * Why a file cannot be used, for people.
   *
   * @param absent what to say where it is not there
   */
  public static String reason(IOException e, String absent) {
    if (e instanceof AccessDeniedException) {
      return "access is denied";
    }
    if (e instanceof NoSuchFileException) {
      return absent;
    }
    if (e instanceof FileSystemException fault && fault.getReason() != null) {
      return fault.getReason().toLowerCase(Locale.ROOT);
    }
    return e.getMessage() == null ? "no reason is given" : e.getMessage();
  }

  /** A sentence each. */
  public List<String> problems() {
    return problems;
  }
}
