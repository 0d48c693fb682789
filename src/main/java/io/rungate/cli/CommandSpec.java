package io.rungate.cli;

import io.rungate.gate.ExitCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a command understands and says of itself. It is plain data, so that parsing, help and
 * everything else that needs to know it go by the same table.
 *
 * @param description paragraphs; the first is one sentence, which lists of commands show
 * @param parameters what is told from other words by its place alone
 * @param options including {@code --help}, which all have
 * @param exitCodes what each code means; a code that is missing does not occur
 */
record CommandSpec(
    List<String> description,
    List<ParameterSpec> parameters,
    List<OptionSpec> options,
    Map<ExitCode, String> exitCodes) {

  CommandSpec {
    options = join(options, List.of(OptionSpec.HELP));
  }

  String summary() {
    return description.get(0);
  }

  /** Groups of options that several commands share, as one table. */
  @SafeVarargs
  static List<OptionSpec> join(Collection<OptionSpec>... groups) {
    List<OptionSpec> all = new ArrayList<>();
    for (Collection<OptionSpec> group : groups) {
      all.addAll(group);
    }
    return List.copyOf(all);
  }

  static Map<ExitCode, String> exits(String accepted, String rejected, String notJudged) {
    Map<ExitCode, String> meanings = exits(accepted, notJudged);
    meanings.put(ExitCode.REJECTED, rejected);
    return meanings;
  }

  static Map<ExitCode, String> exits(String accepted, String notJudged) {
    Map<ExitCode, String> meanings = new EnumMap<>(ExitCode.class);
    meanings.put(ExitCode.ACCEPTED, accepted);
    meanings.put(ExitCode.NOT_JUDGED, notJudged);
    return meanings;
  }
}
