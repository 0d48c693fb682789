package io.rungate.lint;

import io.rungate.pack.PackException;
import io.rungate.pack.PackProblem;
import io.rungate.pack.PackReader;
import io.rungate.pack.PackReader.PackFiles;
import io.rungate.pack.Spelling;
import io.rungate.rules.LintFindings.LintFinding;
import io.rungate.rules.PackLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Mends names that are almost another, where there is no doubt which was meant: the fault offers
 * one name only, a slip away, which stands in the pack more than once, and the one that is wrong
 * stands there once. A name that is wrong where it is declared is right everywhere else, and so
 * never spreads.
 */
public final class NameFix {
  /** What is behind a fault may show only when it is mended. */
  private static final int MOST_ROUNDS = 5;

  /** Comments and what people read: a name in them says nothing about what it names. */
  private static final Pattern PROSE =
      Pattern.compile(
          "(?m)(?s:/\\*.*?\\*/)|//.*$|^\\s*#.*$|^\\s*@(?:message|advice|why)\\(.*$|^rule .*$|^says:.*$");

  private NameFix() {}

  /** A name in a line of a file, and the one that takes its place. */
  public record Mend(String file, int line, int start, String from, String to) {
    @Override
    public String toString() {
      return file + ":" + line + ": " + from + " -> " + to;
    }
  }

  /**
   * Mends the files of a pack, loaded or not.
   *
   * @return what was mended, with paths that people can open
   * @throws PackException when the pack cannot be read at all or is a release, or a file not
   *     written
   */
  public static List<Mend> fix(Path folder, PackLoader loader) throws PackException {
    List<Mend> all = new ArrayList<>();
    for (int round = 0; round < MOST_ROUNDS; round++) {
      PackFiles pack = PackReader.files(folder);
      requireDraft(pack);
      List<Mend> mends = mends(pack, problems(pack, loader));
      if (mends.isEmpty()) {
        break;
      }
      PackFiles mended = mended(pack, mends);
      for (String name : mends.stream().map(Mend::file).distinct().toList()) {
        write(folder.resolve(name), mended.text(name));
      }
      mends.forEach(
          one ->
              all.add(
                  new Mend(
                      folder.resolve(one.file()).toString(),
                      one.line(),
                      one.start(),
                      one.from(),
                      one.to())));
    }
    return all;
  }

  private static void requireDraft(PackFiles pack) throws PackException {
    if (pack.isSealed()) {
      String what =
          "this is a release, which stays as it is; mend a copy with a version of its own";
      throw new PackException(List.of(new PackProblem(pack.folder().toString(), 0, what)));
    }
  }

  private static void write(Path file, String text) throws PackException {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      String what = "cannot be written: " + e.getMessage();
      throw new PackException(List.of(new PackProblem(file.toString(), 0, what)));
    }
  }

  /** What keeps the pack from being loaded, else what lint says of it. */
  private static List<PackProblem> problems(PackFiles pack, PackLoader loader) {
    List<PackProblem> problems = new ArrayList<>();
    try {
      loader.load(pack.folder());
      PackLint.lint(pack, PackReader.parts(pack)).stream()
          .map(LintFinding::place)
          .forEach(problems::add);
    } catch (PackException e) {
      problems.addAll(e.problems());
    }
    return problems;
  }

  /** A fault whose file goes by its name in the folder. */
  private static PackProblem inside(Path folder, PackProblem one) {
    String under = folder.resolve("x").toString();
    String start = under.substring(0, under.length() - 1);
    String file = one.file().startsWith(start) ? one.file().substring(start.length()) : one.file();
    return new PackProblem(file, one.line(), one.rule(), one.message());
  }

  /** The pack with other names in the places of some. */
  public static PackFiles mended(PackFiles pack, List<Mend> mends) {
    PackFiles mended = pack;
    for (Mend one : mends.stream().sorted(Comparator.comparing(Mend::start).reversed()).toList()) {
      String text = mended.text(one.file());
      int end = one.start() + one.from().length();
      String with = text.substring(0, one.start()) + one.to() + text.substring(end);
      mended = mended.with(one.file(), with);
    }
    return mended;
  }

  /** The names to be mended for faults; of each place one. */
  public static List<Mend> mends(PackFiles pack, List<PackProblem> problems) {
    TreeMap<String, Mend> byPlace = new TreeMap<>();
    String all = decides(pack);
    for (PackProblem problem : problems) {
      PackProblem one = inside(pack.folder(), problem);
      Optional<String> right = Spelling.suggested(one.message());
      if (right.isPresent() && pack.files().containsKey(one.file())) {
        Mend mend = mend(pack.text(one.file()), one, right.get());
        boolean sure = mend != null && count(all, mend.from()) == 1 && count(all, right.get()) > 1;
        if (sure) {
          byPlace.put(mend.file() + " " + mend.start(), mend);
        }
      }
    }
    return List.copyOf(byPlace.values());
  }

  /** What the files say, but for what people read. */
  private static String decides(PackFiles pack) {
    StringBuilder all = new StringBuilder();
    for (String name : pack.files().keySet()) {
      all.append(PROSE.matcher(pack.text(name)).replaceAll("")).append('\n');
    }
    return all.toString();
  }

  /** The one place of a line where a name stands that the fault is about; null if there is none. */
  private static Mend mend(String text, PackProblem fault, String right) {
    List<String> lines = text.lines().toList();
    if (fault.line() < 1 || fault.line() > lines.size()) {
      return null;
    }
    int start = 0;
    for (int i = 1; i < fault.line(); i++) {
      start = text.indexOf('\n', start) + 1;
    }
    String line = lines.get(fault.line() - 1);
    Mend found = null;
    for (int length = right.length() - 1; length <= right.length() + 1; length++) {
      for (int at = 0; at + length <= line.length(); at++) {
        String word = line.substring(at, at + length);
        if (length > 0
            && !word.equals(right)
            && isWhole(line, at, at + length)
            && Spelling.isSlip(word, right)
            && count(fault.message(), word) > 0) {
          if (found != null) {
            return null;
          }
          found = new Mend(fault.file(), fault.line(), start + at, word, right);
        }
      }
    }
    return found;
  }

  private static int count(String text, String word) {
    int count = 0;
    Matcher found = Pattern.compile(Pattern.quote(word)).matcher(text);
    while (found.find()) {
      count += isWhole(text, found.start(), found.end()) ? 1 : 0;
    }
    return count;
  }

  private static boolean isWhole(String text, int start, int end) {
    return (start == 0 || !isPart(text.charAt(start - 1)))
        && (end == text.length() || !isPart(text.charAt(end)))
        && isPart(text.charAt(start))
        && isPart(text.charAt(end - 1));
  }

  private static boolean isPart(char letter) {
    return Character.isLetterOrDigit(letter) || letter == '_' || letter == '-' || letter == '$';
  }
}
