package io.rungate.pack;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
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
public record YamlOutline(TreeMap<Integer, Integer> indents, String meaning) {

  /** Reads a file; one that is empty, no YAML, or gives a key twice is refused. */
  public static YamlOutline of(String file, String yaml) throws PackException {
    Node root = YamlReader.compose(file, yaml);
    YamlReader.tree(file, root); // refuses trees that hold themselves, which have no outline
    YamlOutline outline = new YamlOutline(new TreeMap<>(), says(root));
    outline.note(root, 0);
    return outline;
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
