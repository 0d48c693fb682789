package io.rungate.authoring;

import io.rungate.pack.DrlToken;
import io.rungate.pack.PackException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * The one form of a rule file: two spaces of indent, imports in order, one blank line between
 * rules, annotations each on a line of its own. Where lines break inside a condition stays the
 * author's choice, and no comment is lost.
 */
public final class DrlFormatter {
  private static final List<String> ANNOTATIONS =
      List.of("code", "message", "advice", "why", "since", "explains");
  private static final String INDENT = "  ";
  private static final String CONTINUED = "      ";
  private static final Set<String> JOINS = Set.of("&&", "||", "and", "or", "from", "over");
  private static final Set<String> ASKS_FOR_MORE =
      Set.of("&&", "||", "and", "or", "from", "not", "exists", ":");

  private final String file;
  private final List<DrlToken> tokens;
  private final List<Element> elements = new ArrayList<>();
  private int at;

  private DrlFormatter(String file, String drl) throws PackException {
    this.file = file;
    this.tokens = tokens(file, drl);
  }

  /** A stretch of the file, with the comments that stand right above it. */
  private record Element(boolean isImport, List<String> comments, List<String> lines) {
    boolean isImportedBefore(Element other) {
      return isImport && other.isImport && sortKey().compareTo(other.sortKey()) < 0;
    }

    private String sortKey() {
      String text = lines.get(0);
      return (text.startsWith("import static ") || text.startsWith("import function ") ? "1" : "0")
          + text;
    }
  }

  /**
   * The file in its form.
   *
   * @throws PackException when it holds something that has no form, or when its meaning would
   *     change; then it is better left as it is
   */
  public static String of(String file, String drl) throws PackException {
    DrlFormatter before = new DrlFormatter(file, drl);
    String formed = before.form();
    if (!Meaning.of(before.tokens).equals(Meaning.of(tokens(file, formed)))) {
      throw new PackException(file, 1, "its form cannot be changed without changing its meaning");
    }
    return formed;
  }

  /** The tokens of a file; white space at the end of a comment's lines says nothing. */
  private static List<DrlToken> tokens(String file, String drl) throws PackException {
    List<DrlToken> tokens = new ArrayList<>();
    for (DrlToken token : DrlToken.of(drl)) {
      boolean quote = token.is("\"") || token.is("'");
      if (quote || token.isText() && token.text().contains("\n")) {
        throw new PackException(file, token.line(), "a text in quotes has no end on its line");
      }
      if (drl.startsWith("/*", token.start()) && !token.isComment()) {
        throw new PackException(file, token.line(), "a comment has no end");
      }
      tokens.add(token.isComment() ? token.trimmed() : token);
    }
    return tokens;
  }

  /** The index behind a package or import statement: a dotted name, with or without a semicolon. */
  private static int endOfStatement(List<DrlToken> tokens, int start) {
    int at = start + 1;
    if (at < tokens.size() && tokens.get(at).isOneOf(Set.of("static", "function"))) {
      at++;
    }
    at = Math.min(at + 1, tokens.size());
    while (at + 1 < tokens.size() && tokens.get(at).is(".")) {
      at += 2;
    }
    return at < tokens.size() && tokens.get(at).is(";") ? at + 1 : at;
  }

  /** The index behind an annotation: a name, and mostly something in brackets. */
  private static int endOfAnnotation(List<DrlToken> tokens, int start) {
    int at = Math.min(start + 2, tokens.size());
    int depth = 0;
    while (at < tokens.size() && (depth > 0 || at == start + 2 && tokens.get(at).is("("))) {
      depth += tokens.get(at).is("(") ? 1 : tokens.get(at).is(")") ? -1 : 0;
      at++;
    }
    return at;
  }

  private String form() throws PackException {
    while (at < tokens.size()) {
      element();
    }
    StringBuilder out = new StringBuilder();
    boolean imports = true;
    for (Element element : elements) {
      if (!out.isEmpty() && !(imports && element.isImport())) {
        out.append('\n');
      }
      element.comments().forEach(line -> out.append(line).append('\n'));
      element.lines().forEach(line -> out.append(line).append('\n'));
      imports = element.isImport();
    }
    return out.toString();
  }

