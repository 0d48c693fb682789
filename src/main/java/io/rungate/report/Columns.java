package io.rungate.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lines whose parts stand below each other. */
final class Columns {
  private final int widest;
  private final List<String[]> rows = new ArrayList<>();
  private final List<Integer> widths = new ArrayList<>();

  /** A part wider than this does not push the others away. */
  Columns(int widest) {
    this.widest = widest;
  }

  void add(String... texts) {
    String[] parts = Arrays.stream(texts).map(Printer::visible).toArray(String[]::new);
    rows.add(parts);
    for (int i = 0; i < parts.length; i++) {
      int width = Math.min(parts[i].length(), widest);
      if (i == widths.size()) {
        widths.add(width);
      } else {
        widths.set(i, Math.max(widths.get(i), width));
      }
    }
  }

  /** All rows; a column without any text takes no place. */
  List<String> rows() {
    return rows.stream().map(this::row).toList();
  }

  private String row(String[] parts) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < parts.length; i++) {
      if (widths.get(i) > 0) {
        line.append(("%-" + widths.get(i) + "s  ").formatted(parts[i]));
      }
    }
    return line.toString().stripTrailing();
  }
}
