package io.rungate.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.rungate.cli.Program;
import io.rungate.pack.PackCopy;
import io.rungate.pack.PackCopy.Edit;
import io.rungate.pack.PackException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Typical mistakes in a copy of the shipped pack, and all that is said of each. */
class PackMessagesTest {
  @TempDir Path temp;

  /** What somebody did, and every line of the answer. */
  private record Mistake(String what, List<Edit> edits, List<String> says) {}

  private static Mistake drl(String what, String file, String from, String to, String... says) {
    return new Mistake(what, List.of(new Edit(file + ".drl", from, to)), in(file + ".drl", says));
  }

  private static Mistake yaml(String what, String from, String to, String... says) {
    return new Mistake(what, List.of(new Edit("fields.yaml", from, to)), in("fields.yaml", says));
  }

  private static List<String> in(String file, String... says) {
    return Stream.of(says).map(line -> "rules/v2/" + file + ":" + line).toList();
  }

  private static final String TOTAL =
      "rule \"the total throughput is divided by all GPUs of the run\"";
  private static final String DIVIDED =
      TOTAL
          + "\n  @why( \"Every GPU was allocated for the run, whichever role it has.\" )\nwhen\n"
          + "  AllGpus( $gpus : number )\nthen\n"
          + "  insertLogical( new Denominator( \"tput_per_gpu\", $gpus ) );\nend";

  private static String divided(String from, String to) {
    assertThat(DIVIDED).contains(from);
    return DIVIDED.replace(from, to);
  }

  private static Mistake total(String what, String from, String to, String... says) {
    return drl(what, "denominators", DIVIDED, divided(from, to), says);
  }

