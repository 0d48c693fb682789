package io.rungate.rules;

import io.rungate.fact.TimeField;
import java.util.Locale;

/** The habits that lint holds a pack to, each with the better form. */
public enum LintCode {
  MISSING_WHY("say with @why( \"...\" ) what went wrong before the rule, or would without it"),
  MISSING_METADATA("give a rule that objects @code, @message and @advice"),
  UNKNOWN_ANNOTATION("@code, @message, @advice, @why, @since, each once"),
  CODE_FORM("a code in lower case with hyphens, such as negative-rate"),
  DUPLICATE_CODE("one code for one message, so that a reader can look it up"),
  UNBOUND_PLACEHOLDER("bind what a message or advice names in the conditions: $name : name"),
  IMPOSSIBLE_VERSION("a version of three numbers that is there, such as the pack's own"),
  NO_EVIDENCE("what the rule objects to between the brackets: new Refusal( $bad )"),
  RULE_ATTRIBUTE("rules that are right in any order; ask for a fact instead of a turn"),
  FIELD_WITHOUT_KEY("@key behind every field, so that words that differ are two words"),
  RULE_PARENT("a declared fact that both rules ask for"),
  GLOBAL("a fact that rules conclude or the mapping reads"),
  FUNCTION("a rule that concludes the step as a fact"),
  QUERY("a rule that concludes what the query would answer"),
  NOT_ONE_CONCLUSION("one statement: insertLogical( new Something( ... ) );"),
  CODE_IN_CONSEQUENCE("two rules instead of a branch or a loop, and a fact for each step"),
  CODE_IN_CONDITION("patterns over facts; conclude what has to be computed in a rule of its own"),
  OUTSIDE_WORLD("facts, the pack's own types, java.math and java.util.List"),
  TALLY_OF_NO_FACT("the facts themselves: sum( $one ) of $one : Metric()"),
  NO_TIME(TimeField.FORMS),
  SLOW_PATTERN(
      "fits( \"...\" ) of a text field: a pattern in quotes, without look-around and back-references"),
  TEXT_BUILDING("the message template of the rule; a conclusion holds what facts say"),
  FOREIGN_IMPORT("io.rungate.fact, the pack's own packages, java.math and java.util.List"),
  UNUSED_IMPORT("only the imports that the file uses"),
  PACKAGE_NAME("the package of the other files, ending in the name of the file"),
  SCOPE(
      "rules of runs at the top, of rows in rows/ and of a whole sweep in sweep/, each with its package"),
  TABLE_NAME("a file of data/ that is called as its word is: gpu-model.yaml of GpuModel"),
  IDLE_CAPITALS("small letters where capitals do not count"),
  FIELD_FORM("fields of words in small letters, as rules ask for them"),
  IMPORT_ORDER("imports sorted by name"),
  TRAILING_SPACE("no blanks at the end of a line"),
  UNQUOTED_ANNOTATION("annotation values in quotes"),
  NEVER_CONCLUDED("a type that the mapping reads or another rule concludes"),
  UNKNOWN_FIELD("a field of fields.yaml, or one that a rule concludes"),
  UNKNOWN_GROUP("a group of fields.yaml"),
  UNKNOWN_NAME("a name that some rule concludes"),
  UNKNOWN_PART("a part that a path or a loop of fields.yaml gives, and a name that it can have"),
  TYPE_MISFIT("the fact type that the field's type in fields.yaml gives"),
  TEXT_AND_NUMBER("texts compared with texts, numbers with numbers"),
  NUMBER_FORM("digits such as 8 and 0.95, with no zero in front, which would make 010 an eight"),
  TWICE_SAID("each condition once, and a name of its own for each fact"),
  SAME_CONDITION("one rule, or conditions that tell the two apart"),
  WORD_TAKEN("a word of its own for each table, such as GpuModel"),
  UNUSED_TABLE("a table whose word some rule matches; delete the others"),
  NEAREST_UNSURE(
      "a part that vanishes where nothing is near: [; did you mean {nearest:hardware.name}?]"),
  UNUSED_FIELD("a field that a rule, a contract or the document uses; delete the others"),
  KEY_WITHOUT_SOURCE("a key that a field has, or that a rule concludes as a Value"),
  VALUE_NOT_SHOWN("the key in a block of the document, or no conclusion about it"),
  UNUSED_DENOMINATOR("a rule that asks for Denominator( of == \"key\" ), and divides by it"),
  IDLE_PATTERN("a pattern that some name or key can match"),
  IDLE_TEXT("texts that a result can give there, such as absent-when: [\"n/a\"]"),
  UNUSED_DEFAULT("a default where some rule concludes Contract.tolerant for the group"),
  FAILING_CONCLUSION("conclusions of what the rule matched, as their type takes it"),
  UNUSED_WORD("a rule that asks for the word; delete one that nobody asks for"),
  TOPOLOGY_NOT_SHOWN("the topology in a block of the document"),
  GROUP_WITHOUT_CONTRACT(
      "a rule that concludes Contract.strict or Contract.tolerant for the group"),
  OUTPUT_LOST("the key kept, or its end told in CHANGELOG.md, with the key in backquotes"),
  RELEASE_EDITED("the release as it was, and the edit in a new version of the pack"),
  CHANGELOG_MISSING(
      "a heading ## VERSION in CHANGELOG.md, and under it what changes in verdicts and values");

  private final String prefer;

  LintCode(String prefer) {
    this.prefer = prefer;
  }

  /** The better form, as what follows {@code Prefer: }. */
  public String prefer() {
    return prefer;
  }

  /** As reports show it, such as {@code unused-import}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
