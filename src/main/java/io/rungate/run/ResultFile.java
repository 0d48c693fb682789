package io.rungate.run;

import io.rungate.json.JsonProblem;
import io.rungate.json.JsonReader;
import io.rungate.json.JsonWriter;
import io.rungate.json.Sha256;
import io.rungate.pack.Mapping;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
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

  /** From this size on a second thread for the digest is worth its start. */
  private static final long LARGE = 1 << 20;

  /**
   * Reads a result file; a file that cannot be read is a value too, since the rest of the run is
   * still judged.
   *
   * @param wanted the keys to keep, see {@link #wanted}
   */
  public static ResultFile read(Path file, Predicate<String> wanted) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (attributes.isDirectory()) {
        return unread("it is a directory");
      }
      if (!attributes.isRegularFile()) {
        // A pipe would be waited for, and a device may have no end.
        return unread("it is no regular file");
      }
      return attributes.size() < LARGE ? readSmall(file, wanted) : readLarge(file, wanted);
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

  private static ResultFile readSmall(Path file, Predicate<String> wanted)
      throws JsonProblem, IOException {
    byte[] bytes = Files.readAllBytes(file);
    Map<String, Object> members = JsonReader.readMembers(bytes, wanted);
    return new ResultFile(members, Sha256.of(bytes), "");
  }

  private static ResultFile readLarge(Path file, Predicate<String> wanted)
      throws JsonProblem, IOException {
    if (!Files.isReadable(file)) {
      throw new AccessDeniedException(file.toString()); // which a FileInputStream does not tell
    }
    // Half as long on the way as what Files gives, whose code would have to be compiled first.
    try (InputStream source = new FileInputStream(file.toFile());
        HashedStream bytes = new HashedStream(source)) {
      Map<String, Object> members = JsonReader.readMembers(bytes, wanted);
      return new ResultFile(members, HexFormat.of().formatHex(bytes.digest()), "");
    }
  }

  /** The keys that a mapping reads, by name or by family; to be made once for many files. */
  public static Predicate<String> wanted(Mapping mapping) {
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
    return new ResultFile(kept, Sha256.of(bytes), "");
  }

  /** A result that could not be read, and why. */
  public static ResultFile unread(String reason) {
    return new ResultFile(null, "", reason);
  }
}