  private void element() throws PackException {
    List<String> comments = new ArrayList<>();
    while (at < tokens.size() && tokens.get(at).isComment()) {
      comments.add(tokens.get(at).text());
      at++;
      if (at == tokens.size() || tokens.get(at).breaks() > 1) {
        elements.add(new Element(false, List.of(), comments));
        return;
      }
    }
    DrlToken first = tokens.get(at);
    switch (first.text()) {
      case "package", "import" -> add(first.is("import"), comments, statement());
      case "declare" -> add(false, comments, declaration());
      case "rule" -> add(false, comments, rule());
      default ->
          throw new PackException(
              file,
              first.line(),
              "a rule file has a package, imports, declarations and rules, and %s starts none of these"
                  .formatted(first.text()));
    }
  }

  private void add(boolean isImport, List<String> comments, List<String> lines) {
    appendTrailingComment(lines);
    Element element = new Element(isImport, comments, lines);
    int place = elements.size();
    while (place > 0 && element.isImportedBefore(elements.get(place - 1))) {
      place--;
    }
    elements.add(place, element);
  }

  /** A comment behind something stays behind it. */
  private void appendTrailingComment(List<String> lines) {
    while (at < tokens.size() && tokens.get(at).isComment() && tokens.get(at).breaks() == 0) {
      int last = lines.size() - 1;
      lines.set(last, lines.get(last) + " " + tokens.get(at).text());
      at++;
    }
  }

  private List<String> statement() throws PackException {
    return new ArrayList<>(
        List.of(DrlSpacing.line(upTo(endOfStatement(tokens, at), "an import"), false)));
  }

  private List<DrlToken> upTo(int end, String what) throws PackException {
    List<DrlToken> line = tokens.subList(at, end);
    for (DrlToken token : line) {
      if (token.isComment()) {
        throw new PackException(file, token.line(), "a comment inside " + what + " has no form");
      }
    }
    at = end;
    return line;
  }

  private List<String> declaration() throws PackException {
    List<DrlToken> head = new ArrayList<>();
    do {
      head.add(take("a declaration has no end"));
    } while (lineGoesOn("end") && !startsField(at));
    List<String> lines = headLines(head);
    lines.addAll(body("end", false, true));
    lines.add(take("a declaration has no end").text());
    return lines;
  }

  /** Whether the line goes on, with something that is neither a comment nor one of the words. */
  private boolean lineGoesOn(String... words) {
    return at < tokens.size()
        && tokens.get(at).breaks() == 0
        && !tokens.get(at).isComment()
        && !isNext(words);
  }

  private boolean isNext(String... words) {
    return at < tokens.size() && tokens.get(at).isOneOf(Set.of(words));
  }

  private boolean startsField(int index) {
    return index + 1 < tokens.size()
        && tokens.get(index).kind() == DrlToken.Kind.NAME
        && tokens.get(index + 1).is(":");
  }

  private List<String> rule() throws PackException {
    List<DrlToken> head = new ArrayList<>(List.of(take(""), take("a rule has no name")));
    if (isNext("extends")) {
      head.add(take(""));
      head.add(take("extends names no rule"));
    }
    List<String> lines = headLines(head);
    lines.addAll(annotations());
    if (isNext("when")) {
      lines.addAll(headLines(List.of(take(""))));
      lines.addAll(body("then", true, false));
    }
    lines.addAll(headLines(List.of(take("a rule has no then"))));
    lines.addAll(body("end", false, false));
    lines.add(take("a rule has no end").text());
    return lines;
  }

  /** A line with the comments behind it. */
  private List<String> headLines(List<DrlToken> tokens) {
    List<String> lines = new ArrayList<>(List.of(DrlSpacing.line(tokens, false)));
    appendTrailingComment(lines);
    return lines;
  }

  /** A line of a rule's head: an annotation or an attribute, with the comments above it. */
  private record HeadLine(int order, List<String> lines) {}

  private List<String> annotations() throws PackException {
    List<HeadLine> head = new ArrayList<>();
    List<String> comments = new ArrayList<>();
    while (at < tokens.size() && !isNext("when", "then")) {
      if (tokens.get(at).isComment()) {
        comments.add(INDENT + take("").text());
        continue;
      }
      boolean annotation = isNext("@");
      int order = order(annotation && at + 1 < tokens.size() ? tokens.get(at + 1).text() : null);
      List<String> lines = new ArrayList<>(comments);
      comments.clear();
      List<DrlToken> line =
          annotation ? upTo(endOfAnnotation(tokens, at), "an annotation") : attribute();
      lines.add(INDENT + DrlSpacing.line(line, false));
      appendTrailingComment(lines);
      head.add(new HeadLine(order, lines));
    }
    head.sort(Comparator.comparingInt(HeadLine::order));
    List<String> lines = new ArrayList<>();
    head.forEach(line -> lines.addAll(line.lines()));
    lines.addAll(comments);
    return lines;
  }

