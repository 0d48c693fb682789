package io.rungate.rules;

import io.rungate.fact.Quantity;
import io.rungate.pack.FactTypes;
import io.rungate.pack.Mapping.Block;
import io.rungate.pack.Mapping.Entry;
import io.rungate.pack.Mapping.Family;
import io.rungate.pack.Nested;
import io.rungate.pack.PackSymbols;
import io.rungate.pack.Spelling;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.drools.drl.ast.descr.EnumDeclarationDescr;

/** Holds the lists and maps of a document against the words that they show. */
final class NestedUse {
  private static final Set<String> PLAIN =
      Set.of(FactTypes.TEXT, FactTypes.NUMBER, FactTypes.BOOLEAN);

  private final PackSymbols terms;
  private final LintFindings findings;
  private final String word;

  private NestedUse(PackSymbols terms, LintFindings findings, String word) {
    this.terms = terms;
    this.findings = findings;
    this.word = word;
  }

  static void check(PackSymbols terms, Block block, LintFindings findings) {
    Nested nested = block.nested();
    NestedUse use = new NestedUse(terms, findings, nested.word());
    if (!terms.words().contains(nested.word())) {
      Set<String> known = new TreeSet<>(terms.words());
      if (nested instanceof Nested.ByWord) {
        terms.mapping().families().stream().map(Family::name).forEach(known::add);
      }
      String hint = Spelling.hint(nested.word(), known);
      use.at(block.line(), "no rule concludes the word " + nested.word() + hint);
      return;
    }
    for (String name : nested.by()) {
      String type = use.typeOf(name, block.line());
      if (type != null && !type.equals(FactTypes.TEXT) && !type.equals(FactTypes.NUMBER)) {
        use.at(
            block.line(),
            "a key is a text or an integer, and " + name + " of " + use.word + " is " + type);
      }
    }
    for (Entry entry : nested.entries()) {
      String type = use.typeOf(entry.field(), entry.line());
      if (type != null && !use.canBeShown(type)) {
        use.at(
            entry.line(),
            "a document cannot hold " + entry.field() + " of " + use.word + ", which is " + type);
      }
    }
  }

  /** Null for a field that the word does not have, which is told. */
  private String typeOf(String field, int line) {
    String type = terms.types().typeOf(word, field);
    if (type == null) {
      List<String> fields = terms.types().fieldsOf(word);
      String hint = Spelling.hint(field, fields);
      at(line, "the word " + word + " has no field " + field + hint);
    }
    return type;
  }

  private boolean canBeShown(String type) {
    Class<?> java = FactTypes.javaType(type);
    return PLAIN.contains(type)
        || java != null && Quantity.class.isAssignableFrom(java)
        || terms.types().declaration(type) instanceof EnumDeclarationDescr;
  }

  private void at(int line, String what) {
    findings.add(LintCode.UNKNOWN_NAME, terms.mapping().file(), line, null, what);
  }
}
