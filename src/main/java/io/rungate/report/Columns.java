package io.rungate.report;

import java.util.ArrayList;
import java.util.List;

/** Lines whose parts stand below each other. */
final class Columns {

  /** A part wider than this does not push the others away. */
  private static final int WIDEST = 48;

  private final List<String[]> rows = new ArrayList<>();
  private final List<Integer> widths = new ArrayList<>();

  void add(String... parts) {
    rows.add(parts);
    for (int i = 0; i < parts.length; i++) {
      int width = Math.min(parts[i].length(), WIDEST);
      if (i == widths.size()) {
        widths.add(width);
      } else {
        widths.set(i, Math.max(widths.get(i), width));
      }
    }
  }

  String row(int number) {
    StringBuilder line = new StringBuilder();
    String[] parts = rows.get(number);
    for (int i = 0; i < parts.length; i++) {
      if (widths.get(i) == 0) {
        continue;
      }
      line.append(parts[i]);
      for (int pad = parts[i].length(); pad < widths.get(i); pad++) {
        line.append(' ');
      }
      line.append("  ");
    }
    return line.toString().stripTrailing();
  }
}