  private static int order(String annotation) {
    int known = ANNOTATIONS.indexOf(annotation);
    return known >= 0 ? known : ANNOTATIONS.size() + (annotation == null ? 1 : 0);
  }

  private List<DrlToken> attribute() throws PackException {
    List<DrlToken> line = new ArrayList<>();
    do {
      line.add(take(""));
    } while (lineGoesOn("@", "when", "then"));
    return line;
  }

  /** The lines up to a keyword outside all brackets. */
  private List<String> body(String keyword, boolean conditions, boolean fields)
      throws PackException {
    List<String> lines = new ArrayList<>();
    List<DrlToken> line = new ArrayList<>();
    int round = 0;
    int curly = 0;
    DrlToken last = null;
    while (at < tokens.size() && !(round + curly == 0 && isNext(keyword))) {
      boolean starts = fields && round == 0 && startsField(at);
      DrlToken token = take("");
      boolean ended = last != null && last.is(";") && round == 0 && !token.isComment();
      if (token.breaks() > 0 || ended || starts) {
        flush(line, lines, conditions);
      }
      if (line.isEmpty()) {
        boolean closes = token.is("}") || token.is(")");
        boolean continued = !closes && (round > 0 || goesOn(last, token, conditions, fields));
        int levels = Math.max(0, curly - (token.is("}") ? 1 : 0));
        lines.add((continued ? CONTINUED : INDENT) + INDENT.repeat(levels));
      }
      round += token.is("(") || token.is("[") ? 1 : token.is(")") || token.is("]") ? -1 : 0;
      curly += token.is("{") ? 1 : token.is("}") ? -1 : 0;
      line.add(token);
      last = token.isComment() ? last : token;
    }
    flush(line, lines, conditions);
    return lines;
  }

  private static void flush(List<DrlToken> line, List<String> lines, boolean conditions) {
    if (!line.isEmpty()) {
      int last = lines.size() - 1;
      lines.set(last, lines.get(last) + DrlSpacing.line(line, conditions));
      line.clear();
    }
  }

  /** Whether a new line goes on with what the line before began, outside all brackets. */
  private static boolean goesOn(DrlToken last, DrlToken token, boolean conditions, boolean fields) {
    if (last == null || fields || token.isComment()) {
      return false;
    }
    if (conditions) {
      return JOINS.contains(token.text()) || ASKS_FOR_MORE.contains(last.text());
    }
    return !last.is(";") && !last.is("{") && !last.is("}");
  }

  private DrlToken take(String fault) throws PackException {
    if (at >= tokens.size()) {
      throw new PackException(file, tokens.get(tokens.size() - 1).line(), fault);
    }
    return tokens.get(at++);
  }

  /**
   * What a rule file says, apart from its form: two files with equal meanings are the same to the
   * engine, and to whoever reads their comments.
   *
   * @param words everything but imports, annotations and comments, in order
   * @param unordered imports, annotations by the place they stand at, and comments; sorted
   */
  private record Meaning(List<String> words, List<String> unordered) {

    static Meaning of(List<DrlToken> tokens) {
      List<String> words = new ArrayList<>();
      List<String> unordered = new ArrayList<>();
      for (int i = 0; i < tokens.size(); i++) {
        DrlToken token = tokens.get(i);
        if (token.isComment()) {
          unordered.add("comment " + token.text());
        } else if (token.is("import") && isStatement(tokens, i)) {
          int end = endOfStatement(tokens, i);
          unordered.add(texts(tokens.subList(i, end)));
          i = end - 1;
        } else if (token.is("@")) {
          int end = endOfAnnotation(tokens, i);
          unordered.add("after " + words.size() + texts(tokens.subList(i, end)));
          i = end - 1;
        } else {
          words.add(token.text());
        }
      }
      unordered.sort(null);
      return new Meaning(words, unordered);
    }

    private static String texts(List<DrlToken> tokens) {
      return tokens.stream().map(DrlToken::text).toList().toString();
    }

    private static boolean isStatement(List<DrlToken> tokens, int index) {
      return index == 0 || tokens.get(index).breaks() > 0 || tokens.get(index - 1).is(";");
    }
  }
}
