package io.rungate.cli;

import io.rungate.gate.ExitCode;
import io.rungate.pack.PackException;
import io.rungate.pack.Spelling;
import io.rungate.pack.Version;
import io.rungate.run.InputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a word of the command line stands for, and what it says of itself: parsing, help and all
 * that needs to know it go by the same table.
 */
abstract sealed class Entry permits Command, Entry.Group {
  final String name;

  /** Paragraphs; the first is one sentence, which lists of commands show. */
  final List<String> description;

  /** What each code means; a code that is missing does not occur. */
  final Map<ExitCode, String> exitCodes;

  /** Including {@code --help}, which all have. */
  final List<Argument> arguments = new ArrayList<>();

  @SafeVarargs
  Entry(
      String name,
      List<String> description,
      Map<ExitCode, String> exitCodes,
      List<Argument>... arguments) {
    this.name = name;
    this.description = description;
    this.exitCodes = exitCodes;
    for (List<Argument> group : arguments) {
      this.arguments.addAll(group);
    }
    this.arguments.add(Argument.HELP);
  }

  /**
   * Answers a call.
   *
   * @param path all words up to this one, such as {@code rungate rules lint}
   * @param words the others
   */
  abstract ExitCode call(Console console, String path, List<String> words)
      throws InputException, PackException;

  List<Argument> options() {
    return arguments.stream().filter(Argument::isOption).toList();
  }

  List<Argument> parameters() {
    return arguments.stream().filter(argument -> !argument.isOption()).toList();
  }

  ExitCode help(Console console, String path) {
    console.out().raw(Usage.of(path, this));
    return ExitCode.ACCEPTED;
  }

  /** Commands that are named by one word more. */
  static final class Group extends Entry {
    final List<Entry> members;

    Group(String name, String summary, List<Argument> options, Entry... members) {
      super(name, List.of(summary), Map.of(), options);
      this.members = List.of(members);
    }

    @Override
    ExitCode call(Console console, String path, List<String> words)
        throws InputException, PackException {
      if (words.isEmpty()) {
        console.err().raw(Usage.of(path, this));
        return ExitCode.NOT_JUDGED;
      }
      String word = words.get(0);
      if (Argument.HELP.isCalled(word)) {
        return help(console, path);
      }
      if (Argument.VERSION.isCalled(word) && arguments.contains(Argument.VERSION)) {
        console.out().line("rungate " + Version.PROGRAM);
        return ExitCode.ACCEPTED;
      }
      for (Entry member : members) {
        if (member.name.equals(word)) {
          return member.call(console, path + " " + word, words.subList(1, words.size()));
        }
      }
      boolean option = word.startsWith("-");
      List<String> known =
          option
              ? arguments.stream().map(Argument::name).toList()
              : members.stream().map(member -> member.name).toList();
      throw new InputException(
          List.of(
              "Unknown %s: '%s'%s"
                  .formatted(option ? "option" : "command", word, Spelling.hint(word, known)),
              "Try: " + path + " --help"));
    }
  }
}
