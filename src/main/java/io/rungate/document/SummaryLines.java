package io.rungate.document;

import io.rungate.pack.Mapping;
import io.rungate.run.PythonJsonWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** What people see first: the mapping's summary templates with the values of a document. */
public final class SummaryLines {
  private SummaryLines() {}

  /**
   * Label to text, in the order of the mapping; a line whose fields are not all in the document is
   * left out.
   */
  public static Map<String, String> of(Mapping mapping, AggDocument document) {
    Map<String, String> lines = new LinkedHashMap<>();
    mapping
        .summary()
        .forEach(
            (label, template) -> {
              String text = fill(template, document);
              if (text != null) {
                lines.put(label, text);
              }
            });
    return lines;
  }

  private static String fill(String template, AggDocument document) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', at)) {
      int close = template.indexOf('}', open);
      AggDocument.Member member =
          close < 0 ? null : document.members().get(template.substring(open + 1, close));
      if (member == null) {
        return null;
      }
      out.append(template, at, open);
      out.append(
          member.value() instanceof String text ? text : PythonJsonWriter.compact(member.value()));
      at = close + 1;
    }
    return out.append(template, at, template.length()).toString();
  }
}
