package io.rungate.gate;

import io.rungate.fact.AbsentField;
import io.rungate.fact.Fact;
import io.rungate.fact.IntegerField;
import io.rungate.fact.MappedField;
import io.rungate.fact.Metric;
import io.rungate.fact.NumberField;
import io.rungate.pack.Sha256Hex;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/**
 * Of everything that was read of a row: two rows with the same are copies of each other, in
 * whichever files they lie. Half of a SHA-256 is as good for that as all of it.
 */
record RowDigest(long high, long low) {

  static RowDigest of(List<Fact> facts) {
    MessageDigest sha = Sha256Hex.begin();
    for (Fact fact : facts) {
      if (fact instanceof MappedField field && !(fact instanceof AbsentField)) {
        add(field.field(), sha);
        addValue(field, sha);
      } else if (fact instanceof Metric metric) {
        add(metric.key(), sha);
        add(metric.real(), sha);
      }
    }
    ByteBuffer digest = ByteBuffer.wrap(sha.digest());
    return new RowDigest(digest.getLong(), digest.getLong());
  }

  private static void addValue(MappedField field, MessageDigest sha) {
    if (field instanceof IntegerField number) {
      add(number.value().toByteArray(), sha); // its text would be cut
    } else if (field instanceof NumberField number) {
      add(number.real(), sha);
    } else {
      add(field.toString(), sha);
    }
  }

  private static void add(String text, MessageDigest sha) {
    add(text.getBytes(StandardCharsets.UTF_8), sha);
  }

  private static void add(double number, MessageDigest sha) {
    add(ByteBuffer.allocate(Double.BYTES).putDouble(number).array(), sha);
  }

  /** With its length, so that nothing that one value ends with can begin the next. */
  private static void add(byte[] bytes, MessageDigest sha) {
    sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    sha.update(bytes);
  }
}
