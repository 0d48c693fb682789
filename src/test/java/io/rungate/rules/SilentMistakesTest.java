package io.rungate.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.rungate.pack.PackException;
import io.rungate.pack.PackFaults;
import io.rungate.pack.PackProblem;
import io.rungate.pack.PackReader;
import io.rungate.pack.PackReader.PackFiles;
import io.rungate.pack.PackSymbols;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Mistakes that compile and were once accepted without a word, each with all that is said of it, by
 * the file and the line that holds a text. What is right beside them says nothing.
 */
class SilentMistakesTest {
  private static final String RULE =
      """
      package rungate.extra;
      import io.rungate.fact.*;
      import rungate.vocabulary.*;
      rule "extra"
        @code( "extra" )
        @message( "Extra." )
        @advice( "Look." )
        @why( "Because." )
      when
        $run : Run()
      then
        insertLogical( new Warning( $run ) );
      end
      """;

  private static PackFiles pack;

  @BeforeAll
  static void read() throws PackException {
    pack = PackReader.files(Path.of("rules/v2"));
  }

  /** A change of one file, and what is said of it; nothing where it is right. */
  private record Edit(String file, String from, String to, List<String> says) {

    PackFiles made() {
      String text = file.equals("extra.drl") ? RULE : pack.text(file);
      assertThat(text).as(file).contains(from);
      return pack.with(file, text.replace(from, to));
    }
  }

  private static Edit rule(String from, String to, String... says) {
    return new Edit("extra.drl", from, to, Stream.of(says).map(RULES::concat).toList());
  }

  private static final String RULES = "extra.drl:";

  private static Edit when(String when, String... says) {
    return rule(
        "$run : Run()",
        "$run : Run()\n  " + when,
        Stream.of(says).map(one -> "«" + when + "» " + one).toArray(String[]::new));
  }

  private static Edit then(String then, String... says) {
    return rule(
        "new Warning( $run )",
        then,
        Stream.of(says).map(one -> "«" + then + "» " + one).toArray(String[]::new));
  }

  private static Edit mapping(String from, String to, String... says) {
    return new Edit(
        "fields.yaml", from, to, Stream.of(says).map(one -> "fields.yaml:" + one).toList());
  }

  private static Edit manifest(String from, String to, String... says) {
    return new Edit("pack.yaml", from, to, Stream.of(says).map(one -> "pack.yaml:" + one).toList());
  }

  private static final List<Edit> KEYS =
      List.of(
          then(
              "new Value( \"tput_per_gpus\", 1 )",
              "no block of the document shows the key tput_per_gpus; did you mean tput_per_gpu?"),
          then(
              "new Denominator( \"tput_per_gpus\", $run )",
              "no block of the document shows the key tput_per_gpus; did you mean tput_per_gpu?"),
          then(
              "new Denominator( \"conc\", $run )",
              "no rule divides by it: none asks for Denominator( of == \"conc\" )"),
          then("new Denominator( \"tput_per_gpu\", $run )"),
          then(
              "new Overruled( $run, \"disag\" )",
              "no block of the document shows the key disag; did you mean disagg?"),
          then("new Overruled( $run, \"disagg\" )"));

