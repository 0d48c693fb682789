package io.rungate.authoring;

import io.rungate.pack.PackException;
import io.rungate.pack.YamlOutline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The first draft of a field that a variable gives and the document shows.
 *
 * @param name as rules and the document call it; its variable has the same in upper case
 * @param group that says what its absence means
 */
public record NewField(PackDraft into, String name, String group) implements Draft {
  @Override
  public Path added() {
    return into.cases(name.replace('_', '-'));
  }

  @Override
  public Map<Path, String> files() throws IOException, PackException {
    Path mapping = into.file("fields.yaml");
    List<String> lines = new ArrayList<>(Files.readAllLines(mapping));
    YamlOutline outline = YamlOutline.of(mapping.toString(), String.join("\n", lines));
    int blocks = entry(lines, outline, "blocks:");
    int first = outline.indents().higherKey(blocks);
    int indent = outline.indents().get(first);
    String block = " ".repeat(indent) + "- when-given: [" + name + "]";
    String field = "  %s: { group: %s, variable: %s }".formatted(name, group, variable());
    // The later place first, so that the earlier one stays where it is.
    lines.add(end(lines, outline, first, indent), block);
    lines.add(end(lines, outline, entry(lines, outline, "fields:"), 0), field);
    Map<Path, String> files = new LinkedHashMap<>();
    files.put(mapping, YamlFormatter.of(mapping.toString(), String.join("\n", lines) + "\n"));
    files.put(added(), cases());
    return files;
  }

  private String variable() {
    return name.toUpperCase(Locale.ROOT);
  }

  /** The line on which an entry starts that every mapping has. */
  private static int entry(List<String> lines, YamlOutline outline, String text) {
    return outline.indents().keySet().stream()
        .filter(line -> lines.get(line).strip().equals(text))
        .findFirst()
        .orElseThrow();
  }

  /** Behind all that belongs to an entry, and before what is said about the next one. */
  private static int end(List<String> lines, YamlOutline outline, int entry, int indent) {
    int end =
        outline.indents().tailMap(entry, false).entrySet().stream()
            .filter(next -> next.getValue() <= indent)
            .map(Map.Entry::getKey)
            .findFirst()
            .orElse(lines.size());
    while (lines.get(end - 1).isBlank() || lines.get(end - 1).strip().startsWith("#")) {
      end--;
    }
    return end;
  }

  private String cases() throws IOException {
    return """
        # yaml-language-server: $schema=../../schema/cases.schema.json
        about: write here what %1$s tells
        base: %2$s
        cases:
          - name: it is published as it is given
            set: { %3$s: write-here }
            expect: { verdict: accepted, document: { %1$s: write-here } }

          - name: it is left out where it is not given
            expect: { verdict: accepted, absent: [%1$s] }
        """
        .formatted(name, into.base(), variable());
  }
}
