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
    CommandSpec spec = entry.spec();
    usage.synopsis(path, entry);
    String between = "";
    for (String paragraph : spec.description()) {
      usage.text.append(between);
      usage.wrap("", paragraph, "");
      between = "\n";
    }
    usage.arguments(spec);
    if (entry instanceof CommandGroup group) {
      usage.commands(group);
    }
    usage.exitCodes(spec.exitCodes());
    return usage.text.toString();
  }

  private void synopsis(String path, Entry entry) {
    CommandSpec spec = entry.spec();
    List<String> words = new ArrayList<>();
    StringBuilder letters = new StringBuilder();
    List<String> flags = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (OptionSpec option : sorted(spec)) {
      if (!option.shortName().isEmpty()) {
        letters.append(option.shortName().substring(1));
      } else if (option.kind() == OptionSpec.Kind.FLAG) {
        flags.add("[" + option.shown() + "]");
      } else {
        String more = option.use() == OptionSpec.Use.REPEATED ? "..." : "";
        values.add("[" + option.shown() + "]" + more);
      }
    }
    words.add("[-" + letters + "]");
    words.addAll(flags);
    words.addAll(values);
    spec.parameters().forEach(parameter -> words.add(parameter.shown()));
    if (entry instanceof CommandGroup) {
      words.add("[COMMAND]");
    }
    String start = "Usage: " + path + " ";
    wrap(start, String.join(" ", words), " ".repeat(start.length()));
  }

  private void arguments(CommandSpec spec) {
    int column = 0;
    for (ParameterSpec parameter : spec.parameters()) {
      column = Math.max(column, parameter.shown().length());
    }
    for (OptionSpec option : spec.options()) {
      column = Math.max(column, option.shown().length());
    }
    String form = "  %-2s%-2s%-" + (column + 3) + "s";
    String indent = " ".repeat(column + 11);
    for (ParameterSpec parameter : spec.parameters()) {
      wrap(form.formatted("", "", parameter.shown()), parameter.description(), indent);
    }
    for (OptionSpec option : sorted(spec)) {
      String comma = option.shortName().isEmpty() ? "" : ", ";
      wrap(form.formatted(option.shortName(), comma, option.shown()), option.description(), indent);
    }
  }

  private void commands(CommandGroup group) {
    int column = 0;
    for (Entry member : group.members()) {
      column = Math.max(column, member.name().length());
    }
    text.append("Commands:\n");
    for (Entry member : group.members()) {
      String start = ("  %-" + (column + 2) + "s").formatted(member.name());
      wrap(start, member.spec().summary(), " ".repeat(column + 6));
    }
  }

  private void exitCodes(Map<ExitCode, String> meanings) {
    if (!meanings.isEmpty()) {
      text.append("\nExit codes:\n");
      meanings.forEach((code, meaning) -> wrap("  " + code.number() + "   ", meaning, "        "));
    }
  }

  private static List<OptionSpec> sorted(CommandSpec spec) {
    return spec.options().stream().sorted(Comparator.comparing(OptionSpec::name)).toList();
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
