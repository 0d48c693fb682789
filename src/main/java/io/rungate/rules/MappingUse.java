package io.rungate.rules;

import io.rungate.pack.Conclusion;
import io.rungate.pack.DrlFile;
import io.rungate.pack.DrlToken;
import io.rungate.pack.Mapping;
import io.rungate.pack.Mapping.Block;
import io.rungate.pack.Mapping.Entry;
import io.rungate.pack.Mapping.Field;
import io.rungate.pack.PackSymbols;
import io.rungate.pack.RuleText;
import io.rungate.pack.Scope;
import io.rungate.pack.Spelling;
import io.rungate.pack.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.drools.drl.ast.descr.TypeDeclarationDescr;

/** Holds the mapping and the rules against each other, in both directions. */
public final class MappingUse {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");

  private final PackSymbols terms;
  private final Mapping mapping;
  private final LintFindings findings;

  private MappingUse(PackSymbols terms, LintFindings findings) {
    this.terms = terms;
    this.mapping = terms.mapping();
    this.findings = findings;
  }

  public static void check(PackSymbols terms, LintFindings findings) {
    MappingUse checks = new MappingUse(terms, findings);
    checks.unusedFields();
    checks.unusedFamilies();
    checks.runName();
    checks.topologiesWithoutBlock();
    checks.sources(checks.entries());
    checks.blocks();
    checks.contracts();
  }

  /**
   * Only what makes keys get lost without a word: a run of which the document shows less is judged
   * as if that were meant. A key that every document owes is missed when the first one is written.
   */
  static void checkLost(PackSymbols terms, LintFindings findings) {
    MappingUse checks = new MappingUse(terms, findings);
    List<Entry> entries = new ArrayList<>();
    terms.mapping().blocks().forEach(block -> entries.addAll(block.whenGiven()));
    checks.sources(entries);
    checks.blocks();
    checks.defaults();
  }

  private void unusedFields() {
    Set<String> used = new TreeSet<>();
    for (RuleText rule : terms.rules()) {
      Stream.concat(rule.conditions().stream(), rule.consequence().stream())
          .filter(DrlToken::isText)
          .forEach(token -> used.add(token.value()));
    }
    entries().forEach(entry -> used.add(entry.field()));
    terms.allTables().forEach(table -> used.addAll(table.fields()));
    used.addAll(terms.cells(Table.Column.FIELD));
    for (String template : mapping.summary().values()) {
      for (Matcher name = PLACEHOLDER.matcher(template); name.find(); ) {
        used.add(name.group(1));
      }
    }
    Set<String> owed = contracts("strict");
    for (Field field : mapping.fields()) {
      if (!used.contains(field.name()) && !owed.contains(field.group())) {
        String what = ": no rule, no contract and no key of the document uses it";
        at(LintCode.UNUSED_FIELD, field.line(), "fields." + field.name() + what);
      }
    }
  }

  /** A variable that no field reads, and almost one that a field does: a typing error. */
  private void runName() {
    Set<String> variables = new TreeSet<>();
    mapping.fields().forEach(field -> variables.addAll(field.variables()));
    String name = mapping.runName();
    String hint = Spelling.hint(name, variables);
    if (!variables.contains(name) && !hint.isEmpty()) {
      at(LintCode.UNKNOWN_NAME, 0, "run-name: no field reads the variable " + name + hint);
    }
  }

  private void unusedFamilies() {
    Set<String> used = new TreeSet<>();
    for (Block block : mapping.blocks()) {
      used.addAll(block.families());
      used.add(block.nested() == null ? "" : String.valueOf(block.nested().family()));
    }
    for (RuleText rule : terms.rules()) {
      rule.conditions().stream().filter(DrlToken::isText).forEach(one -> used.add(one.value()));
    }
    for (Mapping.Family family : mapping.families()) {
      if (!used.contains(family.name())) {
        String what = ": no block of the document shows it, and no rule names it";
        at(LintCode.UNUSED_FIELD, family.line(), "families." + family.name() + what);
      }
    }
  }

  /** A word that nobody asks for is a leftover, or was meant to be asked for. */
  public static void checkWords(PackSymbols terms, List<DrlFile> files, LintFindings findings) {
    Set<String> asked = new TreeSet<>();
    for (RuleText rule : terms.rules()) {
      rule.patterns().forEach(pattern -> asked.add(Operands.simple(pattern.type())));
    }
    for (Block block : terms.mapping().blocks()) {
      asked.add(String.valueOf(block.word()));
      asked.add(block.nested() == null ? "" : String.valueOf(block.nested().word()));
    }
    for (DrlFile file : files) {
      for (TypeDeclarationDescr word : file.tree().getTypeDeclarations()) {
        asked.add(String.valueOf(word.getSuperTypeName()));
        word.getFields().values().forEach(one -> asked.add(one.getPattern().getObjectType()));
      }
    }
    for (DrlFile file : files) {
      for (TypeDeclarationDescr word : file.tree().getTypeDeclarations()) {
        if (!terms.isAsked(word.getTypeName(), asked)) {
          String what = "no rule asks for the word " + word.getTypeName();
          findings.add(LintCode.UNUSED_WORD, file.source().file(), word.getLine(), null, what);
        }
      }
    }
  }