  private static final List<Edit> NAMES =
      List.of(
          when(
              "AbsentField( name == \"FRAMEWRK\" )",
              "no variable and no result key FRAMEWRK; did you mean FRAMEWORK?"),
          when("AbsentField( name == \"FRAMEWORK\" )"),
          when(
              "not AbsentField( name != \"ISLE\" )",
              "no variable and no result key ISLE; did you mean ISL?"),
          when(
              "MalformedField( name in ( \"ISL\", \"OSLL\" ) )",
              "no variable and no result key OSLL; did you mean OSL?"),
          when("MalformedField( name == \"p42_ttft_ms\" )"),
          when(
              "AbsentField( name == \"p42_ttft_ms\" )",
              "no variable and no result key p42_ttft_ms"),
          when(
              "OutOfBounds( name == \"IMAGE\" )",
              "the input IMAGE is never OutOfBounds; it is AbsentField, TextField"),
          when(
              "exists RequiredFieldMissing( name == \"IMAG\" )",
              "no variable and no result key IMAG; did you mean IMAGE?"),
          when(
              "RequiredFieldMissing( absent.field == \"imge\" )",
              "no field imge; did you mean image?"),
          when(
              "TextField( source.name == \"RUNER_TYPE\" )",
              "no variable and no result key RUNER_TYPE; did you mean RUNNER_TYPE?"),
          when(
              "Metric( key == \"mean_ttft_ms\" )",
              "no family gives the key mean_ttft_ms; did you mean mean_ttft?"),
          when("not Metric( key == \"p99_ms_x\" )", "no family gives the key p99_ms_x"),
          when("Metric( key == \"mean_ttft\" )"),
          when("Metric( key == \"p99_intvty\" )"),
          when("Metric( key == \"mean_tpot\" )"),
          when("Metric( key == \"throughput\" )"),
          when("Metric( family == \"second\" )", "no family second; did you mean seconds?"),
          when(
              "Value( key == \"tput_per_gpus\" )",
              "no rule concludes Value tput_per_gpus; did you mean tput_per_gpu?"),
          when(
              "Value( key == \"disagg\" || == \"disag\" )",
              "no rule concludes Value disag; did you mean disagg?"),
          when("Denominator( of not in ( \"conc\" ) )", "no rule concludes Denominator conc"),
          when(
              "Overruled( key == \"disag\" )",
              "no rule concludes Overruled with the key disag; did you mean disagg?"),
          when("Overruled( claim.field == \"disagg\" )", "no field disagg"),
          when(
              "Topology( name == \"single_node\" )",
              "no rule concludes Topology single_node; did you mean single-node?"),
          when(
              "Topology( \"agregated\" == name )",
              "no rule concludes Topology agregated; did you mean aggregated?"),
          when("Contract( group == \"basis\" )", "no group basis"),
          when("RoleGpus( field == \"num_gpu\" )", "no rule concludes RoleGpus num_gpu"),
          when(
              "accumulate( $t : TextField( field == \"imag\" ); $n : count( $t ) )",
              "no field imag; did you mean image?"),
          when(
              "io.rungate.fact.TextField( field == \"imag\" )",
              "no field imag; did you mean image?"),
          when("MappedField( field == \"image\" )"),
          when("TextField( field == ( \"imag\" ) )", "no field imag; did you mean image?"),
          when(
              "TextField( field.startsWith( \"decod_\" ) )",
              "no field of TextField answers startsWith( \"decod_\" ) with yes"),
          when("TextField( field.startsWith( \"decode_\" ) )"),
          when(
              "Topology( name contains \"agreg\" )",
              "no name of Topology answers contains( \"agreg\" ) with yes"));

  private static final List<Edit> TYPES =
      List.of(
          when("TextField( value < \"b\" )", "orders the text value by \"b\""),
          when("TextField( field < group )", "orders the text field by the text group"),
          when(
              "TextField( $v : value ) TextField( value > $v )",
              "orders the text value by the text $v"),
          when("TextField( value == 3 )", "compares the text value with 3"),
          when("TextField( 3 == value )", "compares the text value with 3"),
          when("TextField( value in ( \"a\", 3 ) )", "compares the text value with 3"),
          when(
              "IntegerField( positive == \"true\" )",
              "compares the boolean positive with \"true\""),
          when("IntegerField( value == true )", "compares the number value with true"),
          when(
              "BooleanField( $flag : value ) IntegerField( value == $flag )",
              "compares the number value with the boolean $flag"),
          when(
              "$t : TextField() IntegerField( value == $t.value )",
              "compares the number value with the text $t.value"),
          when(
              "accumulate( $t : TextField(); $n : count( $t ) ) TextField( value == $n )",
              "compares the text value with the Tally $n"),
          when("AllGpus( number == 3 )", "number is a number of its own: write number.value"),
          when("AllGpus( number.value == 3 )"),
          when("AllGpus( number.value > 3, number.positive == true )"),
          when("Contract( mode == \"strict\" )", "compares the Mode mode with \"strict\""),
          when("Value( value > 3 )", "orders value, which may be a text, by 3"),
          when("Value( value == 3 )"),
          when(
              "TextField( field == \"image\", field == \"hw\" )",
              "field cannot be \"image\" and \"hw\""),
          when("TextField( field == \"image\" || field == \"hw\" )"),
          when("TextField( field == \"image\", value == \"hw\" )"),
          when("TextField( field == \"image\", fits( \"a^\" ) )", "no text can match a^"),
          when("TextField( field == \"image\", fits( \"^a$\" ) )"),
          when("TextField( value == null )", "compares value with null, which it never is"),
          when("AbsentField( fallback == null )"),
          when("IntegerField( value > -3, value < 2.5 )"),
          when("$a : IntegerField() IntegerField( value < $a.value, value != $a.value + 1 )"),
          when("RealField( $a : amount ) IntegerField( value == $a )"),
          when("Metric( amount > measured )"),
          when("TextField( $v : value ) TextField( value == $v )"));

