package io.rungate.cases;

import io.rungate.cases.Expected.ExpectedFinding;
import io.rungate.pack.ConfigTable;
import io.rungate.pack.JsonProblem;
import io.rungate.pack.Mapping;
import io.rungate.pack.PackException;
import io.rungate.pack.PackProblem;
import io.rungate.pack.PythonJsonReader;
import io.rungate.pack.RuleCard;
import io.rungate.pack.RulePack;
import io.rungate.pack.Spelling;
import io.rungate.pack.YamlNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads the case files of a pack, and reports all their faults at once. */
public final class CaseReader {
  private static final Set<String> VERDICTS = Set.of("accepted", "rejected");

  private final Set<String> variables = new TreeSet<>();
  private final Set<String> codes = new TreeSet<>();
  private final Set<String> topologies = new TreeSet<>(Set.of(Expected.NONE));
  private final List<PackProblem> problems = new ArrayList<>();
  private final Map<String, RunCase> bases = new TreeMap<>();

  private CaseReader(RulePack pack) {
    Mapping mapping = pack.mapping();
    mapping.fields().stream()
        .map(Mapping.Field::variable)
        .filter(Objects::nonNull)
        .forEach(variables::add);
    pack.rules().stream().map(RuleCard::code).filter(Objects::nonNull).forEach(codes::add);
    mapping.document().blocks().forEach(block -> topologies.addAll(block.topologies()));
  }

  /**
   * Reads cases.
   *
   * @param pack the pack that they are about: its words are the ones that may stand in them
   * @throws PackException with every fault, each with file and line; also when there is no case
   */
  public static CaseSet read(RulePack pack, CaseFolder folder) throws PackException {
    return new CaseReader(pack).read(folder);
  }

  private CaseSet read(CaseFolder folder) throws PackException {
    List<CaseFile> files = new ArrayList<>();
    folder.bases().forEach((file, text) -> readBase(file, text, files));
    int before = files.size();
    folder.files().forEach((file, text) -> readFile(file, text, files));
    if (problems.isEmpty() && files.size() == before) {
      problems.add(new PackProblem(folder.shown(), 0, null, "there are no cases here"));
    }
    if (!problems.isEmpty()) {
      throw new PackException(problems);
    }
    return new CaseSet(files);
  }

  private void readBase(String file, String text, List<CaseFile> files) {
    try (ConfigTable top = ConfigTable.read(file, text, problems)) {
      if (top == null) {
        return;
      }
      Map<String, String> set = texts(top, "variables");
      Map<String, Object> result = trees(top, "result");
      requireVariables(top.section("variables"), set);
      Expected expected;
      try (ConfigTable expect = top.section("expect")) {
        expect.require("topology");
        expected =
            new Expected(
                "accepted",
                topology(expect, null),
                List.of(),
                trees(expect, "document"),
                List.of(),
                Optional.of(expect.texts("overruled")),
                Optional.of(List.of()),
                Optional.empty(),
                true);
      }
      String stem = stem(file);
      String name = stem + ": " + top.require("says");
      RunCase run =
          new RunCase(file, "base", name, 1, set, result, top.text("file-name"), "", expected);
      bases.put(stem, run);
      files.add(new CaseFile(file, null, "base", List.of(run)));
    }
  }

