package io.rungate.cases;

import io.rungate.cases.PackMistakes.Mistake;
import io.rungate.pack.MessageParts;
import io.rungate.pack.PackMeaning;
import io.rungate.pack.PackMeaning.PackChange;
import io.rungate.pack.PackMeaning.PackChange.Kind;
import io.rungate.pack.PackMeaning.PackChange.Side;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells what is written for people from what decides. */
final class Prose {
  private static final Set<String> ANNOTATIONS = Set.of("@message", "@advice", "@why");

  private Prose() {}

  /** Whether two packs judge alike, and only say it in other words. */
  static boolean isAllThatDiffers(PackMeaning one, PackMeaning other, EquivalentMutants excuses) {
    boolean manifest =
        one.manifest().name().equals(other.manifest().name())
            && one.manifest().version().equals(other.manifest().version())
            && one.manifest().replaces().equals(other.manifest().replaces())
            && one.manifest().status() == other.manifest().status();
    return manifest
        && one.changesTo(other).stream()
            .allMatch(change -> isProse(change) || isExcused(change, excuses));
  }

  private static boolean isProse(PackChange change) {
    if (change.what().equals("mapping")) {
      return change.name().equals("summary") && isSummary(change.parts())
          || change.name().equals("labels of the summary")
          || change.parts().entrySet().stream().allMatch(Prose::isSamePattern);
    }
    return change.what().equals("rule")
        && (change.kind() == Kind.CHANGED || change.kind() == Kind.RENAMED)
        && change.parts().entrySet().stream()
            .allMatch(
                part ->
                    part.getKey().equals("name")
                        || ANNOTATIONS.contains(part.getKey()) && fillsAlike(part.getValue()));
  }

  /** What may be any text, by what somebody says who looked, may be this one too. */
  private static boolean isExcused(PackChange change, EquivalentMutants excuses) {
    return change.what().equals("mapping")
        && change.name().startsWith("field ")
        && change.parts().keySet().equals(Set.of("default"))
        && excuses.excuses("fields." + change.name().substring("field ".length()), "default: ");
  }

  /**
   * What a name of a file is searched for is found from its start as well, and a place is the same
   * place when it is said twice.
   */
  private static boolean isSamePattern(Map.Entry<String, Side> part) {
    Side side = part.getValue();
    return part.getKey().matches("file-name \\d+")
        && side.before() != null
        && side.after() != null
        && plain(side.before()).equals(plain(side.after()));
  }

  private static String plain(String pattern) {
    return pattern.replaceAll("\\^+", "^").replaceFirst("^\\^?\\.\\*", ".*");
  }

  /** A variable that its rule only binds, and no message names, may be called as one likes. */
  static boolean isOtherVariable(Mistake mistake, String text) {
    int start = text.lastIndexOf("\nrule ", mistake.start());
    int end = text.indexOf("\nend", mistake.start());
    if (!mistake.kind().endsWith("variable given") || start < 0 || end < 0) {
      return false;
    }
    String rule = text.substring(start, end);
    // A name that a message takes from the fact itself may also be bound to it, to no other end.
    boolean named = rule.contains("{" + mistake.from());
    boolean itself = rule.contains("$" + mistake.from() + " : " + mistake.from());
    return Pattern.compile("\\$" + mistake.from() + "\\b").matcher(rule).results().count() == 1
        && !Pattern.compile("\\$" + mistake.to() + "\\b").matcher(rule).find()
        && (!named || itself);
  }

  /**
   * A field or a family that nothing asks for or shows may be called as one likes; a contract asks
   * by group.
   */
  static boolean isNowhereElse(Mistake mistake, Collection<String> texts) {
    Pattern name = Pattern.compile("\\b" + Pattern.quote(mistake.from()) + "\\b");
    return mistake.kind().matches(".*name in (?:fields|families)")
        && texts.stream().mapToLong(one -> name.matcher(one).results().count()).sum() == 1;
  }

  /** A label that is spelt otherwise is one that went and one that came. */
  private static boolean isSummary(Map<String, Side> parts) {
    List<Object> before = new ArrayList<>();
    List<Object> after = new ArrayList<>();
    for (Side side : parts.values()) {
      if (side.before() != null) {
        before.add(MessageParts.of(side.before()));
      }
      if (side.after() != null) {
        after.add(MessageParts.of(side.after()));
      }
    }
    return before.equals(after);
  }

  private static boolean fillsAlike(Side side) {
    return side.before() != null
        && side.after() != null
        && MessageParts.of(side.before()).equals(MessageParts.of(side.after()));
  }

  /** The cases that are not what they were, but for how they are called. */
  static List<RunCase> changed(List<CaseFile> before, List<CaseFile> after) {
    Set<RunCase> known = new HashSet<>();
    CaseFile.cases(before).forEach(one -> known.add(nameless(one)));
    List<RunCase> changed =
        CaseFile.cases(after).filter(one -> !known.contains(nameless(one))).toList();
    Set<RunCase> now = new HashSet<>();
    CaseFile.cases(after).forEach(one -> now.add(nameless(one)));
    boolean lost = !now.containsAll(known);
    return changed.isEmpty() && lost ? CaseFile.cases(after).toList() : changed;
  }

  /** Whether all cases are there, in whatever files. */
  static boolean sameCases(List<CaseFile> before, List<CaseFile> after) {
    return placeless(before).equals(placeless(after));
  }

  private static Set<RunCase> placeless(List<CaseFile> files) {
    Set<RunCase> cases = new HashSet<>();
    CaseFile.cases(files).forEach(one -> cases.add(nameless("", one)));
    return cases;
  }

  private static RunCase nameless(RunCase one) {
    return nameless(one.file(), one);
  }

  private static RunCase nameless(String file, RunCase one) {
    return new RunCase(
        file,
        "",
        "",
        0,
        one.variables(),
        one.result(),
        one.twice(),
        one.fileName(),
        one.unread(),
        one.rows(),
        one.profile(),
        one.expected());
  }

  /** Whether cases wait for the same answers as before, from whatever input. */
  static boolean sameAnswers(List<CaseFile> before, List<CaseFile> after) {
    return before.size() == after.size() && answers(before).equals(answers(after));
  }

  private static List<Object> answers(List<CaseFile> files) {
    List<Object> answers = new ArrayList<>();
    CaseFile.cases(files).forEach(one -> answers.add(one.expected()));
    return answers;
  }
}
