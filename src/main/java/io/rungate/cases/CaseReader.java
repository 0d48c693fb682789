package io.rungate.cases;

import io.rungate.cases.RunCase.Expected;
import io.rungate.pack.ConfigTable;
import io.rungate.pack.JsonProblem;
import io.rungate.pack.Mapping;
import io.rungate.pack.PackException;
import io.rungate.pack.PackProblem;
import io.rungate.pack.PythonJsonReader;
import io.rungate.pack.RulePack;
import io.rungate.pack.Spelling;
import io.rungate.pack.SweepMapping;
import io.rungate.pack.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads the case files of a pack, and reports all their faults at once. */
public final class CaseReader {
  private final Set<String> profiles;
  private final List<PackProblem> problems = new ArrayList<>();
  private final Map<String, RunCase> bases = new TreeMap<>();
  private final List<CaseFile> files = new ArrayList<>();
  private final CaseKeys keys;
  private final CaseNames names;
  private final ExpectationReader expectations;

  /** Null for a pack of runs alone. */
  private final RowCaseReader rows;

  private CaseReader(RulePack pack) {
    Mapping mapping = pack.mapping();
    profiles = pack.profiles();
    keys = new CaseKeys(mapping);
    names = new CaseNames(mapping);
    expectations = new ExpectationReader(pack);
    rows =
        pack.sweep()
            .map(sweep -> new RowCaseReader(this, expectations, mapping, sweep))
            .orElse(null);
  }

  /** Reads the cases of a pack. */
  public static List<CaseFile> read(RulePack pack) throws PackException {
    return read(pack, CaseFolder.read(pack.folder()));
  }

  /**
   * Reads cases.
   *
   * @param pack the pack that they are about: its words are the ones that may stand in them
   * @return by name; the base runs first, each of which is a case too
   * @throws PackException with every fault, each with file and line; also when there is no case
   */
  public static List<CaseFile> read(RulePack pack, CaseFolder folder) throws PackException {
    CaseReader reader = new CaseReader(pack);
    folder.bases().forEach(reader::readBase);
    folder.files().forEach(reader::readFile);
    if (reader.problems.isEmpty() && reader.files.size() == reader.bases.size()) {
      reader.problems.add(new PackProblem(folder.shown(), 0, null, "there are no cases here"));
    }
    if (folder.excuses() != null) {
      EquivalentMutants excuses = EquivalentMutants.read(folder);
      reader.problems.addAll(excuses.idle(Mutation.mutants(pack)));
    }
    if (!reader.problems.isEmpty()) {
      throw new PackException(reader.problems);
    }
    return reader.files;
  }

  private void readBase(String file, String text) {
    try (ConfigTable top = ConfigTable.read(file, text, problems)) {
      if (top == null) {
        return;
      }
      if (rows != null && RowCaseReader.isBase(top)) {
        RunCase base = rows.base(file, stem(file), top);
        bases.put(stem(file), base);
        files.add(new CaseFile(file, null, "base", List.of(base), Map.of()));
        return;
      }
      Map<String, String> set = names.variables(top, "variables", Set.of());
      Map<String, Object> result = trees(top, "result");
      keys.requireRead(top, result, Set.of());
      Expected expected;
      try (ConfigTable expect = top.section("expect")) {
        expect.require("topology");
        expected =
            new Expected(
                "accepted",
                expectations.topology(expect, null),
                List.of(),
                trees(expect, "document"),
                List.of(),
                Optional.of(expect.texts("overruled")),
                rows == null ? Optional.empty() : Optional.of(SweepMapping.RESULT),
                Optional.of(List.of()),
                Optional.empty(),
                Set.of(),
                Set.of(),
                true);
      }
      String stem = stem(file);
      String name = stem + ": " + top.require("says");
      RunCase run =
          new RunCase(
              file,
              "base",
              name,
              1,
              set,
              result,
              Set.of(),
              top.text("file-name"),
              "",
              null,
              "",
              expected);
      bases.put(stem, run);
      files.add(new CaseFile(file, null, "base", List.of(run), Map.of()));
    }
  }

  private void readFile(String file, String text) {
    try (ConfigTable top = ConfigTable.read(file, text, problems)) {
      if (top == null) {
        return;
      }
      String code = top.text("code");
      String about = top.text("about");
      if ((code == null) == (about == null)) {
        top.fault(top.line(), "the file needs either a code or an about");
      }
      if (code != null) {
        expectations.requireCode(top, "code", code, top.lineOf("code"));
      }
      String topic = code == null ? about : code;
      String base = top.text("base");
      Map<String, Integer> ignored = expectations.ignored(top, Map.of());
      Map<String, RunCase> cases = new LinkedHashMap<>();
      for (ConfigTable one : top.sections("cases")) {
        try (one) {
          RunCase read = readCase(file, String.valueOf(topic), base, ignored, one);
          String own = CaseKeys.profile(one, profiles, CaseKeys.profile(top, profiles, ""));
          if (read != null && cases.putIfAbsent(read.name(), read.judgedFor(own)) != null) {
            one.fault(one.lineOf("name"), "a case above has this name: " + read.name());
          }
        }
      }
      if (top.items("cases").isEmpty()) {
        top.fault(top.line(), "the file has no cases");
      }
      files.add(new CaseFile(file, code, topic, List.copyOf(cases.values()), ignored));
    }
  }