  /** Where blocks are for topologies, a topology that none is for shows less than was meant. */
  private void topologiesWithoutBlock() {
    Set<String> shown = new TreeSet<>();
    mapping.blocks().forEach(block -> shown.addAll(block.topologies()));
    if (mapping.blocks().stream().anyMatch(block -> block.word() != null)) {
      return; // what a word holds for is the rules' to say
    }
    for (RuleText rule : terms.rules()) {
      for (Conclusion conclusion : rule.conclusions()) {
        boolean topology = "Topology".equals(conclusion.type());
        for (String name : topology ? names(rule, conclusion) : Set.<String>of()) {
          if (!shown.isEmpty() && !shown.contains(name)) {
            String what = "no block of the document is for the topology " + name;
            String hint = Spelling.hint(name, shown);
            findings.add(LintCode.TOPOLOGY_NOT_SHOWN, rule, conclusion.line(), what + hint);
          }
        }
      }
    }
  }

  /** The groups with a contract of a mode; one that is made otherwise may be of any. */
  private Set<String> contracts(String mode) {
    Set<String> groups = new TreeSet<>();
    for (RuleText rule : terms.rules()) {
      rule.conclusions().stream()
          .filter(one -> "Contract".equals(one.type()))
          .filter(one -> one.maker() == null || one.maker().equals(mode))
          .forEach(one -> groups.addAll(names(rule, one)));
    }
    return groups;
  }

  /** The names of what is concluded, as far as they are known. */
  private Set<String> names(RuleText rule, Conclusion conclusion) {
    Set<String> names = terms.texts(rule, conclusion, 0);
    return names == null ? Set.of() : names;
  }

  private void sources(List<Entry> entries) {
    Set<String> values = terms.namesOf("Value");
    if (values == null) {
      return; // some rule concludes a value of any name
    }
    Set<String> known = new TreeSet<>(terms.fields());
    known.addAll(values);
    for (Entry entry : entries) {
      if (!values.contains(entry.value()) && !terms.fields().contains(entry.field())) {
        String what =
            "nothing gives the key "
                + entry.key()
                + ": there is no field "
                + entry.field()
                + ", and no rule concludes new Value( \""
                + entry.value()
                + "\", ... )";
        String hint = Spelling.hint(entry.field(), known);
        at(LintCode.KEY_WITHOUT_SOURCE, entry.line(), what + hint);
      }
    }
  }

  /** A block of a topology or word that no run has is never shown. */
  private void blocks() {
    for (Block block : mapping.blocks()) {
      block
          .topologies()
          .forEach(one -> concluded(block, "topology", one, terms.namesOf("Topology")));
      if (block.word() != null) {
        concluded(block, "word", block.word(), terms.words());
      }
      if (block.nested() != null && block.nested().word() != null) {
        NestedUse.check(terms, block, findings);
      }
    }
  }

  /**
   * @param known null where rules conclude any name
   */
  private void concluded(Block block, String kind, String name, Set<String> known) {
    if (known != null && !known.contains(name)) {
      String what = "no rule concludes the " + kind + " " + name;
      at(LintCode.UNKNOWN_NAME, block.line(), what + Spelling.hint(name, known));
    }
  }

  /** The same of what is read of rows. */
  static void checkDefaults(PackSymbols terms, LintFindings findings) {
    new MappingUse(terms, findings).defaults();
  }

  /** A default stands in where a tolerant contract lets its field be absent, and nowhere else. */
  private void defaults() {
    Set<String> covered = terms.namesOf("Contract");
    boolean asksForTolerance =
        terms.rules().stream().filter(MappingUse::fallsBack).allMatch(MappingUse::isTolerant);
    if (covered == null || !asksForTolerance) {
      return;
    }
    Set<String> tolerated = contracts("tolerant");
    for (Field field : terms.read()) {
      String group = field.group();
      if (field.fallback() != null && covered.contains(group) && !tolerated.contains(group)) {
        String what = ".default is never used: every contract of the group " + group + " is strict";
        at(LintCode.UNUSED_DEFAULT, field.line(), "fields." + field.name() + what);
      }
    }
  }

  private static boolean fallsBack(RuleText rule) {
    return Stream.concat(rule.conditions().stream(), rule.consequence().stream())
        .anyMatch(token -> token.is("fallback"));
  }

  private static boolean isTolerant(RuleText rule) {
    return rule.patterns().stream()
        .filter(pattern -> pattern.type().equals("Contract"))
        .flatMap(pattern -> pattern.constraints().stream())
        .anyMatch(one -> rule.text(one).equals("tolerant"));
  }

  private void contracts() {
    Set<String> covered = terms.namesOf("Contract");
    if (covered == null) {
      return;
    }
    Set<String> told = new TreeSet<>();
    for (Field field : mapping.fields()) {
      if (!covered.contains(field.group()) && told.add(field.group())) {
        withoutContract("fields." + field.name(), field.group(), field.line());
      }
    }
    for (Mapping.Family family : mapping.families()) {
      if (!covered.contains(family.group()) && told.add(family.group())) {
        withoutContract("families." + family.name(), family.group(), family.line());
      }
    }
  }

  private void withoutContract(String entry, String group, int line) {
    String what = entry + ".group: no rule says what the group " + group + " owes";
    at(LintCode.GROUP_WITHOUT_CONTRACT, line, what);
  }

  private List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    for (Block block : mapping.blocks()) {
      entries.addAll(block.keys());
      entries.addAll(block.whenGiven());
    }
    return entries;
  }

  private void at(LintCode code, int line, String what) {
    boolean runs = terms.scope() == null || terms.scope() == Scope.RUN;
    findings.add(code, runs ? mapping.file() : terms.sweep().file(), line, null, what);
  }
}
