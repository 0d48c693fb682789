package io.rungate.gate;

import io.rungate.document.Waiver;
import io.rungate.gate.Waivers.Entry;
import io.rungate.pack.ConfigTable;
import io.rungate.pack.Glob;
import io.rungate.pack.Mapping;
import io.rungate.pack.PackProblem;
import io.rungate.pack.RuleCard;
import io.rungate.pack.RulePack;
import io.rungate.pack.Spelling;
import io.rungate.run.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads a file of waivers. A code or field that the pack does not have is refused, and so is every
 * unknown key: a waiver with a slip in it would waive nothing, or more than was meant.
 */
public final class WaiverReader {
  private static final int LENGTH = "2026-12-31".length();

  private final RulePack pack;
  private final Set<String> codes;

  private WaiverReader(RulePack pack) {
    this.pack = pack;
    this.codes =
        pack.rules().stream()
            .map(RuleCard::code)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
  }

  /**
   * The waivers of a file.
   *
   * @param shown the file as it was given
   */
  public static Waivers read(Path file, String shown, RulePack pack) throws InputException {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      String reason = InputException.reason(e, "there is no such file");
      throw new InputException("the waivers " + shown + " cannot be read: " + reason);
    }
    List<PackProblem> problems = new ArrayList<>();
    List<Entry> entries = new ArrayList<>();
    ConfigTable table = ConfigTable.read(shown, text, problems);
    if (table != null) {
      try (table) {
        if (!table.has("waivers")) {
          table.fault(table.line(), "the key waivers is missing");
        }
        WaiverReader reader = new WaiverReader(pack);
        table.sections("waivers").forEach(one -> entries.add(reader.entry(one)));
      }
    }
    if (!problems.isEmpty()) {
      List<String> told = new ArrayList<>(List.of("the waivers " + shown + " cannot be used"));
      problems.forEach(problem -> told.add(problem.toString()));
      throw new InputException(told);
    }
    return new Waivers(file.toString(), entries);
  }

  private Entry entry(ConfigTable table) {
    try (table) {
      String code = table.require("code");
      if (!code.isEmpty() && !codes.contains(code)) {
        table.faultAt("code", ": no rule of the pack has " + code + Spelling.hint(code, codes));
      }
      Glob id = null;
      Map<String, Glob> fields = new LinkedHashMap<>();
      if (!table.has("selector")) {
        table.fault(
            table.line(), "the key " + table.at("selector") + " is missing: {} is all rows");
      }
      try (ConfigTable selector = table.section("selector")) {
        String text = selector.filled("id");
        id = text == null ? null : Glob.of(text);
        selector.textTable("fields").forEach((name, glob) -> fields.put(name, Glob.of(glob)));
        for (String name : fields.keySet()) {
          requireField(selector.section("fields"), name);
        }
      }
      Waiver waiver =
          new Waiver(
              table.require("reason"), table.require("owner"), day(table), table.flag("publish"));
      return new Entry(code, id, fields, waiver, table.line());
    }
  }

  private static String day(ConfigTable table) {
    String text = table.require("expires");
    try {
      if (text.isEmpty() || text.length() == LENGTH) { // and not +12026-12-31
        return text.isEmpty() ? text : LocalDate.parse(text).toString();
      }
    } catch (DateTimeParseException e) {
      // told below, like every other text that is no day
    }
    table.faultAt("expires", " must be a day such as 2026-12-31, not " + text);
    return text;
  }

  private void requireField(ConfigTable fields, String name) {
    Set<String> known = new LinkedHashSet<>();
    pack.mapping().fields().stream().map(Mapping.Field::name).forEach(known::add);
    pack.sweep()
        .ifPresent(sweep -> sweep.rows().fields().forEach(field -> known.add(field.name())));
    if (!known.contains(name)) {
      fields.faultAt(name, ": no field of the mapping" + Spelling.hint(name, known));
    }
  }
}
