package io.rungate.cases;

import io.rungate.cases.Expected.ExpectedFinding;
import io.rungate.pack.ConfigTable;
import io.rungate.pack.PackException;
import io.rungate.pack.PackProblem;
import io.rungate.pack.RuleCard;
import io.rungate.pack.RulePack;
import io.rungate.pack.Spelling;
import io.rungate.pack.YamlNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads the case files of a pack, and reports all their faults at once. */
public final class CaseReader {
  private static final Set<String> VERDICTS = Set.of("accepted", "rejected");

  private final Vocabulary words;
  private final List<PackProblem> problems = new ArrayList<>();
  private final Map<String, RunCase> bases = new TreeMap<>();

  private CaseReader(RulePack pack) {
    words = new Vocabulary(pack);
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
    ConfigTable top = ConfigTable.read(file, text, problems);
    if (top == null) {
      return;
    }
    try (top) {
      String name = stem(file);
      Map<String, String> variables = texts(top, "variables");
      Map<String, Object> result = trees(top, "result");
      variables.keySet().forEach(key -> words.requireVariable(top.section("variables"), key));
      ConfigTable expect = top.section("expect");
      Expected expected;
      try (expect) {
        expected =
            new Expected(
                "accepted",
                requiredTopology(expect),
                List.of(),
                trees(expect, "document"),
                List.of(),
                expect.texts("overruled"),
                List.of(),
                null,
                true);
      }
      RunCase run =
          new RunCase(
              file,
              "base",
              name + ": " + top.require("says"),
              1,
              variables,
              result,
              top.text("file-name"),
              "",
              expected);
      bases.put(name, run);
      files.add(new CaseFile(file, null, "base", List.of(run)));
    }
  }

