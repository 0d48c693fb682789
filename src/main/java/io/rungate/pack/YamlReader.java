package io.rungate.pack;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads a YAML file of a pack into {@link Node}s; the only class that knows the YAML library. */
final class YamlReader {
  private final String file;

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
    try {
      LoaderOptions options = new LoaderOptions();
      options.setAllowDuplicateKeys(true); // refused below, with a sentence of our own
      options.setMaxAliasesForCollections(10);
      org.yaml.snakeyaml.nodes.Node root = new Yaml(options).compose(new StringReader(text));
      if (root == null) {
        throw new PackException(List.of(new PackProblem(file, 1, null, "the file is empty")));
      }
      return new YamlReader(file).convert(root);
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark() != null ? e.getProblemMark() : e.getContextMark();
      int line = mark == null ? 1 : mark.getLine() + 1;
      throw new PackException(List.of(new PackProblem(file, line, null, sentence(e))));
    } catch (YAMLException e) {
      throw new PackException(
          List.of(new PackProblem(file, 1, null, "this is no YAML: " + firstLine(e.getMessage()))));
    }
  }

  private Node convert(org.yaml.snakeyaml.nodes.Node node) throws PackException {
    int line = node.getStartMark().getLine() + 1;
    if (node instanceof ScalarNode scalar) {
      return new Node.Scalar(line, scalar.getValue(), !scalar.isPlain());
    }
    if (node instanceof SequenceNode sequence) {
      List<Node> items = new ArrayList<>();
      for (org.yaml.snakeyaml.nodes.Node item : sequence.getValue()) {
        items.add(convert(item));
      }
      return new Node.Sequence(line, items);
    }
    LinkedHashMap<String, Node> entries = new LinkedHashMap<>();
    LinkedHashMap<String, Integer> lines = new LinkedHashMap<>();
    for (NodeTuple tuple : ((MappingNode) node).getValue()) {
      int keyLine = tuple.getKeyNode().getStartMark().getLine() + 1;
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw new PackException(
            List.of(new PackProblem(file, keyLine, null, "a key must be a text")));
      }
      if (entries.put(key.getValue(), convert(tuple.getValueNode())) != null) {
        throw new PackException(
            List.of(
                new PackProblem(
                    file, keyLine, null, "the key " + key.getValue() + " is given twice")));
      }
      lines.put(key.getValue(), keyLine);
    }
    return new Node.Table(line, entries, lines);
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
