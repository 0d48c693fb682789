package io.rungate.gate;

import io.rungate.fact.AbsentField;
import io.rungate.fact.Fact;
import io.rungate.fact.IntegerField;
import io.rungate.fact.MappedField;
import io.rungate.fact.Metric;
import io.rungate.fact.NumberField;
import io.rungate.pack.Sha256Hex;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Of everything that was read of a row: two rows with the same are copies of each other, in
 * whichever files they lie. Half of a SHA-256 is as good for that as all of it.
 */
record RowDigest(long high, long low) {
  private static final int AS_LONG_AS_USUAL = 4096;

  static RowDigest of(List<Fact> facts) {
    ByteArrayOutputStream read = new ByteArrayOutputStream(AS_LONG_AS_USUAL);
    try (DataOutputStream out = new DataOutputStream(read)) {
      for (Fact fact : facts) {
        if (fact instanceof MappedField field && !(fact instanceof AbsentField)) {
          write(field.field(), out);
          writeValue(field, out);
        } else if (fact instanceof Metric metric) {
          write(metric.key(), out);
          out.writeDouble(metric.real());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("what is in memory cannot fail to be written", e);
    }
    ByteBuffer digest = ByteBuffer.wrap(Sha256Hex.begin().digest(read.toByteArray()));
    return new RowDigest(digest.getLong(), digest.getLong());
  }

  private static void writeValue(MappedField field, DataOutputStream out) throws IOException {
    if (field instanceof IntegerField number) {
      write(number.value().toByteArray(), out); // its text would be cut
    } else if (field instanceof NumberField number) {
      out.writeDouble(number.real());
    } else {
      write(field.toString(), out);
    }
  }

  private static void write(String text, DataOutputStream out) throws IOException {
    write(text.getBytes(StandardCharsets.UTF_8), out);
  }

  /** With its length, so that nothing that one value ends with can begin the next. */
  private static void write(byte[] bytes, DataOutputStream out) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }
}
