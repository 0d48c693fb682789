package io.rungate.run;

import io.rungate.pack.JsonProblem;
import io.rungate.pack.PythonJsonReader;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A file that may hold anything, read so far that it can be told what it is: of an array its first
 * sign, and of an object all of it, of which little is held.
 *
 * @param form what it is
 * @param names of its members, those that tell something
 * @param marks its members that tell something by their value, and of what is held all that are
 *     read of it
 * @param content its bytes; null for one that is too large to be held for nothing
 * @param problem why it cannot be read, as a sentence; empty when it can
 */
public record FoundJson(
    Form form, Set<String> names, Map<String, Object> marks, byte[] content, String problem) {

  /** Bytes below which a file is held. */
  private static final int SMALL = 1 << 16;

  /** What JSON there is. */
  public enum Form {
    OBJECT,
    ARRAY,
    /** Some other value. */
    VALUE,
    UNREADABLE
  }

  /**
   * Which members tell something.
   *
   * @param names those of which the name is enough
   * @param marks those of which the value is kept
   * @param read those that are kept with it where the bytes are held, so that they need not be read
   *     a second time
   */
  public record Telling(Set<String> names, Set<String> marks, Predicate<String> read) {}

  /** Looks into a file. */
  public static FoundJson in(Path file, Telling telling) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (!attributes.isRegularFile()) {
        // A pipe would be waited for, and a device may have no end.
        return unreadable("it is no regular file");
      }
      if (attributes.size() < SMALL) {
        return of(Files.readAllBytes(file), telling);
      }
      try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file), SMALL)) {
        bytes.mark(SMALL);
        int first = first(bytes);
        bytes.reset();
        return first == '[' ? array(null) : object(bytes, null, telling);
      }
    } catch (JsonProblem e) {
      return unreadable(noJson(e));
    } catch (IOException e) {
      return unreadable("it cannot be read: " + InputException.reason(e, "there is no such file"));
    }
  }

  /** Looks into what is in memory. */
  public static FoundJson of(byte[] content, Telling telling) {
    try {
      InputStream bytes = new ByteArrayInputStream(content);
      int first = first(bytes);
      if (first == '[') {
        return array(content);
      }
      if (first != '{') {
        PythonJsonReader.read(content);
        return new FoundJson(Form.VALUE, Set.of(), Map.of(), content, "");
      }
      return object(new ByteArrayInputStream(content), content, telling);
    } catch (JsonProblem e) {
      return unreadable(noJson(e));
    } catch (IOException e) {
      return unreadable(e.getMessage());
    }
  }

  /** Why something is no JSON, as a sentence. */
  public static String noJson(JsonProblem e) {
    return "it is no JSON: line %d, column %d: %s".formatted(e.line(), e.column(), e.getMessage());
  }

  private static FoundJson array(byte[] content) {
    return new FoundJson(Form.ARRAY, Set.of(), Map.of(), content, "");
  }

  private static FoundJson object(InputStream bytes, byte[] content, Telling telling)
      throws JsonProblem, IOException {
    Set<String> names = new HashSet<>();
    Map<String, Object> marks =
        PythonJsonReader.readMembers(
            bytes,
            name -> {
              if (telling.names.contains(name)) {
                names.add(name);
              }
              return telling.marks.contains(name) || content != null && telling.read.test(name);
            },
            null);
    return new FoundJson(Form.OBJECT, names, marks, content, "");
  }

  private static FoundJson unreadable(String problem) {
    return new FoundJson(Form.UNREADABLE, Set.of(), Map.of(), null, problem);
  }

  private static int first(InputStream bytes) throws IOException {
    int one = bytes.read();
    while (one == ' ' || one == '\t' || one == '\r' || one == '\n') {
      one = bytes.read();
    }
    return one;
  }
}