  private void readFile(String file, String text, List<CaseFile> files) {
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
        requireCode(top, "code", code, top.lineOf("code"));
      }
      String topic = code == null ? about : code;
      String base = top.text("base");
      List<RunCase> cases = new ArrayList<>();
      Set<String> names = new HashSet<>();
      for (ConfigTable one : top.sections("cases")) {
        try (one) {
          RunCase read = readCase(file, String.valueOf(topic), base, one);
          if (read != null && names.add(read.name())) {
            cases.add(read);
          } else if (read != null) {
            one.fault(one.lineOf("name"), "a case above has this name: " + read.name());
          }
        }
      }
      if (top.items("cases").isEmpty()) {
        top.fault(top.line(), "the file has no cases");
      }
      files.add(new CaseFile(file, code, topic, cases));
    }
  }

  private RunCase readCase(String file, String topic, String fileBase, ConfigTable one) {
    String name = one.require("name");
    RunCase base = base(one, fileBase);
    Map<String, String> set = texts(one, "set");
    List<String> unset = one.texts("unset");
    Map<String, Object> changed = trees(one, "result");
    List<String> dropped = one.texts("drop");
    String fileName = one.text("file-name");
    String unread = one.text("unread");
    Expected expected;
    try (ConfigTable expect = one.section("expect")) {
      if (!one.has("expect")) {
        one.fault(one.line(), one.at("expect") + " is missing: what must come out?");
      }
      expected = expected(expect, base);
    }
    requireVariables(one.section("set"), set);
    if (base == null) {
      return null;
    }
    Map<String, String> all = new LinkedHashMap<>(base.variables());
    all.putAll(set);
    for (String key : unset) {
      if (all.remove(key) == null) {
        faultAt(one, "unset", ": the base run has no ", key, base.variables().keySet());
      }
    }
    Map<String, Object> result = new LinkedHashMap<>(base.result());
    for (String key : dropped) {
      if (result.remove(key) == null) {
        faultAt(one, "drop", ": the result of the base run has no ", key, base.result().keySet());
      }
    }
    result.putAll(changed);
    return new RunCase(
        file,
        topic,
        name,
        one.line(),
        all,
        result,
        fileName == null ? base.fileName() : fileName,
        unread == null ? "" : unread,
        expected);
  }

  private RunCase base(ConfigTable one, String fileBase) {
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

  private Expected expected(ConfigTable expect, RunCase base) {
    expect.require("verdict");
    String verdict = expect.oneOf("verdict", VERDICTS);
    Map<String, Object> document = trees(expect, "document");
    List<String> absent = expect.texts("absent");
    absent.stream()
        .filter(document::containsKey)
        .forEach(key -> expect.faultAt("absent", ": " + key + " cannot be there and absent"));
    return new Expected(
        String.valueOf(verdict),
        topology(expect, base),
        findings(expect),
        document,
        absent,
        given(expect, "overruled"),
        codes(expect, "refused-by"),
        codes(expect, "before-launch"),
        false);
  }

  private static Optional<List<String>> given(ConfigTable expect, String key) {
    return expect.has(key) ? Optional.of(expect.texts(key)) : Optional.empty();
  }

  private Optional<List<String>> codes(ConfigTable expect, String key) {
    Optional<List<String>> given = given(expect, key);
    given.ifPresent(all -> all.forEach(code -> requireCode(expect, key, code, expect.lineOf(key))));
    return given;
  }

  private String topology(ConfigTable expect, RunCase base) {
    String given = expect.oneOf("topology", topologies);
    return given != null ? given : base == null ? Expected.NONE : base.expected().topology();
  }

  private List<ExpectedFinding> findings(ConfigTable expect) {
    List<ExpectedFinding> findings = new ArrayList<>();
    for (YamlNode item : expect.items("findings")) {
      Optional<ExpectedFinding> finding = finding(item);
      finding.ifPresentOrElse(
          one -> requireCode(expect, "findings", one.code(), item.line()),
          () ->
              expect.fault(
                  item.line(),
                  expect.at("findings") + " must hold codes, or a code with its message"));
      finding.ifPresent(findings::add);
    }
    return findings;
  }

  /** A code, or a table of one code and its exact message; empty for anything else. */
  private static Optional<ExpectedFinding> finding(YamlNode item) {
    if (item instanceof YamlNode.Scalar code) {
      return Optional.of(new ExpectedFinding(code.text(), Optional.empty()));
    }
    if (item instanceof YamlNode.Table table && table.entries().size() == 1) {
      Map.Entry<String, YamlNode> only = table.entries().entrySet().iterator().next();
      if (only.getValue() instanceof YamlNode.Scalar message) {
        return Optional.of(new ExpectedFinding(only.getKey(), Optional.of(message.text())));
      }
    }
    return Optional.empty();
  }

  private static Map<String, Object> trees(ConfigTable section, String key) {
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

  /** Texts as an environment holds them: an empty one is a value too. */
  private static Map<String, String> texts(ConfigTable section, String key) {
    Map<String, String> texts = new LinkedHashMap<>();
    try (ConfigTable table = section.section(key)) {
      table.keys().forEach(name -> texts.put(name, Objects.toString(table.text(name), "")));
    }
    return texts;
  }

  private static String stem(String file) {
    String name = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
    return name.substring(0, name.lastIndexOf('.'));
  }

  private void requireVariables(ConfigTable section, Map<String, String> set) {
    for (String name : set.keySet()) {
      if (!variables.contains(name)) {
        section.faultAt(
            name, ": the mapping reads no such variable" + Spelling.hint(name, variables));
      }
    }
  }

  private void requireCode(ConfigTable section, String key, String code, int line) {
    if (!codes.contains(code)) {
      String fault = ": no rule has the code " + code + Spelling.hint(code, codes);
      section.fault(line, section.at(key) + fault);
    }
  }

  private static void faultAt(
      ConfigTable one, String key, String fault, String word, Set<String> known) {
    one.faultAt(key, fault + word + Spelling.hint(word, known));
  }
}
