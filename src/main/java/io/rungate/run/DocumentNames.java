package io.rungate.run;

import io.rungate.pack.Mapping;
import io.rungate.pack.Sha256Hex;
import java.nio.charset.StandardCharsets;

/** The file names of a run's documents. */
public final class DocumentNames {
  private static final String NAME = "{name}";
  private static final String AUDIT = "audit_";
  private static final String ENDING = ".json";

  private DocumentNames() {}

  /** The name of a document, by the mapping's template. */
  public static String document(String template, String runName) {
    return template.replace(NAME, runName);
  }

  /**
   * The name of the run that an agg document is of, empty for one without a name; null when no
   * document has such a name.
   */
  public static String runOf(String template, String fileName) {
    int at = template.indexOf(NAME);
    String before = template.substring(0, at);
    String after = template.substring(at + NAME.length());
    boolean named =
        fileName.length() >= before.length() + after.length()
            && fileName.startsWith(before)
            && fileName.endsWith(after);
    return named ? fileName.substring(before.length(), fileName.length() - after.length()) : null;
  }

  /** Whether a file of this name is an audit record. */
  public static boolean isAudit(String fileName) {
    return fileName.startsWith(AUDIT) && fileName.endsWith(ENDING);
  }

  /** What the mapping calls a document with such a name; null when none has. */
  public static Mapping.Document documentOf(Mapping mapping, String fileName) {
    for (Mapping.Document document : mapping.documents()) {
      if (runOf(document.fileName(), fileName) != null) {
        return document;
      }
    }
    return null;
  }

  /** Whether a file of this name is a document or an audit record: made of a run, and none. */
  public static boolean isDocument(Mapping mapping, String fileName) {
    return isAudit(fileName) || documentOf(mapping, fileName) != null;
  }

  /**
   * The name of the audit record: {@code audit_<name>.json}. A run whose name is no file name is
   * recorded all the same, under what can be kept of it and a digest of the whole.
   */
  public static String audit(String runName) {
    return fit(AUDIT, runName, ENDING);
  }

  /**
   * The name of the audit record of a run without a name, which no record of another run has.
   *
   * @param content the record, but for what differs when the same run is judged again
   */
  public static String unnamedAudit(String content) {
    return AUDIT + "~" + Sha256Hex.of(content).substring(0, 16) + ENDING;
  }

  /** A name for a file that is set aside. */
  public static String stale(String fileName, int attempt) {
    return fit("", fileName, attempt == 1 ? ".stale" : ".stale." + attempt);
  }

  /** The name of a file that is no document yet. */
  public static String temporary(String fileName) {
    return fit(".rungate-", fileName, ".tmp");
  }

  private static String fit(String before, String name, String after) {
    String whole = before + name + after;
    if (RunName.flaw(name).isEmpty() && bytes(whole) <= RunName.MAX_BYTES) {
      return whole;
    }
    StringBuilder kept = new StringBuilder();
    String digest = "~" + Sha256Hex.of(name).substring(0, 12);
    int room = RunName.MAX_BYTES - bytes(before) - bytes(digest) - bytes(after);
    int[] points = name.codePoints().toArray();
    for (int point : points) {
      String next = point == '/' || point < 0x20 || point == 0x7f ? "_" : Character.toString(point);
      if (bytes(next) > room) {
        break;
      }
      room -= bytes(next);
      kept.append(next);
    }
    return before + kept + digest + after;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