  private static final List<Mistake> MISTAKES =
      List.of(
          total(
              "a single equals sign",
              "$gpus : number",
              "$gpus : number, number = 3",
              "«AllGpus( $gpus : number, number = 3»: rule \"the total throughput is divided by all GPUs of the run\": did not expect '=' here; did you mean ==, <= or >=?"),
          total(
              "an operator in words",
              "$gpus : number",
              "$gpus : number, number equals 3",
              "«number equals»: rule \"the total throughput is divided by all GPUs of the run\": did not expect 'equals' here; did you mean ==, <= or >=?"),
          total(
              "an operator turned round",
              "$gpus : number",
              "$gpus : number, number =< 3",
              "«number =<»: rule \"the total throughput is divided by all GPUs of the run\": did not expect '=' here; did you mean ==, <= or >=?"),
          total(
              "a missing end",
              ";\nend",
              ";\n",
              "«the total throughput is divided»: rule \"the total throughput is divided by all GPUs of the run\": has no end before the next rule"),
          total(
              "a misspelt end",
              ";\nend",
              ";\nedn",
              "«the total throughput is divided»: rule \"the total throughput is divided by all GPUs of the run\": has no end before the next rule"),
          total(
              "a missing then",
              "\nthen\n",
              "\n",
              "«the total throughput is divided+5»: rule \"the total throughput is divided by all GPUs of the run\": did not expect 'end' here; is its then missing, or a bracket left open before it?"),
          total(
              "a missing when",
              "\nwhen\n",
              "\n",
              "«the total throughput is divided+2»: rule \"the total throughput is divided by all GPUs of the run\": did not expect 'AllGpus' here"),
          total(
              "a misspelt rule",
              "rule \"the",
              "rul \"the",
              "«rul »: did not expect 'rul' here; did you mean rule?"),
          total(
              "a bracket left open in a condition",
              "number )",
              "number",
              "«the total throughput is divided+4»: rule \"the total throughput is divided by all GPUs of the run\": did not expect 'then' here; is its when missing, or a bracket left open before it?"),
          total(
              "a missing quote in a name",
              "of the run\"",
              "of the run",
              "«the total throughput is divided»: a text in quotes has no end"),
          total(
              "a missing quote in a consequence",
              "\"tput_per_gpu\"",
              "\"tput_per_gpu",
              "«the total throughput is divided+5»: a text in quotes has no end"),
          total(
              "an annotation left open",
              "it has.\" )",
              "it has.\"",
              "«the total throughput is divided+1»: an annotation has no closing bracket"),
          total(
              "a comma forgotten between constraints",
              "$gpus : number",
              "$gpus : number number != null",
              "«number number»: rule \"the total throughput is divided by all GPUs of the run\": did not expect 'number' here"),
          drl(
              "a comment without an end",
              "measures",
              "rule \"the output throughput per GPU",
              "/* the old one:\nrule \"the output throughput per GPU",
              "«/* the old»: a comment that opens here has no end"),
          drl(
              "a missing package",
              "denominators",
              "package rungate.denominators;\n",
              "",
              "1: does not start with a package"),
          drl(
              "a typing error in an import",
              "denominators",
              "import rungate.vocabulary.AllGpus;",
              "import rungate.vocabulary.AllGpu;",
              "«vocabulary.AllGpu;»: no type rungate.vocabulary.AllGpu to import; did you mean AllGpus?"),
          drl(
              "an import from the wrong package",
              "denominators",
              "import io.rungate.fact.IntegerField;",
              "import io.rungate.facts.IntegerField;",
              "«facts.IntegerField»: may not import io.rungate.facts.IntegerField; did you mean io.rungate.fact.IntegerField?"),
          drl(
              "a declared field of an unknown type",
              "vocabulary",
              "declare AllGpus\n  number : IntegerField @key",
              "declare AllGpus\n  number : IntegerFeld @key",
              "«IntegerFeld»: no type IntegerFeld; did you mean IntegerField?"),
          drl(
              "a declared field without a colon",
              "vocabulary",
              "declare AllGpus\n  number : IntegerField @key",
              "declare AllGpus\n  number IntegerField @key",
              "«number IntegerField»: did not expect 'IntegerField' here"),
          drl(
              "a declaration without an end",
              "vocabulary",
              "declare Multinode\nend",
              "declare Multinode",
              "«declare Multinode»: the declaration of Multinode has no end"),
          drl(
              "a rule that is there twice",
              "verdict",
              "rule \"a run that a rule refuses is rejected\"",
              "rule \"a run that no rule refuses is accepted\"",
              "«rule \"»: rule \"a run that no rule refuses is accepted\": a rule of this name is at verdict.drl:7"),
          yaml(
              "a key that does not exist",
              "RUNNER_TYPE }",
              "RUNNER_TYPE, defalt: x }",
              "«defalt»: no key fields.hw.defalt; did you mean default?"),
          yaml(
              "a key at the wrong depth",
              "    type: integer\n    at-least: 0\n",
              "    type: integer\n  at-least: 0\n",
              "«  at-least: 0»: fields.at-least must be a table of keys and values"),
          yaml(
              "a line indented too far",
              "    variable: DECODE_GPUS\n",
              "      variable: DECODE_GPUS\n",
              "«DECODE_GPUS»: no key is expected here; look at the indentation of this line, and for a colon without a space after it in the line before"),
          yaml(
              "a tab",
              "    variable: DECODE_GPUS\n",
              "\tvariable: DECODE_GPUS\n",
              "«DECODE_GPUS»: a tab indents this line; YAML is indented by spaces"),
          yaml(
              "a bracket left open",
              "{ group: base, variable: RUNNER_TYPE }",
              "{ group: base, variable: RUNNER_TYPE",
              "«RUNNER_TYPE»: a bracket that opens here is not closed"),
          yaml(
              "a missing quote",
              "value: \"0\"",
              "value: \"0",
              "«value: \"0»: a text in quotes has no end"),
          yaml(
              "a colon without a space",
              "    group: split\n    variable: PREFILL_GPUS",
              "    group:split\n    variable: PREFILL_GPUS",
              "«variable: PREFILL_GPUS»: no key is expected here; look at the indentation of this line, and for a colon without a space after it in the line before"),
          yaml(
              "a bad regular expression",
              "'^.*_ctx_\\d.*_gen_(\\d+)'",
              "'^.*_ctx_\\d.*_gen_(\\d+'",
              "«'^.*_ctx_\\d.*_gen_»: fields.num_decode_gpu.file-name[0].match is no regular expression of linear time: missing closing ) in ^.*_ctx_\\d.*_gen_(\\d+"),
          yaml(
              "an expression without a group",
              "'^.*_ctx_\\d.*_gen_(\\d+)'",
              "'_gen_\\d+'",
              "«'_gen_»: fields.num_decode_gpu.file-name[0].match needs a group, or a value beside it"),
          yaml(
              "a variable that two fields read",
              "variable: PRECISION }",
              "variable: FRAMEWORK }",
              "«precision: »: fields.precision: the variable FRAMEWORK already gives framework"),
          yaml(
              "a field that is there twice",
              "  precision:      {",
              "  framework:      {",
              "«  framework: »: fields: the key framework is given twice"),
          yaml(
              "a key of the document that is there twice",
              "- decode_ep\n",
              "- prefill_ep\n",
              "«- prefill_ep»: document.blocks[3].keys: the key prefill_ep stands in the document twice"),
          yaml(
              "an unknown family",
              "[seconds, interactivity]",
              "[second, interactivity]",
              "«[second,»: document.blocks[4].families: no family second; did you mean seconds?"),
          yaml(
              "an unknown key in the summary",
              "{num_prefill_gpu} prefill",
              "{num_prefill_gpus} prefill",
              "«num_prefill_gpus»: summary.GPU split: the document has no key num_prefill_gpus; did you mean num_prefill_gpu?"));

