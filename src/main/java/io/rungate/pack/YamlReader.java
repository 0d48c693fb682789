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
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Reads a YAML file of a pack into {@link Node}s; with {@link YamlOutline} the only class that
 * knows the YAML library.
 */
final class YamlReader {
  /** More than any pack has; aliases of aliases can make millions of a few lines. */
  private static final int MOST_NODES = 50_000;

  private final String file;
  private final Set<org.yaml.snakeyaml.nodes.Node> open =
      Collections.newSetFromMap(new IdentityHashMap<>());
  private int nodes;

  private YamlReader(String file) {
    this.file = file;
  }

  /**
   * The tree of a file.
   *
   * @param file its name in messages
   * @throws PackException when it is empty, no YAML, or gives a key twice
   */
  static Node read(String file, String text) throws PackException {
    org.yaml.snakeyaml.nodes.Node root = compose(file, text);
    if (root == null) {
      throw new PackException(List.of(new PackProblem(file, 1, null, "the file is empty")));
    }
    return new YamlReader(file).convert("", root);
  }

  /** The library's own tree; null for an empty file. */
  static org.yaml.snakeyaml.nodes.Node compose(String file, String text) throws PackException {
    try {
      LoaderOptions options = new LoaderOptions();
      options.setAllowDuplicateKeys(true); // refused above, with a sentence of our own
      options.setMaxAliasesForCollections(10);
      return new Yaml(options).compose(new StringReader(text));
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark() != null ? e.getProblemMark() : e.getContextMark();
      int line = mark == null ? 1 : mark.getLine() + 1;
      throw new PackException(List.of(new PackProblem(file, line, null, sentence(e))));
    } catch (YAMLException e) {
      throw new PackException(
          List.of(new PackProblem(file, 1, null, "this is no YAML: " + firstLine(e.getMessage()))));
    }
  }

  private Node convert(String path, org.yaml.snakeyaml.nodes.Node node) throws PackException {
    int line = node.getStartMark().getLine() + 1;
    if (++nodes > MOST_NODES) {
      throw fault(line, "the file is too large once its aliases are followed");
    }
    if (!open.add(node)) {
      throw fault(line, path + " holds itself through an alias");
    }
    Node converted = converted(path, line, node);
    open.remove(node);
    return converted;
  }

  private Node converted(String path, int line, org.yaml.snakeyaml.nodes.Node node)
      throws PackException {
    if (node instanceof ScalarNode scalar) {
      return new Node.Scalar(line, scalar.getValue(), !scalar.isPlain());
    }
    if (node instanceof SequenceNode sequence) {
      List<Node> items = new ArrayList<>();
      for (org.yaml.snakeyaml.nodes.Node item : sequence.getValue()) {
        items.add(convert(path + "[" + items.size() + "]", item));
      }
      return new Node.Sequence(line, items);
    }
    LinkedHashMap<String, Node> entries = new LinkedHashMap<>();
    LinkedHashMap<String, Integer> lines = new LinkedHashMap<>();
    for (NodeTuple tuple : ((MappingNode) node).getValue()) {
      int keyLine = tuple.getKeyNode().getStartMark().getLine() + 1;
      String in = path.isEmpty() ? "" : path + ": ";
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw fault(keyLine, in + "a key must be a text");
      }
      String name = key.getValue();
      if (entries.put(
              name, convert(path.isEmpty() ? name : path + "." + name, tuple.getValueNode()))
          != null) {
        throw fault(keyLine, in + "the key " + name + " is given twice");
      }
      lines.put(name, keyLine);
    }
    return new Node.Table(line, entries, lines);
  }

  private PackException fault(int line, String message) {
    return new PackException(List.of(new PackProblem(file, line, null, message)));
  }

  private static String sentence(MarkedYAMLException e) {
    String problem = e.getProblem() == null ? "this is no YAML" : firstLine(e.getProblem());
    if (problem.contains("'\\t(TAB)'")) {
      return "a tab indents this line; YAML is indented by spaces";
    }
    return "this is no YAML: " + problem;
  }

  private static String firstLine(String message) {
    return message == null ? "" : message.lines().findFirst().orElse("");
  }
}
