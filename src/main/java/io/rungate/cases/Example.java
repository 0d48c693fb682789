package io.rungate.cases;

import io.rungate.pack.ConfigTable;
import io.rungate.pack.PackException;
import io.rungate.pack.PackProblem;
import io.rungate.pack.YamlNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A case as an example for readers: what it changes, and whether that raises the finding.
 *
 * @param name the case in words
 * @param base the run that it changes
 * @param changes what it changes, as its file writes it; empty when it changes nothing
 * @param trips whether the finding comes of it
 * @param file the case file inside the pack
 * @param line where the case starts
 */
public record Example(
    String name, String base, List<String> changes, boolean trips, String file, int line) {
  private static final int LONGEST = 140;
  private static final List<String> CHANGES =
      List.of(
          "profile",
          "set",
          "unset",
          "result",
          "row",
          "point",
          "sweep",
          "points",
          "info",
          "drop",
          "file-name",
          "unread");

  /**
   * For each finding code the first case that trips it and the first that does not, from the files
   * about the codes; nothing for a pack without cases.
   *
   * @throws PackException when the case files are no YAML
   */
  public static Map<String, List<Example>> of(Path pack) throws PackException {
    Map<String, List<Example>> byCode = new TreeMap<>();
    if (!Files.isDirectory(pack.resolve("cases"))) {
      return byCode;
    }
    List<PackProblem> problems = new ArrayList<>();
    for (Map.Entry<String, String> file : CaseFolder.read(pack).files().entrySet()) {
      String inside = pack.relativize(Path.of(file.getKey())).toString().replace('\\', '/');
      ConfigTable top = ConfigTable.read(file.getKey(), file.getValue(), problems);
      String code = top == null ? null : top.text("code");
      if (code != null) {
        byCode.computeIfAbsent(code, key -> new ArrayList<>()).addAll(ofFile(top, code, inside));
      }
    }
    if (!problems.isEmpty()) {
      throw new PackException(problems);
    }
    byCode.replaceAll((code, examples) -> pair(examples));
    return byCode;
  }

  private static List<Example> ofFile(ConfigTable top, String code, String file) {
    List<Example> examples = new ArrayList<>();
    for (ConfigTable one : top.sections("cases")) {
      List<String> changes =
          CHANGES.stream()
              .filter(one::has)
              .map(key -> shortened(key + " " + flow(one.node(key), false)))
              .toList();
      boolean trips =
          one.section("expect").items("findings").stream().anyMatch(item -> isFor(item, code));
      String base = one.has("base") ? one.text("base") : top.text("base");
      examples.add(
          new Example(one.require("name"), String.valueOf(base), changes, trips, file, one.line()));
    }
    return examples;
  }

  private static List<Example> pair(List<Example> examples) {
    return Stream.concat(
            examples.stream().filter(Example::trips).limit(1),
            examples.stream().filter(one -> !one.trips()).limit(1))
        .toList();
  }

  private static boolean isFor(YamlNode finding, String code) {
    return finding instanceof YamlNode.Scalar scalar
        ? scalar.text().equals(code)
        : finding instanceof YamlNode.Table table && table.entries().containsKey(code);
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 3) + "...";
  }

  private static String flow(YamlNode node, boolean nested) {
    if (node instanceof YamlNode.Scalar scalar) {
      boolean quotes = scalar.quoted() || !scalar.text().strip().equals(scalar.text());
      return quotes || scalar.text().isEmpty() ? '"' + scalar.text() + '"' : scalar.text();
    }
    if (node instanceof YamlNode.Sequence sequence) {
      String items =
          sequence.items().stream().map(item -> flow(item, true)).collect(Collectors.joining(", "));
      return nested ? "[" + items + "]" : items;
    }
    Map<String, YamlNode> table = ((YamlNode.Table) node).entries();
    String entries =
        table.entrySet().stream()
            .map(entry -> entry.getKey() + ": " + flow(entry.getValue(), true))
            .collect(Collectors.joining(", "));
    return nested ? "{" + entries + "}" : entries;
  }
}
