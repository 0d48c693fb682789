package io.rungate.report;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The most important of many things, so many at most; of equal ones the first. The others are
 * counted, and nothing else is kept of them.
 */
final class Foremost<T> {
  private final List<Deque<T>> byRank = new ArrayList<>();
  private final int most;
  private int size;
  private int leftOut;

  Foremost(int most) {
    this.most = most;
  }

  /**
   * Takes one.
   *
   * @param rank 0 for the most important
   */
  void add(int rank, T one) {
    while (byRank.size() <= rank) {
      byRank.add(new ArrayDeque<>());
    }
    if (size == most) {
      leftOut++;
      int last = byRank.size() - 1;
      while (last > rank && byRank.get(last).isEmpty()) {
        last--;
      }
      if (last == rank) {
        return;
      }
      byRank.get(last).removeLast();
      size--;
    }
    byRank.get(rank).add(one);
    size++;
  }

  /** Those that are kept, by rank. */
  List<T> all() {
    return byRank.stream().flatMap(Deque::stream).toList();
  }

  int leftOut() {
    return leftOut;
  }
}
