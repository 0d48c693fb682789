package io.rungate.pack;

import io.rungate.pack.Mapping.Block;
import io.rungate.pack.Mapping.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a document has on which run, to be compared with that of another pack. */
final class DocumentMeaning {
  private final Set<String> topologies = new TreeSet<>();
  private final Set<String> words = new LinkedHashSet<>();

  private DocumentMeaning() {}

  static Map<String, String> says(Mapping.Document document) {
    DocumentMeaning asked = new DocumentMeaning();
    asked.collect(document.blocks());
    Map<String, String> says = new LinkedHashMap<>();
    says.put("file", document.fileName());
    for (String topology : asked.topologies) {
      says.put("keys of " + topology, keys(document.blocks(), topology, Set.of()));
    }
    asked.words.forEach(
        word -> says.put("keys when " + word, keys(document.blocks(), "", Set.of(word))));
    String order = asked.words.isEmpty() ? null : PackMeaning.order(asked.words).get("order");
    PackMeaning.put(says, "order of words", order);
    says.put("keys whatever the topology", keys(document.blocks(), "", Set.of()));
    return says;
  }

  private void collect(List<Block> blocks) {
    for (Block block : blocks) {
      topologies.addAll(block.topologies());
      if (block.word() != null) {
        words.add(block.word());
      }
      if (block.nested() instanceof Nested.Group group) {
        collect(group.blocks());
      }
    }
  }

  /** All keys of the document of a run, in order; those that may be left out with a mark. */
  private static String keys(List<Block> blocks, String topology, Set<String> words) {
    List<String> keys = new ArrayList<>();
    for (Block block : blocks) {
      if (block.isOf(topology, words)) {
        String mark = block.omitsNotFinite() ? " where finite" : "";
        if (block.nested() instanceof Nested.Group group) {
          keys.add(key(group) + ": { " + keys(group.blocks(), topology, words) + " }");
        } else if (block.nested() != null) {
          keys.add(shown(block.nested()) + mark);
        }
        block.keys().forEach(entry -> keys.add(shown(entry) + mark));
        block.whenGiven().forEach(entry -> keys.add(shown(entry) + "?" + mark));
        block.constants().forEach(one -> keys.add(PackMeaning.plain(one.toString())));
        block
            .aliases()
            .forEach(it -> keys.add(PackMeaning.plain(it.key() + " also as " + it.of())));
        if (!block.families().isEmpty()) { // of which the keys stand mixed, as in the result
          keys.add(
              (block.omitsNotFinite() ? "finite*" : "*")
                  + names(new TreeSet<>(block.families())).replace(' ', '+'));
        }
      }
    }
    return String.join(" ", keys);
  }

  private static String shown(Nested nested) {
    String of = nested.word() == null ? "*" + nested.family() : nested.word();
    String entries =
        nested.entries().stream().map(DocumentMeaning::shown).collect(Collectors.joining(" "));
    boolean single = nested instanceof Nested.ByWord map && map.single();
    String what = entries.isEmpty() ? of : of + (single ? " " : ": ") + entries;
    return nested instanceof Nested.Items
        ? key(nested) + ": [ " + what + " ]"
        : key(nested) + ": { by " + names(nested.by()) + ": " + what + " }";
  }

  private static String names(Iterable<String> all) {
    List<String> names = new ArrayList<>();
    all.forEach(names::add);
    return PackMeaning.order(names).get("order");
  }

  private static String key(Nested nested) {
    return PackMeaning.plain(nested.key());
  }

  private static String shown(Entry entry) {
    String key = PackMeaning.plain(entry.key());
    return entry.key().equals(entry.field()) ? key : key + "=" + PackMeaning.plain(entry.field());
  }
}
