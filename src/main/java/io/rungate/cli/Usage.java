package io.rungate.cli;

import io.rungate.gate.ExitCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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
    String letters = "";
    List<String> flags = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (OptionSpec option : sorted(spec)) {
      String more = option.use() == OptionSpec.Use.REPEATED ? "..." : "";
      if (!option.shortName().isEmpty()) {
        letters += option.shortName().substring(1);
      } else {
        (option.kind() == OptionSpec.Kind.FLAG ? flags : values)
            .add("[" + option.shown() + "]" + more);
      }
    }
    List<String> words = new ArrayList<>(List.of("[-" + letters + "]"));
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
    int column =
        Stream.concat(
                spec.parameters().stream().map(ParameterSpec::shown),
                spec.options().stream().map(OptionSpec::shown))
            .mapToInt(String::length)
            .max()
            .orElse(0);
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
    int column = group.members().keySet().stream().mapToInt(String::length).max().orElse(0);
    String form = "  %-" + (column + 2) + "s";
    text.append("Commands:\n");
    group
        .members()
        .forEach(
            (word, member) ->
                wrap(form.formatted(word), member.spec().summary(), " ".repeat(column + 6)));
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
