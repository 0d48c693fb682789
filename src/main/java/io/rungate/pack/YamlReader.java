package io.rungate.pack;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Reads a YAML file of a pack into {@link YamlNode}s; with {@link YamlOutline} the only class that
 * knows the YAML library.
 */
final class YamlReader {
  /**
   * More than a mapping has. Aliases of aliases can make millions of a few lines; without them no
   * file has more than it has characters.
   */
  private static final int MOST_NODES = 50_000;

  private final String file;
  private final int mostNodes;
  private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
  private int nodes;

  private YamlReader(String file, int length) {
    this.file = file;
    this.mostNodes = Math.max(MOST_NODES, length);
  }

  /** The tree of a file; one that is empty, no YAML, or gives a key twice is refused. */
  static YamlNode read(String file, String text) throws PackException {
    return tree(file, compose(file, text));
  }

  /** The same for the library's own tree. */
  static YamlNode tree(String file, Node root) throws PackException {
    if (root == null) {
      throw new PackException(file, 1, "the file is empty");
    }
    return new YamlReader(file, root.getEndMark().getIndex()).convert("", root);
  }

  /** The library's own tree; null for an empty file. */
  static Node compose(String file, String text) throws PackException {
    try {
      LoaderOptions options = new LoaderOptions();
      options.setAllowDuplicateKeys(true); // refused above, with a sentence of our own
      options.setMaxAliasesForCollections(10);
      return new Yaml(options).compose(new StringReader(text));
    } catch (MarkedYAMLException e) {
      throw problem(file, text, e);
    } catch (YAMLException e) {
      throw new PackException(file, 1, "this is no YAML: " + firstLine(e.getMessage()));
    }
  }

  private YamlNode convert(String path, Node node) throws PackException {
    int line = node.getStartMark().getLine() + 1;
    if (++nodes > mostNodes) {
      throw new PackException(file, line, "the file is too large once its aliases are followed");
    }
    if (!open.add(node)) {
      throw new PackException(file, line, path + " holds itself through an alias");
    }
    YamlNode converted = converted(path, line, node);
    open.remove(node);
    return converted;
  }

  private YamlNode converted(String path, int line, Node node) throws PackException {
    if (node instanceof ScalarNode scalar) {
      return new YamlNode.Scalar(line, scalar.getValue(), !scalar.isPlain());
    }
    if (node instanceof SequenceNode sequence) {
      List<YamlNode> items = new ArrayList<>();
      for (Node item : sequence.getValue()) {
        items.add(convert(path + "[" + items.size() + "]", item));
      }
      return new YamlNode.Sequence(line, items);
    }
    LinkedHashMap<String, YamlNode> entries = new LinkedHashMap<>();
    LinkedHashMap<String, Integer> lines = new LinkedHashMap<>();
    for (NodeTuple tuple : ((MappingNode) node).getValue()) {
      int keyLine = tuple.getKeyNode().getStartMark().getLine() + 1;
      String in = path.isEmpty() ? "" : path + ": ";
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw new PackException(file, keyLine, in + "a key must be a text");
      }
      String name = key.getValue();
      String at = path.isEmpty() ? name : path + "." + name;
      if (entries.put(name, convert(at, tuple.getValueNode())) != null) {
        throw new PackException(file, keyLine, in + "the key " + name + " is given twice");
      }
      lines.put(name, keyLine);
    }
    return new YamlNode.Table(line, entries, lines);
  }

  private static PackException problem(String file, String text, MarkedYAMLException e) {
    Mark mark = e.getProblemMark() != null ? e.getProblemMark() : e.getContextMark();
    int line = mark == null ? 1 : mark.getLine() + 1;
    String problem = firstLine(e.getProblem());
    if (problem.contains("'\\t(TAB)'")) {
      return new PackException(file, line, "a tab indents this line; YAML is indented by spaces");
    }
    int quote =
        new RuleSource(file, text)
            .lineWhere(one -> !one.strip().startsWith("#") && DrlFaults.hasOpenQuote(one));
    if (quote > 0 && quote <= line) {
      return new PackException(file, quote, "a text in quotes has no end");
    }
    if (e.getContext() != null && e.getContext().contains("flow") && e.getContextMark() != null) {
      int open = e.getContextMark().getLine() + 1;
      return new PackException(file, open, "a bracket that opens here is not closed");
    }
    if (problem.contains("mapping values are not allowed")) {
      return new PackException(
          file,
          line,
          "no key is expected here; look at the indentation of this line, and for a colon without"
              + " a space after it in the line before");
    }
    if (problem.contains("expected <block end>")) {
      return new PackException(
          file, line, "this line is not indented like the ones that it belongs to");
    }
    return new PackException(
        file, line, "this is no YAML" + (problem.isEmpty() ? "" : ": " + problem));
  }

  private static String firstLine(String message) {
    return message == null ? "" : message.lines().findFirst().orElse("");
  }
}