  /** A mistake that only the compiler sees, in a rule of its own. */
  private record Slip(String what, String when, String then, int line, String says) {
    static Slip inWhen(String what, String when, String says) {
      return new Slip(what, when, "new Denominator( \"tput_per_gpu\", $gpus )", 3, says);
    }

    static Slip inThen(String what, String then, String says) {
      return new Slip(what, "AllGpus( $gpus : number )", then, 5, says);
    }

    String rule() {
      return "\nrule \"%s\"\n  @why( \"x\" )\nwhen\n  %s\nthen\n  insertLogical( %s );\nend\n"
          .formatted(what, when, then);
    }

    String message() {
      return "rules/v2/denominators.drl:«rule \"%s\"+%d»: rule \"%s\": %s"
          .formatted(what, line, what, says);
    }
  }

  private static final List<Slip> COMPILED =
      List.of(
          Slip.inWhen(
              "a typing error in a type",
              "AllGpu( $gpus : number )",
              "no type AllGpu; did you mean AllGpus?"),
          Slip.inWhen(
              "a typing error in a field",
              "AllGpus( $gpus : numbr )",
              "AllGpus has no field numbr; did you mean number?"),
          Slip.inWhen(
              "a typing error in a compared field",
              "AllGpus( $gpus : number, numbr != null )",
              "AllGpus has no field numbr; did you mean number?"),
          Slip.inWhen(
              "a type that is not imported",
              "AllGpus( $gpus : number ) BooleanField()",
              "BooleanField is not imported; add: import io.rungate.fact.BooleanField;"),
          Slip.inWhen(
              "a number compared with a text",
              "AllGpus( $gpus : number ) IntegerField( value == \"none\" )",
              "compares the number value with \"none\""),
          Slip.inThen(
              "a name that nothing is bound to",
              "new Denominator( \"tput_per_gpu\", $gpu )",
              "nothing is called $gpu; did you mean $gpus?"),
          Slip.inThen(
              "a name without its dollar",
              "new Denominator( \"tput_per_gpu\", gpus )",
              "no gpus; did you mean $gpus?"),
          Slip.inThen(
              "the wrong number of arguments",
              "new Denominator( $gpus )",
              "cannot make Denominator of (IntegerField); it takes (String, BigInteger) or (String, IntegerField) or (String, Tally)"),
          Slip.inThen(
              "arguments in the wrong order",
              "new Denominator( $gpus, \"x\" )",
              "cannot make Denominator of (IntegerField, String); it takes (String, BigInteger) or (String, IntegerField) or (String, Tally)"),
          Slip.inThen(
              "a conclusion of an unknown type",
              "new Denominater( \"x\", $gpus )",
              "no type Denominater; did you mean Denominator?"),
          Slip.inThen(
              "a method that does not exist",
              "new Denominator( \"x\", $gpus.pluss( $gpus ) )",
              "IntegerField has no method pluss"),
          Slip.inThen(
              "a missing bracket",
              "new Denominator( \"x\", $gpus",
              "has a consequence in which a bracket is missing"));

