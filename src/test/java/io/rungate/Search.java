package io.rungate;

/**
 * How far the tests that search by chance go. Each takes a sample in every build; {@code mvn -B
 * verify -Plong} runs those that are tagged {@link #LONG} alone and in full. Samples are the first
 * part of the same sequence, so what one finds, the other finds too.
 */
public final class Search {

  /** The tag of tests that search for long. */
  public static final String LONG = "long-search";

  private static final boolean FULL = "full".equals(System.getProperty("search"));

  private Search() {}

  /** How many of so many attempts are made now. */
  public static int attempts(int all) {
    return FULL ? all : Math.max(1, all / 16);
  }

  /** The same where so many are enough of a sample, however many there are. */
  public static int attempts(int all, int sample) {
    return FULL ? all : Math.min(all, sample);
  }

  /** The same for attempts that take a process each. */
  public static int processes(int all) {
    return FULL ? all : Math.max(1, all / 32);
  }

  /** Whether nothing is left out. */
  public static boolean isFull() {
    return FULL;
  }
}