  private static final List<Edit> ANNOTATIONS =
      List.of(
          rule(
              "Extra.",
              "Extra {rum}.",
              "«@message» the message names {rum}, and nothing is called $rum; did you mean run?"),
          rule(
              "Extra.",
              "Extra {$run}.",
              "«@message» the message names {$run}, and nothing is called $run; did you mean run?"),
          rule(
              "Look.",
              "Look at { run }.",
              "«@advice» the advice names {run }, and nothing is called $run ; did you mean run?"),
          rule("Look.", "Look at {run.", "«@advice» the advice opens { and does not close it"),
          rule("Look.", "Look at {run}, and export X={\\\"a\\\": 1}."),
          rule(
              "Because.",
              "Because of {run}.",
              "«@why» the why names {run}, and a why is not filled: it is the same for all runs"),
          rule("@why", "@why( \"Since.\" )\n  @why", "«  @why( \"Because» @why is given twice"),
          rule("@why", "@severity( \"note\" )\n  @why", "«@severity» no annotation @severity"),
          rule(
              "@why",
              "@since( \"2.0\" )\n  @why",
              "«@since» @since must be three numbers such as 1.0.0, not 2.0"),
          rule(
              "@why",
              "@since( \"2.0.20\" )\n  @why",
              "«@since» is there since 2.0.20, and this pack is 2.0.2"),
          rule("@why", "@since( \"2.0.2\" )\n  @why"),
          manifest(
              "replaces: 1.0.2",
              "replaces: 2.0.2",
              "«replaces» replaces is the version itself: 2.0.2"),
          manifest(
              "replaces: 1.0.2",
              "replaces: 10.0.0",
              "«replaces» replaces lies ahead of 2.0.2: 10.0.0"));

  private static final List<Edit> CONCLUSIONS =
      List.of(
          then("new Refusal()", "objects to nothing: new Refusal() names no evidence"),
          then("new Note( )", "objects to nothing: new Note() names no evidence"),
          then("Contract.strict( \"bas\" )", "no group bas; did you mean base?"));

