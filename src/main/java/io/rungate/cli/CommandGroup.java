package io.rungate.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Commands that are named by one word more.
 *
 * @param members what that word can stand for, in the order in which help shows it
 */
record CommandGroup(CommandSpec spec, Map<String, Entry> members) implements Entry {
  static CommandGroup of(String summary, OptionSpec... options) {
    return new CommandGroup(
        new CommandSpec(List.of(summary), List.of(), List.of(options), Map.of()),
        new LinkedHashMap<>());
  }

  CommandGroup with(String word, Entry member) {
    members.put(word, member);
    return this;
  }
}
