package io.rungate.authoring;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.CollectionNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Where the entries of a YAML file stand, and what it says.
 *
 * @param indents by line, from 0: how far the line is indented if every level takes two spaces;
 *     only for lines on which an entry starts
 * @param meaning the tree as text, without any place
 */
record YamlOutline(TreeMap<Integer, Integer> indents, String meaning) {

  /**
   * Reads a file.
   *
   * @throws FormException when it is no YAML
   */
  static YamlOutline of(String yaml) throws FormException {
    try {
      Node root = new Yaml(new LoaderOptions()).compose(new StringReader(yaml));
      YamlOutline outline = new YamlOutline(new TreeMap<>(), root == null ? "" : says(root));
      if (root != null) {
        outline.note(root, 0);
      }
      return outline;
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      boolean tab = e.getProblem() != null && e.getProblem().contains("TAB");
      throw new FormException(
          line, tab ? "a tab indents this line; YAML is indented by spaces" : "this is no YAML");
    }
  }

  private void note(Node node, int indent) {
    if (!(node instanceof CollectionNode<?> collection)
        || collection.getFlowStyle() == FlowStyle.FLOW) {
      return;
    }
    if (node instanceof MappingNode mapping) {
      for (NodeTuple entry : mapping.getValue()) {
        indents.putIfAbsent(entry.getKeyNode().getStartMark().getLine(), indent);
        note(entry.getValueNode(), indent + 2);
      }
    } else if (node instanceof SequenceNode sequence) {
      for (Node item : sequence.getValue()) {
        indents.putIfAbsent(item.getStartMark().getLine(), indent);
        note(item, indent + 2);
      }
    }
  }

  private static String says(Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getTag() + " " + scalar.getValue().length() + ":" + scalar.getValue();
    }
    List<String> parts = new ArrayList<>();
    if (node instanceof MappingNode mapping) {
      mapping
          .getValue()
          .forEach(t -> parts.add(says(t.getKeyNode()) + " => " + says(t.getValueNode())));
    } else if (node instanceof SequenceNode sequence) {
      sequence.getValue().forEach(item -> parts.add(says(item)));
    }
    return node.getTag() + " " + parts;
  }
}
