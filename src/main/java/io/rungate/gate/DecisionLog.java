package io.rungate.gate;

import io.rungate.engine.Finding;
import io.rungate.fact.JsonNull;
import io.rungate.pack.RulePack;
import io.rungate.pack.Sha256Hex;
import io.rungate.pack.Version;
import io.rungate.run.PythonJsonWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file with a line for each judgement, which names the SHA-256 of the line before: none can be
 * changed, removed or moved without notice. Several processes may add lines at once: each finds the
 * last one and writes the next while it holds a lock on the file, and writes it in one piece.
 *
 * <p>A process that is killed, or a disk that is full, may leave half a line. It stays as it is;
 * the next line stands below it and says {@code "torn":true}.
 */
public final class DecisionLog implements AutoCloseable {

  /** How every line begins, so that nothing is ever added to a file that is something else. */
  private static final String START = "{\"type\":\"judgement\",\"previous\":";

  /** The SHA-256 of the line before; null in the first. */
  static final String PREVIOUS = "previous";

  /** Whether the line before is cut off. */
  static final String TORN = "torn";

  private static final int PIECE = 1 << 16;

  private final FileChannel file;

  /** Where the file ended when this process wrote last, and the SHA-256 of that line. */
  private long end = -1;

  private String head;

  private DecisionLog(FileChannel file) {
    this.file = file;
  }

  /** Opens a log, or begins one. What keeps it from being written is told now. */
  public static DecisionLog open(Path path) throws IOException {
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new IOException("it is no regular file");
    }
    DecisionLog log =
        new DecisionLog(
            FileChannel.open(
                path,
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE));
    try {
      log.requireLog();
      return log;
    } catch (IOException e) {
      log.close();
      throw e;
    }
  }

  private void requireLog() throws IOException {
    FileLock lock = file.lock();
    try {
      String last = new String(last(), StandardCharsets.ISO_8859_1);
      if (!last.startsWith(START) && !(last.isEmpty() || isTorn() && START.startsWith(last))) {
        throw new IOException("its last line is none of a decision log");
      }
    } finally {
      lock.release();
    }
  }

  /** Adds the line of a run or row. */
  public void add(Outcome outcome, RulePack pack) throws IOException {
    List<String> codes = new ArrayList<>();
    List<String> waived = new ArrayList<>();
    for (Finding finding : outcome.findings()) {
      codes.add(finding.code());
      if (outcome.excused().get(finding) instanceof Excuse.Waived) {
        waived.add(finding.code());
      }
    }
    Map<String, Object> line = begin(pack);
    line.put("id", outcome.request().id());
    line.put("basis", outcome.basis().toString());
    line.put("verdict", outcome.verdict().equals("unjudged") ? "unreadable" : outcome.verdict());
    line.put("findings", codes);
    line.put("waived", waived);
    line.put("inputs", outcome.inputs());
    add(line);
  }

  /**
   * Adds the line of a sweep, which has no verdict, below those of its rows.
   *
   * @param inputs the SHA-256 of what else was known of it
   */
  public void add(SweepJudgement sweep, Map<String, String> inputs, RulePack pack)
      throws IOException {
    List<String> codes = new ArrayList<>();
    List<String> waived = new ArrayList<>();
    for (SweepFinding finding : sweep.findings()) {
      codes.add(finding.code());
      if (finding.excuse() instanceof Excuse.Waived) {
        waived.add(finding.code());
      }
    }
    Map<String, Object> line = begin(pack);
    line.put("basis", "sweep");
    line.put("findings", codes);
    line.put("waived", waived);
    line.put("inputs", inputs);
    add(line);
  }

  private static Map<String, Object> begin(RulePack pack) {
    Map<String, Object> by = new LinkedHashMap<>();
    by.put("name", pack.manifest().name());
    by.put("version", pack.manifest().version());
    by.put("digest", pack.digest());
    if (!pack.profile().isEmpty()) {
      by.put("profile", pack.profile());
    }
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("time", Gate.now());
    line.put("program", Version.PROGRAM);
    line.put("pack", by);
    return line;
  }

  private void add(Map<String, Object> members) throws IOException {
    FileLock lock = file.lock();
    try {
      boolean torn = false;
      long size = file.size();
      if (size != end) { // another process was here
        torn = isTorn();
        head = size == 0 ? null : Sha256Hex.of(last());
      }
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("type", "judgement");
      line.put(PREVIOUS, head == null ? JsonNull.NULL : head);
      if (torn) {
        line.put(TORN, true);
      }
      line.putAll(members);
      byte[] text = PythonJsonWriter.compact(line).getBytes(StandardCharsets.US_ASCII);
      ByteBuffer bytes = ByteBuffer.allocate(text.length + 2);
      bytes.put(torn ? "\n".getBytes(StandardCharsets.US_ASCII) : new byte[0]).put(text);
      bytes.put((byte) '\n').flip();
      while (bytes.hasRemaining()) { // once, but for a disk that is full
        file.write(bytes, size + bytes.position());
      }
      end = size + bytes.limit();
      head = Sha256Hex.of(text);
    } finally {
      lock.release();
    }
  }

  private boolean isTorn() throws IOException {
    long size = file.size();
    return size > 0 && read(size - 1, 1)[0] != '\n';
  }

  /** The last line without its end; empty where there is none. */
  private byte[] last() throws IOException {
    long size = file.size();
    long to = isTorn() ? size : Math.max(0, size - 1);
    byte[] line = new byte[0];
    for (long from = to; from > 0; ) {
      int length = (int) Math.min(PIECE, from);
      from -= length;
      byte[] piece = read(from, length);
      int start = length;
      while (start > 0 && piece[start - 1] != '\n') {
        start--;
      }
      byte[] longer = Arrays.copyOfRange(piece, start, length + line.length);
      System.arraycopy(line, 0, longer, length - start, line.length);
      line = longer;
      if (start > 0) {
        break;
      }
    }
    return line;
  }

  private byte[] read(long from, int length) throws IOException {
    ByteBuffer piece = ByteBuffer.allocate(length);
    while (piece.hasRemaining() && file.read(piece, from + piece.position()) >= 0) {
      // until it is all there: nobody makes the file shorter while it is locked
    }
    return piece.array();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
