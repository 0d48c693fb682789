package io.rungate.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class HashedStreamTest {
  private final Random random = new Random(20260101);

  /** Up to several rounds of all pieces, which the source fills or hardly ever fills. */
  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "1, 1",
    "262143, 9999999",
    "262144, 1000",
    "262145, 9999999",
    "20000000, 9999999",
    "20000000, 100000",
    "300000, 7"
  })
  void what_is_read_and_what_is_hashed_are_the_bytes_of_the_source(int size, int most)
      throws Exception {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    MessageDigest read = MessageDigest.getInstance("SHA-256");
    try (HashedStream stream = new HashedStream(inPieces(bytes, most))) {
      byte[] target = new byte[100_000];
      for (int count = stream.read(target, 3, 65_535);
          count >= 0;
          count = stream.read(target, 3, 65_535)) {
        read.update(target, 3, count);
      }
      assertThat(stream.read()).isEqualTo(-1); // and again
      byte[] expected = MessageDigest.getInstance("SHA-256").digest(bytes);
      assertThat(read.digest()).isEqualTo(expected);
      assertThat(stream.digest()).isEqualTo(expected);
    }
  }

  private static InputStream inPieces(byte[] bytes, int most) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] target, int offset, int length) {
        return super.read(target, offset, Math.min(length, most));
      }
    };
  }

  @Test
  void a_fault_of_the_source_reaches_the_reader_behind_the_bytes_before_it() throws Exception {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the disk is gone");
          }

          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            return read();
          }
        };
    InputStream source = new SequenceInputStream(new ByteArrayInputStream(new byte[7]), broken);
    try (HashedStream stream = new HashedStream(source)) {
      assertThat(stream.readNBytes(7)).hasSize(7);
      assertThatThrownBy(stream::read)
          .isInstanceOf(IOException.class)
          .hasMessage("the disk is gone");
      assertThat(stream.read()).isEqualTo(-1);
      assertThatThrownBy(stream::digest).isInstanceOf(IOException.class);
    }
  }

  @Test
  void an_error_in_the_second_thread_does_not_leave_the_first_one_waiting() throws Exception {
    InputStream source =
        new InputStream() {
          @Override
          public int read() {
            throw new OutOfMemoryError("no room");
          }
        };
    try (HashedStream stream = new HashedStream(source)) {
      assertThatThrownBy(stream::read).isInstanceOf(IOException.class).hasMessage("no room");
    }
  }

  /** A file may be far larger than the memory, and its reader as slow as it likes. */
  @Test
  void no_more_is_read_than_the_pieces_hold_before_the_first_thread_takes_some() throws Exception {
    CountDownLatch full = new CountDownLatch(24);
    long[] handed = new long[1];
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 0;
          }

          @Override
          public int read(byte[] target, int offset, int length) {
            handed[0] += length;
            full.countDown();
            return length;
          }
        };
    Set<Thread> others = Thread.getAllStackTraces().keySet();
    HashedStream stream = new HashedStream(endless);
    full.await();
    Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
    threads.removeIf(thread -> others.contains(thread) || !thread.getName().equals("sha-256"));
    Thread second = threads.iterator().next();
    while (second.getState() != Thread.State.WAITING) {
      Thread.sleep(1);
    }
    assertThat(handed[0]).isEqualTo(24L << 18);
    stream.close();
    second.join();
  }
}
