package io.rungate.run;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Bytes that are hashed by a second thread while the first one makes sense of them: for a large
 * file each takes about as long as the other.
 *
 * <p>Both see the same bytes, whatever happens to the file meanwhile: each piece is read once and
 * handed on. A few pieces go round, so neither thread can run far ahead of the other.
 */
final class HashedStream extends InputStream {

  private static final int PIECES = 4;

  /** Some bytes; an empty piece is the last. */
  private record Piece(byte[] bytes, int length) {}

  private final InputStream source;
  private final BlockingQueue<byte[]> free = new ArrayBlockingQueue<>(PIECES);
  private final BlockingQueue<Piece> read = new ArrayBlockingQueue<>(PIECES + 1);
  private final Thread hashing;
  private byte[] digest;

  HashedStream(InputStream source, MessageDigest sha, int pieceSize) {
    this.source = source;
    for (int i = 0; i < PIECES; i++) {
      free.add(new byte[pieceSize]);
    }
    hashing = new Thread(() -> hash(sha), "sha-256");
    hashing.setDaemon(true);
    hashing.start();
  }

  private void hash(MessageDigest sha) {
    try {
      for (Piece piece = read.take(); piece.length > 0; piece = read.take()) {
        sha.update(piece.bytes, 0, piece.length);
        free.add(piece.bytes);
      }
      digest = sha.digest();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed before the end: nobody asks for the digest
    }
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    try {
      byte[] bytes = free.take();
      int count = source.read(bytes, 0, Math.min(length, bytes.length));
      if (count <= 0) {
        free.add(bytes);
        return -1;
      }
      System.arraycopy(bytes, 0, target, offset, count);
      read.add(new Piece(bytes, count));
      return count;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("reading was interrupted", e);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  /** The SHA-256 of all that was read. */
  byte[] digest() throws IOException {
    try {
      read.put(new Piece(new byte[0], 0));
      hashing.join();
      return digest;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("reading was interrupted", e);
    }
  }

  @Override
  public void close() throws IOException {
    hashing.interrupt();
    source.close();
  }
}
