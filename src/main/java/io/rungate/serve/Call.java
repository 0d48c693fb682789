package io.rungate.serve;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a client asks for. The client's source describes how that is written.
 *
 * @param kind {@code run}, {@code status} or {@code stop}; the rest is empty unless it is to run
 * @param home the program folder as the caller sees it
 * @param folder the caller's working directory
 * @param surroundings in which the caller reads and writes files
 * @param outTerminal whether the caller's standard output is one
 * @param errTerminal whether the caller's standard error is one
 * @param arguments of the command line
 * @param environment of the caller, whole
 */
public record Call(
    String kind,
    String home,
    String folder,
    Surroundings surroundings,
    boolean outTerminal,
    boolean errTerminal,
    List<String> arguments,
    Map<String, String> environment) {

  static final String MAGIC = "RUNGATE1";

  /** More than the kernel lets a process have of arguments and variables, as a rule. */
  static final int MOST_BYTES = 4 << 20;

  /**
   * Reads a call.
   *
   * @throws IOException when the bytes are none, are too many, or do not come
   */
  static Call read(InputStream from) throws IOException {
    DataInputStream in = new DataInputStream(from);
    if (!MAGIC.equals(new String(in.readNBytes(MAGIC.length()), StandardCharsets.ISO_8859_1))) {
      throw new IOException("this is no client");
    }
    int length = in.readInt();
    if (length < 0 || length > MOST_BYTES) {
      throw new IOException("the call has " + length + " bytes");
    }
    byte[] bytes = in.readNBytes(length); // grows as they come: a length alone takes no memory
    if (bytes.length < length) {
      throw new IOException("the call ends too early");
    }
    Texts texts = new Texts(bytes);
    String kind = texts.next();
    if (!kind.equals("run")) {
      return new Call(kind, "", "", null, false, false, List.of(), Map.of());
    }
    String home = texts.next();
    String folder = texts.next();
    Surroundings surroundings =
        new Surroundings(texts.next(), texts.next(), texts.next(), texts.next());
    String terminals = texts.next();
    List<String> arguments = new ArrayList<>();
    for (int count = number(texts.next()); count > 0; count--) {
      arguments.add(texts.next());
    }
    return new Call(
        kind,
        home,
        folder,
        surroundings,
        terminals.startsWith("1"),
        terminals.endsWith("1"),
        arguments,
        texts.variables());
  }

  private static int number(String text) throws IOException {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IOException("no number: " + text, e);
    }
  }

  /** Texts that each end with a NUL, one after another. */
  private static final class Texts {
    private final byte[] all;
    private int at;

    Texts(byte[] all) {
      this.all = all;
    }

    /** The next one, exactly: what is not UTF-8 would be another name for a Java process. */
    String next() throws IOException {
      int start = at;
      int end = end();
      String text = new String(all, start, end - start, StandardCharsets.UTF_8);
      byte[] same = text.getBytes(StandardCharsets.UTF_8);
      if (!Arrays.equals(all, start, end, same, 0, same.length)) {
        throw new IOException("a text is not UTF-8");
      }
      return text;
    }

    private int end() throws IOException {
      for (int end = at; end < all.length; end++) {
        if (all[end] == 0) {
          at = end + 1;
          return end;
        }
      }
      throw new IOException("the call ends within a text");
    }

    /** All others as variables, read the way Java reads those of its own process. */
    Map<String, String> variables() throws IOException {
      Map<String, String> variables = new HashMap<>();
      while (at < all.length) {
        int start = at;
        int end = end();
        String text = new String(all, start, end - start, StandardCharsets.UTF_8);
        int equals = text.indexOf('=', 1); // a name may begin with it
        if (equals > 0) {
          variables.putIfAbsent(text.substring(0, equals), text.substring(equals + 1));
        }
      }
      return variables;
    }
  }
}