  /** Null without a run to start from; then a fault was told. */
  private RunCase readCase(
      String file,
      String topic,
      String fileBase,
      Map<String, Integer> fileIgnores,
      ConfigTable one) {
    String name = one.require("name");
    if (rows != null && one.has("sweep")) {
      return rows.sweep(file, topic, name, one, fileBase, fileIgnores);
    }
    RunCase base = base(one, fileBase);
    if (base != null && base.rows() != null) {
      return rows.one(file, topic, name, one, base, fileIgnores);
    }
    List<String> unset = one.texts("unset");
    Set<String> kept = new TreeSet<>(base == null ? Set.of() : base.variables().keySet());
    unset.forEach(kept::remove);
    Map<String, String> set = names.variables(one, "set", kept);
    Map<String, Object> changed = trees(one, "result");
    Set<String> given = new TreeSet<>(changed.keySet());
    if (base != null) {
      given.addAll(base.result().keySet());
    }
    String fileName = one.text("file-name");
    String unread = one.text("unread");
    Set<String> here = expectations.ignored(one, fileIgnores).keySet();
    Set<String> ignored = new TreeSet<>(fileIgnores.keySet());
    ignored.addAll(here);
    Expected expected;
    try (ConfigTable expect = one.section("expect")) {
      if (!one.has("expect")) {
        one.fault(one.line(), one.at("expect") + " is missing: what must come out?");
      }
      expected = expectations.expected(expect, base, unread == null, ignored, here);
      keys.requireShown(expect, expected.absent(), given);
    }
    if (base == null) {
      keys.requireRead(one, changed, expected.absent());
      one.has("drop");
      one.has("twice");
      return null;
    }
    Map<String, Object> result = ResultEdit.of(one, base.result(), changed);
    keys.requireRead(one, changed, names.meant(expected.absent(), changed, result));
    Map<String, String> all = new LinkedHashMap<>(base.variables());
    all.putAll(set);
    for (String variable : unset) {
      if (all.remove(variable) == null) {
        String hint = Spelling.hint(variable, base.variables().keySet());
        one.faultAt("unset", ": the base run has no " + variable + hint);
      }
    }
    return new RunCase(
        file,
        topic,
        name,
        one.line(),
        all,
        result,
        CaseNames.twice(one, result),
        fileName == null ? base.fileName() : fileName,
        unread == null ? "" : unread,
        null,
        "",
        expected);
  }

  RunCase base(ConfigTable one, String fileBase) {
    String own = one.text("base");
    String name = own == null ? fileBase : own;
    String at = one.at("base");
    if (name == null) {
      one.fault(one.line(), at + " is missing, here or for the file: which run is changed?");
      return null;
    }
    if (!bases.containsKey(name)) {
      String known =
          bases.isEmpty() ? "; cases/base is empty" : " among " + String.join(", ", bases.keySet());
      one.fault(
          one.lineOf("base"),
          at + ": there is no base run " + name + known + Spelling.hint(name, bases.keySet()));
    }
    return bases.get(name);
  }

  static Map<String, Object> trees(ConfigTable section, String key) {
    YamlNode node = section.node(key);
    if (node instanceof YamlNode.Table table) {
      return tree(table);
    }
    if (node != null) {
      section.faultAt(key, " must be a table of keys and values");
    }
    return Map.of();
  }

  private static Map<String, Object> tree(YamlNode.Table table) {
    Map<String, Object> tree = new LinkedHashMap<>();
    table.entries().forEach((key, value) -> tree.put(key, json(value)));
    return tree;
  }

  /**
   * A JSON value as a case writes it: what JSON has a word for, {@code NaN} and {@code Infinity}
   * included, is that value unless it stands in quotes; anything else is a text.
   */
  private static Object json(YamlNode node) {
    if (node instanceof YamlNode.Table table) {
      return tree(table);
    }
    if (node instanceof YamlNode.Sequence sequence) {
      return sequence.items().stream().map(CaseReader::json).toList();
    }
    YamlNode.Scalar scalar = (YamlNode.Scalar) node;
    try {
      return scalar.quoted() ? scalar.text() : PythonJsonReader.read(scalar.text());
    } catch (JsonProblem e) {
      return scalar.text();
    }
  }

  /** Variables as an environment holds them: an empty text is a value too. */
  private static String stem(String file) {
    String name = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
    return name.substring(0, name.lastIndexOf('.'));
  }
}
