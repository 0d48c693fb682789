package io.rungate.gate;

import io.rungate.pack.Sha256Hex;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The places that runs of one call have taken for their documents.
 *
 * <p>Of each place 128 bits of its digest are kept, not its name: a million runs would hold on to
 * hundreds of megabytes of paths.
 */
final class Places {
  private final Set<UUID> taken = ConcurrentHashMap.newKeySet();

  /** Takes a place; false when it is taken. */
  boolean take(String place) {
    byte[] digest = Sha256Hex.begin().digest(place.getBytes(StandardCharsets.UTF_8));
    ByteBuffer bits = ByteBuffer.wrap(digest);
    return taken.add(new UUID(bits.getLong(), bits.getLong()));
  }
}