  private static final List<Edit> MAPPING =
      List.of(
          mapping(
              "variable: PRECISION }",
              "variable: PRECISION, default: fp8 }",
              "«PRECISION» fields.precision.default is never used: every contract of the group base is"
                  + " strict"),
          mapping(
              "match: '^.*_gpus_\\d'",
              "match: '^*_gpus_\\d'",
              "«'^*_gpus» fields.num_decode_gpu.file-name[2].match repeats the start or the end of a"
                  + " text, which is there once: ^*_gpus_\\d"),
          mapping(
              "keys: '_ms$'",
              "keys: '_ms$$'",
              "«_ms$$» families.seconds.bounds[1].keys repeats the start or the end of a text, which"
                  + " is there once: _ms$$"),
          mapping(
              "keys: '_ms$'",
              "keys: '_(?:ms||s)$'",
              "«||s)» families.seconds.bounds[1].keys has an alternative that is nothing, and fits"
                  + " everything: _(?:ms||s)$"),
          mapping("keys: '_ms$'", "keys: '_(?:ms|s\\|)$'"),
          mapping(
              "keys: '_ms$'",
              "keys: '_[mss]*$'",
              "«_[mss]*$» families.seconds.bounds[1].keys holds a sign twice in its brackets:"
                  + " _[mss]*$"),
          mapping(
              "keys: '_ms$'",
              "keys: '_[a-ns-um]s$'",
              "«_[a-ns-um]s$» families.seconds.bounds[1].keys holds a sign twice in its brackets:"
                  + " _[a-ns-um]s$"),
          mapping(
              "keys: '_ms$'",
              "keys: '_[b-z]s$'",
              "«_[b-z]s$» families.seconds.bounds[1].keys has a part of the alphabet in its"
                  + " brackets: _[b-z]s$"),
          mapping("keys: '_ms$'", "keys: '_[a-z.0-9-]s$'"),
          mapping(
              "families:\n  seconds:",
              "families:\n  seconDs:",
              "«seconDs:» seconDs: a family is named in lower-case letters, digits and _",
              "«    - families: [seconds, interactivity]» document.blocks[4].families: no family"
                  + " seconds; did you mean seconDs?"),
          mapping(
              "variable: DISAGG, type: boolean, yes: [\"true\"]",
              "variable: DISAGG, type: boolean, yes: [\"trUe\"]",
              "«trUe» fields.disagg_claimed.yes holds trUe; did you mean true?"),
          mapping(
              "variable: DISAGG, type: boolean, yes: [\"true\"]",
              "variable: DISAGG, type: boolean, yes: [\"1\", \"True\"]",
              "«True» fields.disagg_claimed.yes holds True; did you mean true?"),
          mapping(
              "variable: DISAGG, type: boolean, yes: [\"true\"]",
              "variable: DISAGG, type: boolean, yes: [\"yes\", \"True\", \"true\"]"),
          mapping(
              "default: \"false\"",
              "default: \"flase\"",
              "«flase» fields.is_multinode.default is neither yes nor false: flase; did you mean"
                  + " false?"),
          mapping(
              "variable: PP_SIZE, type: integer, default: \"1\"",
              "variable: PP_SIZE, type: integer, default: \"01\"",
              "«PP_SIZE» fields.pp.default must be written 1, not \"01\""),
          mapping(
              "    keys: 'ms$'",
              "    keys: '$ms'",
              "«  seconds:» families.seconds.keys: no result key can match $ms"),
          mapping("    keys: tpot", "    keys: 'tpot|$ms'"),
          mapping("    keys: tpot", "    keys: '(a^b)?tpot'"),
          mapping(
              "    keys: tpot",
              "    keys: '^$'",
              "«  interactivity:» families.interactivity.keys: no result key can match ^$"),
          mapping(
              "keys: '^std_.*_ms$'",
              "keys: 'std_^.*_ms$'",
              "«  seconds:» families.seconds.bounds[0].keys: no result key can match std_^.*_ms$"),
          mapping(
              "keys: '_ms$'",
              "keys: '_s$'",
              "«  seconds:» families.seconds.bounds[1].keys: no key of the family, which match ms$,"
                  + " matches _s$"),
          mapping("keys: '_ms$'", "keys: 'ttft_ms$'"),
          mapping(
              "keys: '_ms$'",
              "keys: '^std_.*_ms$'",
              "«  seconds:» families.seconds.bounds[1] never counts: a bound above it is for the same"
                  + " keys"),
          mapping(
              "keys: '^std_.*_ms$', at",
              "at",
              "«  seconds:» families.seconds.bounds[1] never counts: a bound above it is for all keys"),
          mapping(
              "match: '^.*_gpus_\\d'",
              "match: '^.*_gpus_\\d$.'",
              "«  num_decode_gpu:» fields.num_decode_gpu.file-name[2].match: no file name can match"
                  + " ^.*_gpus_\\d$."),
          mapping(
              "match: '^.*_gen_(\\d+).*_ctx_\\d'",
              "match: '^.*_ctx_\\d.*_gen_(\\d+)'",
              "«  num_decode_gpu:» fields.num_decode_gpu.file-name[1].match never decides: the same"
                  + " pattern stands above it"),
          mapping(
              "result: output_throughput, type: number,",
              "result: output_throughput, type: number, absent-when: [NaN, n/a, \"null\"],",
              "«  output_throughput:» fields.output_throughput.absent-when: a result does not give NaN"
                  + " as the text \"NaN\"; write .nan"),
          mapping(
              "agg_{name}",
              "agg_{nmae}_{name}",
              "«  file:» document.file holds a placeholder other than {name}: agg_{nmae}_{name}.json"),
          mapping(
              "value: \"0\"",
              "value: \"O\"",
              "«value:» fields.num_decode_gpu.file-name[2].value cannot be read as integer: \"O\""),
          mapping(
              "families: [seconds, interactivity]",
              "families: [seconds, interactivity, seconds]",
              "«families: [» document.blocks[4].families: the family seconds stands in the document"
                  + " twice"),
          mapping(
              "yes: [\"true\"], ignore-case: true, default: \"false\"",
              "yes: [\"true\"], default: \"ture\"",
              "«  is_multinode:» fields.is_multinode.default is none of yes, and means false: ture;"
                  + " did you mean true?"),
          mapping(
              "keys: [name, version]",
              "keys: []",
              "«  router:» fields.router.keys is missing: which keys has the object?"),
          mapping(
              "variable: ISL, type: integer,",
              "variable: ISL, type: integer, absent-when: [\"0\"],"));

