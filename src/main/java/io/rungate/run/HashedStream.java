package io.rungate.run;

import io.rungate.json.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/**
 * Bytes that a second thread reads and hashes while the first one makes sense of them: for a large
 * file each takes about as long as the other.
 *
 * <p>Both see the same bytes, whatever happens to the file meanwhile: each piece is read once and
 * used by both. The pieces go round, so neither thread can run further ahead of the other than they
 * reach. They reach some way, since hashing is slow at first, until it is compiled.
 */
final class HashedStream extends InputStream {

  private static final int PIECE = 1 << 18;
  private static final int PIECES = 24;

  /** So many pieces are read before anything is hashed, so that the first thread need not wait. */
  private static final int AHEAD = 4;

  /** What is hashed at a time, before another look at what the first thread has left. */
  private static final int STEP = 1 << 14;

  /** Some bytes; none at the end, and then maybe what ended it. */
  private record Piece(byte[] bytes, int length, Throwable fault) {}

  private final InputStream source;
  private final BlockingQueue<Piece> ready = new LinkedBlockingQueue<>();

  /** Pieces that the first thread is done with. */
  private final Semaphore used = new Semaphore(0);

  private final Thread second;
  private byte[] digest;

  private Piece piece = new Piece(new byte[0], 0, null);
  private int at;
  private boolean ended;

  HashedStream(InputStream source) {
    this.source = source;
    second = new Thread(this::run, "sha-256");
    second.setDaemon(true);
    second.start();
  }

  private void run() {
    try {
      readAndHash();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed before the end: nobody asks for more
    } catch (IOException | RuntimeException | Error e) {
      ready.add(new Piece(null, 0, e));
    }
  }

  private void readAndHash() throws IOException, InterruptedException {
    byte[][] pieces = new byte[PIECES][];
    int[] lengths = new int[PIECES];
    int read = 0;
    int done = 0; // by the first thread
    int hashed = 0;
    int hashedOfNext = 0;
    boolean more = true;
    MessageDigest sha = null;
    while (more || hashed < read) {
      done += used.drainPermits();
      boolean free = more && read - Math.min(done, hashed) < PIECES;
      if (free && (hashed == read || ready.size() < AHEAD)) {
        int next = read % PIECES;
        if (read < PIECES) {
          pieces[next] = new byte[PIECE];
        }
        int count = source.read(pieces[next]);
        more = count > 0;
        if (more) {
          lengths[next] = count;
          read++;
        }
        ready.add(new Piece(pieces[next], Math.max(count, 0), null));
      } else if (hashed < read) {
        if (sha == null) {
          sha = Sha256.javas(); // which takes a while, but now the first thread has something
        }
        int next = hashed % PIECES;
        int step = Math.min(STEP, lengths[next] - hashedOfNext);
        sha.update(pieces[next], hashedOfNext, step);
        hashedOfNext += step;
        if (hashedOfNext == lengths[next]) {
          hashedOfNext = 0;
          hashed++;
        }
      } else {
        used.acquire();
        done++;
      }
    }
    digest = sha == null ? Sha256.javas().digest() : sha.digest();
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (at == piece.length && !next()) {
      return -1;
    }
    int count = Math.min(length, piece.length - at);
    System.arraycopy(piece.bytes, at, target, offset, count);
    at += count;
    return count;
  }

  private boolean next() throws IOException {
    if (ended) {
      return false;
    }
    if (piece.length > 0) {
      used.release();
    }
    try {
      piece = ready.take();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    at = 0;
    ended = piece.length == 0;
    if (piece.fault != null) {
      throw new IOException(piece.fault.getMessage(), piece.fault);
    }
    return !ended;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  /** The SHA-256 of all bytes, after they were read. */
  byte[] digest() throws IOException {
    try {
      second.join();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    if (digest == null) {
      throw new IOException("it cannot be hashed");
    }
    return digest;
  }

  private static IOException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IOException("reading was interrupted", e);
  }

  @Override
  public void close() throws IOException {
    second.interrupt();
    source.close();
  }
}