  /** Mistakes that compile, and make a rule that looks like a check and is none. */
  private static final List<Slip> IDLE =
      List.of(
          Slip.inWhen(
              "a field that nobody gives",
              "AllGpus( $gpus : number ) IntegerField( field == \"num_decode_gpus\" )",
              "no field num_decode_gpus; did you mean num_decode_gpu?"),
          Slip.inWhen(
              "a group that nobody has",
              "AllGpus( $gpus : number ) IntegerField( group == \"singel\" )",
              "no group singel; did you mean single?"),
          Slip.inWhen(
              "a topology that nobody concludes",
              "AllGpus( $gpus : number ) Topology( name == \"singlenode\" )",
              "no rule concludes Topology singlenode; did you mean single-node?"),
          Slip.inWhen(
              "a type that the field never has",
              "AllGpus( $gpus : number ) IntegerField( field == \"framework\" )",
              "the field framework is never IntegerField; it is AbsentField, TextField"),
          Slip.inWhen(
              "a text compared with a number",
              "AllGpus( $gpus : number ) IntegerField( field == 0 )",
              "compares the text field with 0"),
          Slip.inWhen(
              "a text that is ordered",
              "AllGpus( $gpus : number ) IntegerField( field > \"tp\" )",
              "orders the text field by \"tp\""));

  @Test
  void what_only_the_compiler_sees_is_told_all_at_once() throws Exception {
    areTold(COMPILED);
  }

  @Test
  void rules_that_can_never_fire_do_not_judge() throws Exception {
    areTold(IDLE);
  }

  @Test
  void no_file_hides_the_faults_of_another() throws Exception {
    PackCopy copy =
        PackCopy.in(temp)
            .with(
                new Edit("pack.yaml", "status: released", "status: relased"),
                new Edit("fields.yaml", "DISAGG, type: boolean", "DISAGG, type: bolean"),
                new Edit("measures.drl", "\"tput_per_gpu\", usable", "\"tput_per_gpu\", usabel"));
    assertThat(refusals(copy))
        .extracting(line -> line.replaceFirst(":.*", ""))
        .containsExactly("rules/v2/fields.yaml", "rules/v2/measures.drl", "rules/v2/pack.yaml");
  }

  private void areTold(List<Slip> slips) throws Exception {
    PackCopy copy = PackCopy.in(temp);
    slips.forEach(slip -> copy.with(Edit.append("denominators.drl", slip.rule())));
    assertThat(refusals(copy))
        .containsExactlyElementsOf(
            slips.stream().map(slip -> copy.placed(slip.message())).toList());
  }

  @TestFactory
  Stream<DynamicTest> every_mistake_is_told_by_file_line_and_what_was_meant() {
    return MISTAKES.stream()
        .map(mistake -> DynamicTest.dynamicTest(mistake.what(), () -> isTold(mistake)));
  }

  private void isTold(Mistake mistake) throws Exception {
    PackCopy copy =
        PackCopy.in(Files.createTempDirectory(temp, "pack"))
            .with(mistake.edits().toArray(Edit[]::new));
    List<String> said = refusals(copy);
    assertThat(said)
        .containsExactlyElementsOf(mistake.says().stream().map(copy::placed).toList())
        .allSatisfy(
            line ->
                assertThat(line)
                    .matches("(?s)rules/v2/[a-z]+\\.(drl|yaml):[1-9]\\d*: .*")
                    .doesNotContain(".java", "Lambda", "Exception", "\tat "));
  }

  private List<String> refusals(PackCopy copy) {
    PackException refusal =
        catchThrowableOfType(
            PackException.class, () -> new PackLoader(Program.cache()).load(copy.v2()));
    assertThat(refusal).as("the pack is refused").isNotNull();
    return refusal.problems().stream().map(copy::relative).toList();
  }
}