  private static Edit both(String when, String then, String... says) {
    String from = "$run : Run()\nthen\n  insertLogical( new Warning( $run ) );";
    String to = when + "\nthen\n  insertLogical( " + then + " );";
    return rule(
        from, to, Stream.of(says).map(one -> "«" + then + "» " + one).toArray(String[]::new));
  }

  private static final String COUNTED =
      "accumulate( $t : TextField( $v : value ); $n : count( $t ), $m : count( $v ), $all : collectList( $t ),"
          + " $texts : collectList( $v ) )";

  /** What lint says of rules that fail whenever they fire. */
  private static final List<Edit> FAILING =
      List.of(
          both(COUNTED, "new Warning( $n )"),
          both(
              COUNTED,
              "new Warning( $m )",
              "$m is no reason: give the fact or the conclusion that it comes from"),
          both(
              COUNTED,
              "new Warning( $texts )",
              "$texts is no reason: give the fact or the conclusion that it comes from"),
          both(COUNTED, "new Warning( $all )"),
          both(
              "$t : TextField( $v : value )",
              "new Warning( $t, $v )",
              "$v is no reason: give the fact or the conclusion that it comes from"),
          both(
              "$tp : IntegerField()",
              "new Warning( $tp.plus( $tp ) )",
              "$tp.plus($tp) is no reason: give the fact or the conclusion that it comes from"),
          both("$m : RequiredFieldMissing()", "new Warning( $m.absent() )"),
          both("$o : Overruled( $claim : claim )", "new Warning( $claim, $o )"),
          both(
              "TextField( $v : value )",
              "new Value( $v, \"disagg\" )",
              "the key comes first: new Value( \"disagg\", ... )"),
          both("TextField( $v : value )", "new Value( \"disagg\", $v )"),
          both(
              "$run : Run()",
              "new Value( \"disagg\", $run )",
              "a document cannot hold the Run $run"),
          both("$tp : IntegerField()", "new Value( \"tp\", $tp )"),
          both("$tp : IntegerField()", "new Value( \"tp\", $tp.plus( $tp ) )"));

  @TestFactory
  Stream<DynamicTest> a_conclusion_that_surely_fails_is_told_by_lint() {
    return FAILING.stream()
        .map(edit -> DynamicTest.dynamicTest(edit.to(), () -> isTold(edit, failing(edit.made()))));
  }

  private static List<PackProblem> failing(PackFiles files) throws PackException {
    PackReader.Parts parts = PackReader.parts(files);
    LintFindings findings = new LintFindings();
    FailingConclusions.check(PackSymbols.of(parts), findings);
    return findings.problems();
  }

  @TestFactory
  Stream<DynamicTest> each_is_told_with_its_line() {
    return Stream.of(KEYS, NAMES, TYPES, ANNOTATIONS, CONCLUSIONS, MAPPING)
        .flatMap(List::stream)
        .map(edit -> DynamicTest.dynamicTest(edit.to(), () -> isTold(edit, faults(edit.made()))));
  }

  @Test
  void the_pack_that_they_are_made_in_has_none() {
    assertThat(faults(pack)).isEmpty();
  }

  private static void isTold(Edit edit, List<PackProblem> faults) {
    PackFiles made = edit.made();
    List<String> said = new ArrayList<>();
    for (PackProblem fault : faults) {
      List<String> lines = made.text(fault.file()).lines().toList();
      String line = lines.get(fault.line() - 1);
      String told = fault.file() + ":«%s» " + fault.message();
      said.add(
          edit.says().stream()
              .filter(one -> line.contains(one.replaceFirst("(?s).*?«(.*?)».*", "$1")))
              .filter(one -> one.endsWith("» " + fault.message()))
              .findFirst()
              .orElse(told.formatted(line)));
    }
    assertThat(said).containsExactlyInAnyOrderElementsOf(edit.says());
  }

  /** What keeps a pack from being loaded, but for what its compiler says. */
  private static List<PackProblem> faults(PackFiles files) {
    PackFaults faults = new PackFaults();
    PackReader.Parts parts = PackReader.parts(files, faults);
    if (parts.mapping() != null && parts.rules() != null) {
      LintFindings findings = new LintFindings();
      PackSymbols terms = faults.of(() -> PackSymbols.of(parts));
      PackCheck.check(terms, parts.manifest(), findings);
      faults.add(findings.problems());
    }
    try {
      faults.check();
      return List.of();
    } catch (PackException e) {
      return e.problems();
    }
  }
}
