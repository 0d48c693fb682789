package io.rungate.authoring;

import io.rungate.pack.PackException;
import io.rungate.pack.YamlOutline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The one form of a YAML file: two spaces for every level, no white space at the end of lines, at
 * most one blank line in a row, a line end at the end. How a line is written inside, and comments,
 * stay the author's.
 */
public final class YamlFormatter {
  private static final Pattern DASHES = Pattern.compile("\\G- +");

  private YamlFormatter() {}

  /**
   * The file in its form.
   *
   * @throws PackException when it is no YAML, or when its meaning would change; then it is better
   *     left as it is
   */
  public static String of(String file, String yaml) throws PackException {
    YamlOutline before = YamlOutline.of(file, yaml);
    String formed = formed(yaml.lines().map(String::stripTrailing).toList(), before);
    if (!YamlOutline.of(file, formed).meaning().equals(before.meaning())) {
      throw new PackException(file, 1, "its form cannot be changed without changing its meaning");
    }
    return formed;
  }

  private static String formed(List<String> lines, YamlOutline outline) {
    List<String> out = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String text = lines.get(i).strip();
      if (outline.indents().containsKey(i)) {
        text = DASHES.matcher(text).replaceAll("- ");
      }
      if (!text.isEmpty()) {
        out.add(" ".repeat(indent(lines, i, outline)) + text);
      } else if (!out.isEmpty() && !out.get(out.size() - 1).isEmpty()) {
        out.add("");
      }
    }
    while (!out.isEmpty() && out.get(out.size() - 1).isEmpty()) {
      out.remove(out.size() - 1);
    }
    return out.isEmpty() ? "" : String.join("\n", out) + "\n";
  }

  /** A line on which no entry starts moves with the entry that it belongs to. */
  private static int indent(List<String> lines, int line, YamlOutline outline) {
    Integer own = outline.indents().get(line);
    if (own != null) {
      return own;
    }
    int column = column(lines.get(line));
    Map.Entry<Integer, Integer> next = outline.indents().higherEntry(line);
    Map.Entry<Integer, Integer> last = outline.indents().lowerEntry(line);
    boolean aboveTheNext =
        lines.get(line).strip().startsWith("#")
            && next != null
            && column == column(lines.get(next.getKey()));
    if (last == null || aboveTheNext) {
      return next == null ? 0 : aboveTheNext ? next.getValue() : 0;
    }
    return Math.max(0, column + last.getValue() - column(lines.get(last.getKey())));
  }

  private static int column(String line) {
    return line.length() - line.stripLeading().length();
  }
}
