package io.rungate.run;

import io.rungate.json.JsonProblem;
import io.rungate.json.JsonReader;
import io.rungate.json.JsonWriter;
import io.rungate.pack.Mapping;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The result file, read as a stream: a file of 100 MB of per-request numbers costs no more memory
 * than a small one, since only the keys that the mapping names are kept.
 *
 * @param members the mapped members in the order of the file; null when it could not be read
 * @param sha256 over its bytes, in hex; empty when it could not be read
 * @param unread why it could not be read, or empty
 */
public record ResultFile(Map<String, Object> members, String sha256, String unread) {

  private static final int BUFFER = 1 << 16;

  /**
   * Reads a result file; a file that cannot be read is a value too, since the rest of the run is
   * still judged.
   */
  public static ResultFile read(Path file, Mapping mapping) {
    if (Files.isDirectory(file)) {
      return unread("it is a directory");
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      // A pipe would be waited for, and a device may have no end.
      return unread("it is no regular file");
    }
    MessageDigest sha = newSha256();
    try (InputStream bytes = new DigestInputStream(Files.newInputStream(file), sha);
        InputStream buffered = new BufferedInputStream(bytes, BUFFER)) {
      Map<String, Object> members = JsonReader.readMembers(buffered, wanted(mapping));
      return new ResultFile(members, HexFormat.of().formatHex(sha.digest()), "");
    } catch (JsonProblem e) {
      return unread("line " + e.line() + ", column " + e.column() + ": " + e.getMessage());
    } catch (NoSuchFileException e) {
      return unread("there is no such file");
    } catch (AccessDeniedException e) {
      return unread("access is denied");
    } catch (IOException e) {
      return unread(e.getMessage() == null ? "it cannot be read" : e.getMessage());
    }
  }

  /** The keys that a mapping reads, by name or by family. */
  static Predicate<String> wanted(Mapping mapping) {
    Set<String> names = new HashSet<>();
    for (Mapping.Field field : mapping.fields()) {
      if (field.resultKey() != null) {
        names.add(field.resultKey());
      }
    }
    return key -> {
      if (names.contains(key)) {
        return true;
      }
      for (Mapping.Family family : mapping.families()) {
        if (family.covers(key)) {
          return true;
        }
      }
      return false;
    };
  }

  /** A result that lies in no file: of its members, those that the mapping names. */
  public static ResultFile of(Map<String, Object> members, Mapping mapping) {
    Predicate<String> wanted = wanted(mapping);
    Map<String, Object> kept = new LinkedHashMap<>(members);
    kept.keySet().removeIf(wanted.negate());
    byte[] bytes = JsonWriter.compact(members).getBytes(StandardCharsets.UTF_8);
    return new ResultFile(kept, HexFormat.of().formatHex(newSha256().digest(bytes)), "");
  }

  /** A result that could not be read, and why. */
  public static ResultFile unread(String reason) {
    return new ResultFile(null, "", reason);
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
