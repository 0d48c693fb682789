package io.rungate.run;

import io.rungate.fact.Source;
import io.rungate.pack.JsonProblem;
import io.rungate.pack.PythonJsonReader;
import io.rungate.pack.Sha256Hex;
import io.rungate.pack.Wanted;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The result file, read as a stream: a file of 100 MB of per-request numbers costs no more memory
 * than a small one, since only the keys that the mapping names are kept.
 *
 * @param members the mapped members in the order of the file, with an {@link
 *     io.rungate.pack.Excerpt} of those that are read by path; null when it could not be read
 * @param sha256 over its bytes, in hex; empty when it could not be read
 * @param unread why it could not be read, or empty
 * @param noticed what is noticed of the names of its keys
 */
public record ResultFile(
    Map<String, Object> members, String sha256, String unread, Set<Source> noticed) {

  ResultFile(Map<String, Object> members, String sha256, String unread) {
    this(members, sha256, unread, Set.of());
  }

  /** Bytes below which a file is just read. */
  private static final int SMALL = 1 << 16;

  static final String NO_FILE = "there is no such file";

  /**
   * Reads a result file; a file that cannot be read is a value too, since the rest of the run is
   * still judged.
   *
   * @param wanted whose keys and paths are kept
   */
  public static ResultFile read(Path file, FactReader wanted) {
    if (wanted.noticed() == null) {
      return read(file, wanted::reads, wanted.paths());
    }
    NoticedNames.Watch watch = new NoticedNames.Watch(wanted);
    ResultFile read = read(file, watch, wanted.paths());
    return read.members == null ? read : read.noticing(watch.noticed());
  }

  /**
   * The same for other keys than those of a mapping.
   *
   * @param parts what to keep of the other keys; null for nothing
   */
  public static ResultFile read(Path file, Predicate<String> wanted, Wanted parts) {
    String name = file.getFileName().toString();
    if (name.getBytes(StandardCharsets.UTF_8).length > RunName.MAX_BYTES) {
      return unread(NO_FILE); // and none can be made; what the system says would hold the folder
    }
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (attributes.isDirectory()) {
        return unread("it is a directory");
      }
      if (!attributes.isRegularFile()) {
        // A pipe would be waited for, and a device may have no end.
        return unread("it is no regular file");
      }
      if (attributes.size() < SMALL) {
        byte[] bytes = Files.readAllBytes(file);
        Map<String, Object> members = PythonJsonReader.readMembers(bytes, wanted, parts);
        return new ResultFile(members, Sha256Hex.of(bytes), "");
      }
      MessageDigest sha = Sha256Hex.begin();
      // The reader goes to the end of the file, so the digest is that of all its bytes.
      try (InputStream bytes = new DigestInputStream(Files.newInputStream(file), sha)) {
        Map<String, Object> members = PythonJsonReader.readMembers(bytes, wanted, parts);
        return new ResultFile(members, HexFormat.of().formatHex(sha.digest()), "");
      }
    } catch (JsonProblem e) {
      return unread("line " + e.line() + ", column " + e.column() + ": " + e.getMessage());
    } catch (IOException e) {
      return unread(InputException.reason(e, NO_FILE));
    }
  }

  private ResultFile noticing(Set<Source> names) {
    return new ResultFile(members, sha256, unread, names);
  }

  /**
   * A result that lies in no file.
   *
   * @param twice the keys that it gives more than once
   */
  public static ResultFile of(Map<String, Object> members, Set<String> twice, FactReader wanted) {
    ResultFile read = of(members, wanted);
    return read.members == null || wanted.noticed() == null
        ? read
        : read.noticing(wanted.noticed().ofResult(twice, members.keySet(), members.keySet()));
  }

  private static ResultFile of(Map<String, Object> members, FactReader wanted) {
    String text = PythonJsonWriter.compact(members);
    Map<String, Object> kept = new LinkedHashMap<>(members);
    if (wanted.paths() == null) {
      kept.keySet().removeIf(key -> !wanted.reads(key));
    } else {
      try {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        kept = PythonJsonReader.readMembers(bytes, wanted::reads, wanted.paths());
      } catch (JsonProblem e) {
        return unread(e.getMessage());
      }
    }
    return new ResultFile(kept, Sha256Hex.of(text), "");
  }

  /** A result that could not be read, and why. */
  public static ResultFile unread(String reason) {
    return new ResultFile(null, "", reason);
  }
}
