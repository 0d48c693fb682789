package io.rungate.cli;

import io.rungate.gate.ExitCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The help of a command or a group, made from its specification. */
final class Usage {
  private static final int WIDTH = 80;

  private final StringBuilder text = new StringBuilder();

  private Usage() {}

  /**
   * The help as text.
   *
   * @param path all words that lead to the entry, such as {@code rungate rules lint}
   */
  static String of(String path, Entry entry) {
    Usage usage = new Usage();
    usage.synopsis(path, entry);
    String between = "";
    for (String paragraph : entry.description) {
      usage.text.append(between);
      usage.wrap("", paragraph, "");
      between = "\n";
    }
    usage.arguments(entry);
    if (entry instanceof Entry.Group group) {
      usage.commands(group.members);
    }
    usage.exitCodes(entry.exitCodes);
    return usage.text.toString();
  }

  private void synopsis(String path, Entry entry) {
    StringBuilder letters = new StringBuilder();
    List<String> flags = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (Argument option : sorted(entry)) {
      if (!option.letter().isEmpty()) {
        letters.append(option.letter().charAt(1));
      } else {
        String more = option.isRepeated() ? "..." : "";
        (option.isFlag() ? flags : values).add("[" + option.shown() + "]" + more);
      }
    }
    List<String> words = new ArrayList<>(List.of("[-" + letters + "]"));
    words.addAll(flags);
    words.addAll(values);
    entry.parameters().forEach(parameter -> words.add(parameter.shown()));
    if (entry instanceof Entry.Group) {
      words.add("[COMMAND]");
    }
    String start = "Usage: " + path + " ";
    wrap(start, String.join(" ", words), " ".repeat(start.length()));
  }

  private void arguments(Entry entry) {
    List<Argument> all = new ArrayList<>(entry.parameters());
    all.addAll(sorted(entry));
    int column = all.stream().mapToInt(argument -> argument.shown().length()).max().orElse(0);
    String form = "  %-4s%-" + (column + 3) + "s";
    for (Argument argument : all) {
      String letter = argument.letter().isEmpty() ? "" : argument.letter() + ", ";
      String start = form.formatted(letter, argument.shown());
      wrap(start, argument.description(), " ".repeat(column + 11));
    }
  }

  private void commands(List<Entry> members) {
    int column = members.stream().mapToInt(member -> member.name.length()).max().orElse(0);
    String form = "  %-" + (column + 2) + "s";
    text.append("Commands:\n");
    for (Entry member : members) {
      wrap(form.formatted(member.name), member.description.get(0), " ".repeat(column + 6));
    }
  }

  private void exitCodes(Map<ExitCode, String> meanings) {
    if (!meanings.isEmpty()) {
      text.append("\nExit codes:\n");
      meanings.forEach((code, meaning) -> wrap("  " + code.number() + "   ", meaning, "        "));
    }
  }

  private static List<Argument> sorted(Entry entry) {
    return entry.options().stream().sorted(Comparator.comparing(Argument::name)).toList();
  }

  /** Writes words in lines of at most 80 characters, the later ones behind an indent. */
  private void wrap(String start, String words, String indent) {
    StringBuilder line = new StringBuilder(start);
    boolean first = true;
    for (String word : words.split(" ")) {
      if (!first && line.length() + 1 + word.length() > WIDTH) {
        text.append(line).append('\n');
        line = new StringBuilder(indent);
        first = true;
      }
      line.append(first ? "" : " ").append(word);
      first = false;
    }
    text.append(line).append('\n');
  }
}
