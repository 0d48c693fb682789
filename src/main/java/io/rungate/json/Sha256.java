package io.rungate.json;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * SHA-256 (FIPS 180-4) of texts and small files, in hex.
 *
 * <p>Java's own digests are several times as fast once they run, but the first one in a process has
 * to read the security settings and set up a provider, which takes ten times as long as to digest a
 * result and a document. So a process computes its first few digests here, and one that judges many
 * runs turns to Java's.
 */
public final class Sha256 {
  private static final int FIRST_FEW = 6;

  /** Up to here Java's own takes longer to set up and to be compiled than this one to finish. */
  private static final int LARGE = 1 << 20;

  private static final int BLOCK = 64;

  private static final AtomicInteger DONE = new AtomicInteger();

  /** The first 32 bits of the fractional parts of the cube roots of the first 64 primes. */
  private static final int[] ROUND = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
  };

  private final int[] state = {
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
  };
  private final int[] words = new int[64];

  private Sha256() {}

  /** The digest of a text in UTF-8. */
  public static String of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The digest of bytes. */
  public static String of(byte[] bytes) {
    boolean many = bytes.length >= LARGE || DONE.get() >= FIRST_FEW;
    if (!many) {
      DONE.incrementAndGet();
    }
    return HexFormat.of().formatHex(many ? javas().digest(bytes) : first(bytes));
  }

  /** Java's own, for more bytes than one would hold at a time. */
  public static MessageDigest javas() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  static byte[] first(byte[] bytes) {
    Sha256 sha = new Sha256();
    int at = 0;
    for (; at + BLOCK <= bytes.length; at += BLOCK) {
      sha.block(bytes, at);
    }
    int left = bytes.length - at;
    byte[] end = new byte[left < BLOCK - Long.BYTES ? BLOCK : 2 * BLOCK];
    System.arraycopy(bytes, at, end, 0, left);
    end[left] = (byte) 0x80;
    ByteBuffer.wrap(end).putLong(end.length - Long.BYTES, (long) bytes.length * Byte.SIZE);
    for (int i = 0; i < end.length; i += BLOCK) {
      sha.block(end, i);
    }
    ByteBuffer digest = ByteBuffer.allocate(32);
    digest.asIntBuffer().put(sha.state);
    return digest.array();
  }

  /** Shifts and masks written out: a process calls this so rarely that nothing is compiled. */
  private void block(byte[] bytes, int at) {
    int[] w = words;
    for (int i = 0, j = at; i < 16; i++, j += 4) {
      w[i] =
          bytes[j] << 24
              | (bytes[j + 1] & 0xff) << 16
              | (bytes[j + 2] & 0xff) << 8
              | bytes[j + 3] & 0xff;
    }
    for (int i = 16; i < 64; i++) {
      int x = w[i - 15];
      int y = w[i - 2];
      w[i] =
          w[i - 16]
              + ((x >>> 7 | x << 25) ^ (x >>> 18 | x << 14) ^ x >>> 3)
              + w[i - 7]
              + ((y >>> 17 | y << 15) ^ (y >>> 19 | y << 13) ^ y >>> 10);
    }
    int a = state[0];
    int b = state[1];
    int c = state[2];
    int d = state[3];
    int e = state[4];
    int f = state[5];
    int g = state[6];
    int h = state[7];
    for (int i = 0; i < 64; i++) {
      int t =
          h
              + ((e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7))
              + (e & f ^ ~e & g)
              + ROUND[i]
              + w[i];
      int u =
          ((a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10))
              + (a & b ^ a & c ^ b & c);
      h = g;
      g = f;
      f = e;
      e = d + t;
      d = c;
      c = b;
      b = a;
      a = t + u;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
    state[5] += f;
    state[6] += g;
    state[7] += h;
  }
}
