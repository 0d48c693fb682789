package io.rungate.authoring;

import io.rungate.pack.DrlToken;
import java.util.ArrayList;
import java.util.List;

/**
 * What a rule file says, apart from its form: two files with equal meanings are the same to the
 * engine, and to whoever reads their comments.
 *
 * @param words everything but imports, annotations and comments, in order
 * @param unordered imports, annotations by the place they stand at, and comments; sorted
 */
record DrlMeaning(List<String> words, List<String> unordered) {

  static DrlMeaning of(List<DrlToken> tokens) {
    List<String> words = new ArrayList<>();
    List<String> unordered = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      DrlToken token = tokens.get(i);
      if (token.isComment()) {
        unordered.add("comment " + token.text());
      } else if (token.is("import") && isStatement(tokens, i)) {
        int end = DrlFormatter.endOfStatement(tokens, i);
        unordered.add(tokens.subList(i, end).stream().map(DrlToken::text).toList().toString());
        i = end - 1;
      } else if (token.is("@")) {
        StringBuilder annotation = new StringBuilder("@ after " + words.size());
        int depth = 0;
        do {
          String text = tokens.get(++i).text();
          depth += tokens.get(i).is("(") ? 1 : tokens.get(i).is(")") ? -1 : 0;
          annotation.append(' ').append(text);
        } while (i + 1 < tokens.size() && (depth > 0 || tokens.get(i + 1).is("(")));
        unordered.add(annotation.toString());
      } else {
        words.add(token.text());
      }
    }
    unordered.sort(null);
    return new DrlMeaning(words, unordered);
  }

  private static boolean isStatement(List<DrlToken> tokens, int index) {
    return index == 0 || tokens.get(index).breaks() > 0 || tokens.get(index - 1).is(";");
  }
}
