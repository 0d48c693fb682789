package io.rungate.serve;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * The answer to a call, on its way to the client: first whether there will be one, then output in
 * the order in which it is written, then an exit code. Safe to use by several threads.
 */
public final class Answer {
  private static final int PIECE = 1 << 15;
  private static final long STILL_THERE_NANOS = 100_000_000;

  private final WritableByteChannel client;
  private final ByteBuffer buffer = ByteBuffer.allocate(PIECE + 16);
  private boolean held;
  private boolean begun;
  private boolean gone;
  private boolean ended;
  private long lastSent = System.nanoTime();

  Answer(WritableByteChannel client) {
    this.client = client;
  }

  /** There will be an answer. Has to come soon: a client does not wait long for it. */
  public synchronized void accept() throws IOException {
    buffer.put((byte) 'y');
    send();
  }

  /**
   * The caller has to do it. May still be said after it was accepted, while no output was sent.
   *
   * @throws IllegalStateException when there was output
   */
  public synchronized void refuse() throws IOException {
    if (begun) {
      throw new IllegalStateException("a part of the answer is sent already");
    }
    buffer.clear();
    frame('n', new byte[] {}, 0, 0);
    send();
  }

  /** Whether output was sent, so that the call cannot be left to the caller any more. */
  public synchronized boolean begun() {
    return begun;
  }

  /** Keeps what comes now, to send it in one piece with the exit code. */
  public synchronized void hold() {
    held = true;
  }

  /** The end. */
  public synchronized void exit(int code) throws IOException {
    ended = true;
    frame('x', new byte[] {(byte) code}, 0, 1);
    send();
  }

  /** Whether it was given to its end, and not left to the caller. */
  synchronized boolean ended() {
    return ended;
  }

  /** Whether the client is gone; it is asked now and then. */
  public synchronized boolean gone() {
    if (!gone && System.nanoTime() - lastSent > STILL_THERE_NANOS) {
      try {
        frame('.', new byte[] {}, 0, 0);
        send();
      } catch (IOException e) {
        gone = true;
      }
    }
    return gone;
  }

  /** The caller's standard output. */
  public OutputStream out() {
    return new Stream('o');
  }

  /** The caller's standard error. */
  public OutputStream err() {
    return new Stream('e');
  }

  private synchronized void output(char kind, byte[] bytes, int from, int length)
      throws IOException {
    begun = true;
    for (int done = 0; done < length; ) {
      int part = Math.min(length - done, PIECE / 2);
      frame(kind, bytes, from + done, part);
      done += part;
    }
    if (!held) {
      send();
    }
  }

  private void frame(char kind, byte[] bytes, int from, int length) throws IOException {
    if (buffer.remaining() < length + 5) {
      send();
    }
    buffer.put((byte) kind).putInt(length).put(bytes, from, length);
  }

  private void send() throws IOException {
    buffer.flip();
    try {
      while (buffer.hasRemaining()) {
        client.write(buffer);
      }
    } catch (IOException e) {
      gone = true;
      throw e;
    } finally {
      buffer.clear();
      lastSent = System.nanoTime();
    }
  }

  private final class Stream extends OutputStream {
    private final char kind;

    Stream(char kind) {
      this.kind = kind;
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      output(kind, bytes, from, length);
    }
  }
}