  private void readFile(String file, String text, List<CaseFile> files) {
    ConfigTable top = ConfigTable.read(file, text, problems);
    if (top == null) {
      return;
    }
    try (top) {
      String code = top.text("code");
      String about = top.text("about");
      if ((code == null) == (about == null)) {
        top.fault(top.line(), "the file needs either a code or an about");
      }
      if (code != null) {
        words.requireCode(top, "code", code);
      }
      String topic = code == null ? about : code;
      String base = top.text("base");
      List<RunCase> cases = new ArrayList<>();
      Set<String> names = new LinkedHashSet<>();
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
      if (top.has("cases") && top.items("cases").isEmpty() || !top.has("cases")) {
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
    ConfigTable expect = one.section("expect");
    Expected expected;
    try (expect) {
      if (!one.has("expect")) {
        one.fault(one.line(), one.at("expect") + " is missing: what must come out?");
      }
      expected = expected(expect, base);
    }
    set.keySet().forEach(key -> words.requireVariable(one.section("set"), key));
    if (base == null) {
      return null;
    }
    Map<String, String> variables = new LinkedHashMap<>(base.variables());
    variables.putAll(set);
    for (String variable : unset) {
      if (variables.remove(variable) == null) {
        one.faultAt(
            "unset",
            ": the base run has no "
                + variable
                + Spelling.hint(variable, base.variables().keySet()));
      }
    }
    Map<String, Object> result = new LinkedHashMap<>(base.result());
    for (String key : dropped) {
      if (!result.containsKey(key)) {
        one.faultAt(
            "drop",
            ": the result of the base run has no "
                + key
                + Spelling.hint(key, base.result().keySet()));
      }
      result.remove(key);
    }
    result.putAll(changed);
    return new RunCase(
        file,
        topic,
        name,
        one.line(),
        variables,
        result,
        fileName == null ? base.fileName() : fileName,
        unread == null ? "" : unread,
        expected);
  }

  private RunCase base(ConfigTable one, String fileBase) {
    String name = one.text("base");
    String wanted = name == null ? fileBase : name;
    if (wanted == null) {
      one.fault(
          one.line(), one.at("base") + " is missing, here or for the file: which run is changed?");
      return null;
    }
    RunCase base = bases.get(wanted);
    if (base == null) {
      one.fault(
          one.has("base") ? one.lineOf("base") : one.line(),
          one.at("base")
              + ": there is no base run "
              + wanted
              + listed(bases.keySet())
              + Spelling.hint(wanted, bases.keySet()));
    }
    return base;
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
        expect.has("overruled") ? expect.texts("overruled") : null,
        codes(expect, "refused-by"),
        codes(expect, "before-launch"),
        false);
  }

  private String requiredTopology(ConfigTable expect) {
    expect.require("topology");
    return topology(expect, null);
  }

  /** Finding codes under a key; null when it is not there. */
  private List<String> codes(ConfigTable expect, String key) {
    if (!expect.has(key)) {
      return null;
    }
    List<String> codes = expect.texts(key);
    codes.forEach(code -> words.requireCode(expect, key, code));
    return codes;
  }

  private String topology(ConfigTable expect, RunCase base) {
    String given = expect.text("topology");
    if (given == null) {
      return base == null ? Expected.NONE : base.expected().topology();
    }
    words.requireTopology(expect, given);
    return given;
  }

  /** A code, or a table of one code and its exact message. */
  private List<ExpectedFinding> findings(ConfigTable expect) {
    List<ExpectedFinding> findings = new ArrayList<>();
    for (YamlNode item : expect.items("findings")) {
      if (item instanceof YamlNode.Scalar scalar) {
        findings.add(new ExpectedFinding(scalar.text(), null));
      } else if (item instanceof YamlNode.Table table
          && table.entries().size() == 1
          && table.entries().values().iterator().next() instanceof YamlNode.Scalar message) {
        findings.add(
            new ExpectedFinding(table.entries().keySet().iterator().next(), message.text()));
      } else {
        expect.fault(
            item.line(), expect.at("findings") + " must hold codes, or a code with its message");
        continue;
      }
      words.requireCode(expect, "findings", findings.get(findings.size() - 1).code(), item.line());
    }
    return findings;
  }

  private static Map<String, Object> trees(ConfigTable section, String key) {
    Map<String, Object> trees = new LinkedHashMap<>();
    YamlNode node = section.node(key);
    if (node instanceof YamlNode.Table table) {
      table.entries().forEach((name, value) -> trees.put(name, JsonValues.of(value)));
    } else if (node != null) {
      section.faultAt(key, " must be a table of keys and values");
    }
    return trees;
  }

  /** Texts as an environment holds them: an empty one is a value too. */
  private static Map<String, String> texts(ConfigTable section, String key) {
    Map<String, String> texts = new LinkedHashMap<>();
    try (ConfigTable table = section.section(key)) {
      for (String name : table.keys()) {
        String text = table.text(name);
        texts.put(name, text == null ? "" : text);
      }
    }
    return texts;
  }

  private static String stem(String file) {
    String name = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
    return name.substring(0, name.lastIndexOf('.'));
  }

  private static String listed(Collection<String> known) {
    return known.isEmpty() ? "; cases/base is empty" : " among " + String.join(", ", known);
  }

  /** The words of a pack, each of which a case can misspell. */
  private static final class Vocabulary {
    private final Set<String> variables = new TreeSet<>();
    private final Set<String> codes = new TreeSet<>();
    private final Set<String> topologies = new TreeSet<>();

    Vocabulary(RulePack pack) {
      pack.mapping().fields().stream()
          .filter(field -> field.variable() != null)
          .forEach(field -> variables.add(field.variable()));
      codes.addAll(codes(pack));
      pack.mapping().document().blocks().forEach(block -> topologies.addAll(block.topologies()));
      topologies.add(Expected.NONE);
    }

    void requireVariable(ConfigTable section, String variable) {
      if (!variables.contains(variable)) {
        section.faultAt(
            variable, ": the mapping reads no such variable" + Spelling.hint(variable, variables));
      }
    }

    void requireCode(ConfigTable section, String key, String code) {
      requireCode(section, key, code, section.lineOf(key));
    }

    void requireCode(ConfigTable section, String key, String code, int line) {
      if (!codes.contains(code)) {
        section.fault(
            line, section.at(key) + ": no rule has the code " + code + Spelling.hint(code, codes));
      }
    }

    void requireTopology(ConfigTable section, String topology) {
      if (!topologies.contains(topology)) {
        section.faultAt(
            "topology",
            " must be one of "
                + String.join(", ", topologies)
                + ", not "
                + topology
                + Spelling.hint(topology, topologies));
      }
    }
  }

  /** The finding codes of a pack. */
  static Set<String> codes(RulePack pack) {
    return pack.rules().stream()
        .map(RuleCard::code)
        .filter(code -> code != null)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
