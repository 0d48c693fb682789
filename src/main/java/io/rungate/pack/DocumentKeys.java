package io.rungate.pack;

import io.rungate.pack.Mapping.Block;
import io.rungate.pack.Mapping.Document;
import io.rungate.pack.Mapping.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The keys that documents can have, but for those that families give the top of one or an object.
 */
public final class DocumentKeys {
  private static final Pattern OPEN = Pattern.compile("\\[\\*]|[.][{].*?}");

  private final Document document;
  private final Map<String, Integer> lines = new LinkedHashMap<>();

  private DocumentKeys(Document document) {
    this.document = document;
  }

  /**
   * A key, by the way to it.
   *
   * @param form what people call it; {@code [*]} stands for any index of a list, and {@code .{x}}
   *     for a key that the run gives
   * @param line in the mapping
   */
  public record Key(String form, int line) {

    /** Whether people call it so in the document of some run. */
    public boolean fits(String key) {
      return form.equals(key) || OPEN.matcher(form).find() && Pattern.matches(regex(form), key);
    }

    private static String regex(String form) {
      StringBuilder regex = new StringBuilder();
      int at = 0;
      for (var open = OPEN.matcher(form); open.find(); at = open.end()) {
        regex.append(Pattern.quote(form.substring(at, open.start())));
        regex.append(open.group().equals("[*]") ? "\\[\\d+]" : ".+");
      }
      return regex.append(Pattern.quote(form.substring(at))).toString();
    }
  }

  /** Those of all documents, each once. */
  public static List<Key> of(Mapping mapping) {
    List<Key> all = new ArrayList<>();
    mapping.documents().forEach(document -> all.addAll(of(document)));
    return all;
  }

  static List<Key> of(Document document) {
    DocumentKeys keys = new DocumentKeys(document);
    keys.add(document.blocks(), List.of());
    return keys.lines.entrySet().stream()
        .map(one -> new Key(one.getKey(), one.getValue()))
        .toList();
  }

  private void add(List<Block> blocks, List<Object> in) {
    for (Block block : blocks) {
      block.keys().forEach(entry -> add(in, entry.key(), "", entry.line()));
      block.whenGiven().forEach(entry -> add(in, entry.key(), "", entry.line()));
      block.constants().forEach(constant -> add(in, constant.key(), "", constant.line()));
      block.aliases().forEach(alias -> add(in, alias.key(), "", alias.line()));
      if (block.nested() instanceof Nested.Group group) {
        List<Object> inside = new ArrayList<>(in);
        inside.add(group.key());
        add(group.blocks(), inside);
      } else if (block.nested() != null) {
        add(block.nested(), in, block.line());
      }
    }
  }

  private void add(Nested nested, List<Object> in, int line) {
    StringBuilder open = new StringBuilder(nested instanceof Nested.Items ? "[*]" : "");
    nested.by().forEach(name -> open.append(".{").append(name).append('}'));
    if (nested.family() != null || nested instanceof Nested.ByWord map && map.single()) {
      add(in, nested.key(), open.toString(), line);
      return;
    }
    for (Entry entry : nested.entries()) {
      String last = new ResultPath(List.of("", entry.key()), null).toString();
      add(in, nested.key(), open + last.substring("[\"\"]".length()), entry.line());
    }
  }

  private void add(List<Object> in, String key, String behind, int line) {
    List<Object> steps = new ArrayList<>(in);
    steps.add(key);
    String way = in.isEmpty() && behind.isEmpty() ? key : new ResultPath(steps, null).toString();
    lines.putIfAbsent(document.title(way + behind), line);
  }
}
