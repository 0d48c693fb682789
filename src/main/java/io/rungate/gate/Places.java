package io.rungate.gate;

/**
 * The places that runs of one call have taken for their documents.
 *
 * <p>Of each place 128 bits are kept, not its name: a million runs would hold on to hundreds of
 * megabytes of paths. Two places that share all these bits are rarer than a broken memory chip, and
 * all that comes of it is a run that is refused.
 */
final class Places {

  /** Two numbers a place; both zero where there is none. At most half of it is in use. */
  private long[] table = new long[2 * 16];

  private int count;

  /** Takes a place; false when it is taken. */
  synchronized boolean take(String place) {
    long one = 0xcbf29ce484222325L;
    long two = 0;
    for (int i = 0; i < place.length(); i++) {
      char c = place.charAt(i);
      one = (one ^ c) * 0x100000001b3L;
      two = Long.rotateLeft(two + c, 23) * 0x9e3779b97f4a7c15L;
    }
    return add(mixed(one), mixed(two) | 1);
  }

  private boolean add(long one, long two) {
    int at = find(one, two);
    if (table[at + 1] != 0) {
      return false;
    }
    table[at] = one;
    table[at + 1] = two;
    count++;
    if (count > table.length / 4) {
      grow();
    }
    return true;
  }

  /** Where these numbers are, or where they belong. */
  private int find(long one, long two) {
    int at = (int) one & (table.length - 2);
    while (table[at + 1] != 0 && (table[at] != one || table[at + 1] != two)) {
      at = (at + 2) & (table.length - 2);
    }
    return at;
  }

  private void grow() {
    long[] old = table;
    table = new long[Math.multiplyExact(old.length, 2)];
    for (int i = 0; i < old.length; i += 2) {
      if (old[i + 1] != 0) {
        int at = find(old[i], old[i + 1]);
        table[at] = old[i];
        table[at + 1] = old[i + 1];
      }
    }
  }

  private static long mixed(long bits) {
    long mixed = (bits ^ bits >>> 33) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ mixed >>> 33;
  }
}
