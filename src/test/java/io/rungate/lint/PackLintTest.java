package io.rungate.lint;

import static io.rungate.rules.LintCode.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rungate.pack.PackCopy;
import io.rungate.pack.PackCopy.Edit;
import io.rungate.pack.PackException;
import io.rungate.rules.LintCode;
import io.rungate.rules.LintFindings.LintFinding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackLintTest {
  @TempDir Path temp;

  /** One habit: a change that breaks it, what lint says of it, and the nearest that keeps it. */
  private record Habit(LintCode code, Edit breaks, String says, Edit keeps) {}

  private static final String OBJECTING =
      """
      rule "NAME"
        @code( "CODE" )
        @message( "MESSAGE" )
        @advice( "Look." )
        @why( "Because." )
      when
        WHEN
      then
        THEN
      end
      """;

  private static Edit rule(String when, String then) {
    return Edit.append(
        "topology.drl",
        """

        rule "extra"
          @why( "Because." )
        when
          %s
        then
          %s
        end
        """
            .formatted(when, then));
  }

  private static Edit when(String when) {
    return rule(when, "insertLogical( new Topology( \"single-node\" ) );");
  }

  private static Edit then(String then) {
    return rule("$flag : BooleanField( field == \"is_multinode\", value == true )", then);
  }

  private static Edit objecting(String code, String message, String when) {
    return Edit.append(
        "plausibility.drl",
        "\n"
            + OBJECTING
                .replace("NAME", "extra")
                .replace("CODE", code)
                .replace("MESSAGE", message)
                .replace("WHEN", when)
                .replace("THEN", "insertLogical( new Warning( $x ) );"));
  }

  private static Edit refusing(String code, String message, String when) {
    Edit warning = objecting(code, message, when);
    return Edit.append("plausibility.drl", warning.to().replace("Warning", "Refusal"));
  }

  private static Edit replace(String file, String from, String to) {
    return new Edit(file, from, to);
  }

  private static final String RULE = "rules/v2/topology.drl:«\"extra\"»: rule \"extra\": ";
  private static final String WHEN = "rules/v2/topology.drl:«\"extra\"+3»: rule \"extra\": ";
  private static final String THEN = "rules/v2/topology.drl:«\"extra\"+5»: rule \"extra\": ";

  private static Edit table(String file, String word) {
    return Edit.append(
        file,
        """
        about: The accelerators that are known.
        word: %s
        key: name
        of: [hw]
        columns: { name: text }
        rows: [{ name: gb200 }]
        """
            .formatted(word));
  }

  private static final String HW = "$x : TextField( field == \"hw\" )";

  private static final List<Habit> HABITS =
      List.of(
          new Habit(
              WORD_TAKEN,
              table("data/hardware.yaml", "Multinode"),
              "rules/v2/data/hardware.yaml:«word»: word: vocabulary.drl declares Multinode",
              table("data/hardware.yaml", "Hardware")),
          new Habit(
              UNUSED_TABLE,
              table("data/hardware.yaml", "Hardware"),
              "rules/v2/data/hardware.yaml:«word»: no rule asks for Hardware",
              table("data/hardware.md", "Hardware")),
          new Habit(
              NEAREST_UNSURE,
              objecting("extra", "Not {nearest:hardware.name}?", HW),
              "rules/v2/plausibility.drl:«Not»: rule \"extra\": the message names {nearest:hardware.name}, and nothing may be near",
              objecting("extra", "[Not {nearest:hardware.name}?]", HW)),
          new Habit(
              TWICE_SAID,
              replace(
                  "measures.drl",
                  "  $output : NumberField( field == \"output_throughput\" )\n  $gpus : Denominator( of == \"input",
                  "  $total : NumberField( field == \"output_throughput\" )\n  $gpus : Denominator( of == \"input"),
              "rules/v2/measures.drl:«$total : NumberField( field == \"output_throughput\" )»: rule \"the input throughput per GPU is the rest of the total throughput over its denominator\": two facts are called $total",
              replace(
                  "topology.drl",
                  "  Topology( name == \"aggregated\" || name == \"single-node\" )",
                  "  not Multinode( )\n  exists Run()\n  not ( exists Multinode() )")),
          new Habit(
              NUMBER_FORM,
              replace(
                  "topology.drl",
                  "new Value( \"decode_tp\", 0 )",
                  "new Value( \"decode_tp\", 010 )"),
              "rules/v2/topology.drl:«\"decode_tp\", 010»: rule \"a multinode run without a decode pool publishes no decode tensor parallelism\": the number 010 starts with a zero",
              replace(
                  "topology.drl",
                  "new Value( \"decode_tp\", 0 )",
                  "new Value( \"decode_tp\", 10 )")),
          new Habit(
              NUMBER_FORM,
              replace(
                  "plausibility.drl",
                  "  $bad : IntegerField( field == \"decode_num_workers\", positive, ",
                  "  $bad : IntegerField( field == \"decode_num_workers\", moreThan( 0.50 ), "),
              "rules/v2/plausibility.drl:«moreThan( 0.50 )»: rule \"a run without a decode pool has no decode workers\": the number 0.50 is not written plainly",
              replace(
                  "plausibility.drl",
                  "  $bad : IntegerField( field == \"decode_num_workers\", positive, ",
                  "  $bad : IntegerField( field == \"decode_num_workers\", moreThan( 0.5 ), ")),
          new Habit(
              FIELD_FORM,
              replace(
                  "vocabulary.drl", "declare AllGpus\n  number :", "declare AllGpus\n  Number :"),
              "rules/v2/vocabulary.drl:«Number :»: the field Number of AllGpus begins with a capital",
              replace(
                  "vocabulary.drl", "declare AllGpus\n  number :", "declare AllGpus\n  numbeR :")),
          new Habit(
              IDLE_CAPITALS,
              when("TextField( value.equalsIgnoreCase( \"True\" ) )"),
              WHEN + "capitals do not count in \"True\"",
              when(
                  "TextField( value.equalsIgnoreCase( \"true\" ), $oneName : value )\n"
                      + "  TextField( value.equalsIgnoreCase( $oneName ) )")),
          new Habit(
              FIELD_FORM,
              when("AllGpus( Number.moreThan( 3 ) )"),
              WHEN + "the field number is called Number",
              when("AllGpus( number.moreThan( 3 ) )")),
          new Habit(
              PACKAGE_NAME,
              replace("measures.drl", "package rungate.measures;", "package rungate.measure;"),
              "rules/v2/measures.drl:«package»: the package rungate.measure is almost that of the file; did you mean rungate.measures?",
              replace("measures.drl", "package rungate.measures;", "package rungate.rates;")),
          new Habit(
              SCOPE,
              replace(
                  "measures.drl", "package rungate.measures;", "package rungate.rows.measures;"),
              "rules/v2/measures.drl:«package»: the package rungate.rows.measures is of rules in rows/, where this file does not lie",
              replace(
                  "measures.drl", "package rungate.measures;", "package rungate.row.measures;")),
          new Habit(
              TABLE_NAME,
              table("data/hardwares.yaml", "Hardware"),
              "rules/v2/data/hardwares.yaml:«word»: the table of Hardware is called hardware, not hardwares",
              table("data/hardware.yaml", "Hardware")),
          new Habit(
              MISSING_WHY,
              replace(
                  "topology.drl",
                  "  @why( \"The consumer files single-node and multinode runs under different configurations.\" )\n",
                  ""),
              "rules/v2/topology.drl:«the document says whether»: rule \"the document says whether the run is multinode\": does not say why it exists",
              replace(
                  "topology.drl",
                  "The consumer files single-node and",
                  "A consumer files single-node and")),
          new Habit(
              MISSING_METADATA,
              replace("verdict.drl", "Verdict.rejected()", "new Refusal( $refusals )"),
              "rules/v2/verdict.drl:«rule \"a run that a rule»: rule \"a run that a rule refuses is rejected\": objects without a advice",
              replace("verdict.drl", "Verdict.rejected()", "Verdict.accepted()")),
          new Habit(
              UNKNOWN_ANNOTATION,
              replace(
                  "verdict.drl",
                  "  @why( \"Publishing",
                  "  @since( \"2.0.0\" )\n  @whi( \"x\" )\n  @why( \"Publishing"),
              "rules/v2/verdict.drl:«@whi»: rule \"a run that no rule refuses is accepted\": no annotation @whi; did you mean why?",
              replace(
                  "verdict.drl",
                  "  @why( \"Publishing",
                  "  @since( \"2.0.0\" )\n  @why( \"Publishing")),
          new Habit(
              CODE_FORM,
              objecting(
                  "Bad_Code", "{flaw}", "$x : Run( safe == false, $flaw : flaw, name == \"x\" )"),
              "rules/v2/plausibility.drl:«\"extra\"+1»: rule \"extra\": has the code Bad_Code",
              objecting(
                  "good-code-2",
                  "{flaw}",
                  "$x : Run( safe == false, $flaw : flaw, name == \"x\" )")),
          new Habit(
              DUPLICATE_CODE,
              objecting("name-unsafe", "Other {flaw}.", "$x : Run( name == \"x\", $flaw : flaw )"),
              "rules/v2/plausibility.drl:«\"extra\"+1»: rule \"extra\": shares the code name-unsafe with \"a document can be named after the run\", and says something else",
              refusing(
                  "name-unsafe",
                  "RESULT_FILENAME {flaw}.",
                  "$x : Run( name == \"x\", $flaw : flaw )")),
          new Habit(
              UNBOUND_PLACEHOLDER,
              objecting("some-code", "{flow}.", "$x : Run( name == \"x\", $flaw : flaw )"),
              "rules/v2/plausibility.drl:«\"extra\"+2»: rule \"extra\": the message names {flow}, and nothing is called $flow; did you mean flaw?",
              objecting("some-code", "{flaw}.", "$x : Run( name == \"x\", $flaw : flaw )")),
          new Habit(
              RELEASE_EDITED,
              replace(
                  "pack.yaml", "status: released", "status: released\ndigest: " + "0".repeat(64)),
              "rules/v2/pack.yaml:1: this is no longer what was released as inference-runs 2.0.2",
              replace("pack.yaml", "status: released", "status: released # and sealed")),
          new Habit(
              IMPOSSIBLE_VERSION,
              replace("pack.yaml", "replaces: 1.0.2", "replaces: 1.9.9"),
              "rules/v2/pack.yaml:«replaces»: replaces: no version 1.9.9 lies beside this one, but 1.0.2",
              replace(
                  "verdict.drl",
                  "  @why( \"Publishing",
                  "  @since( \"2.0.2\" )\n  @why( \"Publishing")),
          new Habit(
              NO_EVIDENCE,
              replace("verdict.drl", "Verdict.rejected()", "new Refusal()"),
              "rules/v2/verdict.drl:«new Refusal()»: rule \"a run that a rule refuses is rejected\": objects to nothing: new Refusal() names no evidence",
              replace("verdict.drl", "Verdict.rejected()", "new Refusal( $refusals )")),
          new Habit(
              RULE_ATTRIBUTE,
              replace("verdict.drl", "when\n  Run()", "salience 10\nwhen\n  Run()"),
              "rules/v2/verdict.drl:«salience»: rule \"a run that no rule refuses is accepted\": sets salience",
              replace("verdict.drl", "when\n  Run()", "// salience 10\nwhen\n  Run()")),
          new Habit(
              FIELD_WITHOUT_KEY,
              replace("vocabulary.drl", "  field : String @key\n", "  field : String\n"),
              "rules/v2/vocabulary.drl:«  field : String»: RoleGpus.field is declared without @key",
              replace("vocabulary.drl", "  field : String @key\n", "  field : String  @key\n")),
          new Habit(
              RULE_PARENT,
              replace(
                  "verdict.drl",
                  "rule \"a run that a rule refuses is rejected\"",
                  "rule \"a run that a rule refuses is rejected\" extends \"a run that no rule refuses is accepted\""),
              "rules/v2/verdict.drl:«rule \"a run that a rule»: rule \"a run that a rule refuses is rejected\": extends the rule \"a run that no rule refuses is accepted\"",
              replace(
                  "verdict.drl",
                  "rule \"a run that a rule refuses is rejected\"",
                  "rule \"a run that a rule refuses extends the rejected\"")),
          new Habit(
              GLOBAL,
              replace(
                  "verdict.drl",
                  "\nrule \"a run that no",
                  "\nglobal Run run\nrule \"a run that no"),
              "rules/v2/verdict.drl:«global»: declares the global run",
              replace(
                  "verdict.drl",
                  "\nrule \"a run that no",
                  "\n// global Run run\nrule \"a run that no")),
          new Habit(
              FUNCTION,
              replace(
                  "verdict.drl",
                  "\nrule \"a run that no",
                  "\nfunction int f() { return 1; }\nrule \"a run that no"),
              "rules/v2/verdict.drl:«function»: declares the function f",
              replace(
                  "verdict.drl",
                  "\nrule \"a run that no",
                  "\n/* function int f() { return 1; } */\nrule \"a run that no")),
          new Habit(
              QUERY,
              replace(
                  "verdict.drl",
                  "\nrule \"a run that no",
                  "\nquery \"runs\" Run() end\nrule \"a run that no"),
              "rules/v2/verdict.drl:«query»: rule \"runs\": is a query",
              replace("verdict.drl", "\nrule \"a run that no", "\n// query\nrule \"a run that no")),
          new Habit(
              NOT_ONE_CONCLUSION,
              then(
                  "insertLogical( new Topology( \"a\" ) ); insertLogical( new Topology( \"b\" ) );"),
              THEN + "does not consist of one insertLogical( ... );",
              then(
                  "insertLogical( new Topology( \"a\" ) ); // insertLogical( new Topology( \"b\" ) );")),
          new Habit(
              CODE_IN_CONSEQUENCE,
              then("if ( $flag.value() ) insertLogical( new Topology( \"a\" ) );"),
              THEN + "uses if",
              then("insertLogical( new Topology( \"if while for\" ) );")),
          new Habit(
              TALLY_OF_NO_FACT,
              when(
                  "BooleanField( field == \"is_multinode\" ) accumulate( Metric( $v : amount ); $n : sum( $v ) )"),
              WHEN + "sum of $v, which is no fact",
              when(
                  "BooleanField( field == \"is_multinode\" ) accumulate( $m : Metric(); $n : sum( $m ) )")),
          new Habit(
              NO_TIME,
              when("BooleanField( field == \"is_multinode\" ) TimeField( isAfter( \"noon\" ) )"),
              WHEN + "\"noon\" is no time",
              when(
                  "BooleanField( field == \"is_multinode\" ) TimeField( isAfter( \"2026-07-10\" ) )")),
          new Habit(
              SLOW_PATTERN,
              when("BooleanField( field == \"is_multinode\", given matches \"t.*\" )"),
              WHEN + "uses matches",
              when("BooleanField( field == \"is_multinode\", given str[startsWith] \"t\" )")),
          new Habit(
              CODE_IN_CONDITION,
              when("BooleanField( field == \"is_multinode\" ) eval( 1 > 0 )"),
              WHEN + "uses eval",
              when("BooleanField( field == \"is_multinode\" /* eval( 1 > 0 ) */ )")),
          new Habit(
              OUTSIDE_WORLD,
              then("insertLogical( new Topology( System.getenv( \"X\" ) ) );"),
              THEN + "uses System",
              then("insertLogical( new Topology( \"System.getenv\" ) );")),
          new Habit(
              TEXT_BUILDING,
              then("insertLogical( new Topology( \"a\" + $flag.given() ) );"),
              THEN + "puts texts together",
              then("insertLogical( new Topology( $flag.given() ) );")),
          new Habit(
              FOREIGN_IMPORT,
              replace(
                  "verdict.drl",
                  "import io.rungate.fact.Run;",
                  "import io.rungate.fact.Run;\nimport java.util.Scanner;"),
              "rules/v2/verdict.drl:«Scanner»: may not import java.util.Scanner",
              replace(
                  "verdict.drl",
                  "import io.rungate.fact.Run;",
                  "import io.rungate.fact.Run;\n// import java.util.Scanner;")),
          new Habit(
              UNUSED_IMPORT,
              replace(
                  "verdict.drl",
                  "import io.rungate.fact.Run;",
                  "import io.rungate.fact.Run;\nimport io.rungate.fact.TextField;"),
              "rules/v2/verdict.drl:«fact.TextField»: imports io.rungate.fact.TextField and does not use it",
              replace("verdict.drl", "  Run()\n", "  Run( name != \"x\" )\n")),
          new Habit(
              IMPORT_ORDER,
              replace(
                  "verdict.drl",
                  "import io.rungate.fact.Refusal;\nimport io.rungate.fact.Run;",
                  "import io.rungate.fact.Run;\nimport io.rungate.fact.Refusal;"),
              "rules/v2/verdict.drl:«fact.Refusal»: io.rungate.fact.Refusal is imported after io.rungate.fact.Run",
              replace(
                  "verdict.drl", "import io.rungate.fact.Run;", "\nimport io.rungate.fact.Run;")),
          new Habit(
              TRAILING_SPACE,
              replace("verdict.drl", "  Run()\n", "  Run() \n"),
              "rules/v2/verdict.drl:«Run() »: ends in a blank",
              replace("verdict.drl", "  Run()\n", "   Run()\n")),
          new Habit(
              UNQUOTED_ANNOTATION,
              replace("plausibility.drl", "@code( \"name-unsafe\" )", "@code( name-unsafe )"),
              "rules/v2/plausibility.drl:«@code( name-unsafe»: name-unsafe stands without quotes",
              replace(
                  "plausibility.drl", "@code( \"name-unsafe\" )", "@code( \"name-very-unsafe\" )")),
          new Habit(
              NEVER_CONCLUDED,
              Edit.append(
                  "vocabulary.drl",
                  """

                  declare Idle
                  end

                  rule "extra"
                    @why( "Because." )
                  when
                    Idle()
                  then
                    insertLogical( new Multinode() );
                  end
                  """),
              "rules/v2/vocabulary.drl:«  Idle()»: rule \"extra\": can never fire: no rule concludes Idle",
              Edit.append(
                  "vocabulary.drl",
                  """

                  declare Idle
                  end

                  rule "extra"
                    @why( "Because." )
                  when
                    Multinode()
                  then
                    insertLogical( new Idle() );
                  end
                  """)),
          new Habit(
              UNKNOWN_FIELD,
              when("IntegerField( field == \"num_decode_gpus\", zero )"),
              WHEN + "no field num_decode_gpus; did you mean num_decode_gpu?",
              when("IntegerField( field == \"num_decode_gpu\", value == 3 )")),
          new Habit(
              UNKNOWN_GROUP,
              then("insertLogical( Contract.strict( \"single size\" ) );"),
              THEN + "no group single size; did you mean single sizes?",
              then("insertLogical( Contract.strict( \"optional\" ) );")),
          new Habit(
              UNKNOWN_NAME,
              when("Topology( name == \"single-nod\" )"),
              WHEN + "no rule concludes Topology single-nod; did you mean single-node?",
              when("Topology( name == \"single-node\" )")),
          new Habit(
              UNKNOWN_PART,
              when("Metric( part( \"statistic\" ) == \"p99\" )"),
              WHEN + "no family has a part statistic",
              when("Metric( family == \"seconds\" )")),
          new Habit(
              TYPE_MISFIT,
              when("IntegerField( field == \"framework\" )"),
              WHEN + "the field framework is never IntegerField; it is AbsentField, TextField",
              when("AbsentField( field == \"framework\" )")),
          new Habit(
              TEXT_AND_NUMBER,
              when("BooleanField( field == 3 )"),
              WHEN + "compares the text field with 3",
              when("IntegerField( field == \"tp\", value == 3 )")),
          new Habit(
              SAME_CONDITION,
              rule(
                  "BooleanField(   field == \"is_multinode\", value == false )",
                  "insertLogical( new Topology( \"single-node\" ) );"),
              RULE
                  + "has the condition and the conclusion of \"a run that is not multinode ran on a single node\"",
              rule(
                  "BooleanField( field == \"is_multinode\", value == true )",
                  "insertLogical( new Topology( \"single-node\" ) );")),
          new Habit(
              UNUSED_FIELD,
              replace(
                  "fields.yaml",
                  "  recipe_fingerprint: {",
                  "  idle: { group: optional, variable: IDLE }\n  recipe_fingerprint: {"),
              "rules/v2/fields.yaml:«IDLE»: fields.idle: no rule, no contract and no key of the document uses it",
              replace(
                  "fields.yaml",
                  "  recipe_fingerprint: {",
                  "  idle: { group: base, variable: IDLE }\n  recipe_fingerprint: {")),
          new Habit(
              KEY_WITHOUT_SOURCE,
              replace(
                  "fields.yaml",
                  "when-given: [router, kv_p2p_transfer]",
                  "when-given: [router, kv_p2p]"),
              "rules/v2/fields.yaml:«kv_p2p]»: nothing gives the key kv_p2p: there is no field kv_p2p, and no rule concludes new Value( \"kv_p2p\", ... )",
              replace(
                  "fields.yaml",
                  "when-given: [router, kv_p2p_transfer]",
                  "when-given: [router, kv_p2p_transfer: kv_p2p_transfer]")),
          new Habit(
              VALUE_NOT_SHOWN,
              then("insertLogical( new Value( \"disaggg\", true ) );"),
              THEN + "no block of the document shows the key disaggg; did you mean disagg?",
              then("insertLogical( new Value( \"disagg\", $flag.value() ) );")),
          new Habit(
              UNUSED_DENOMINATOR,
              replace("denominators.drl", "( \"tput_per_gpu\"", "( \"conc\""),
              "rules/v2/denominators.drl:«( \"conc\"»: rule \"the total throughput is divided by all GPUs of the run\": no rule divides by it: none asks for Denominator( of == \"conc\" )",
              replace("denominators.drl", "( \"tput_per_gpu\"", "( \"input_tput_per_gpu\"")),
          new Habit(
              IDLE_PATTERN,
              replace("fields.yaml", "keys: 'ms$'", "keys: '$ms'"),
              "rules/v2/fields.yaml:«  seconds:»: families.seconds.keys: no result key can match $ms",
              replace("fields.yaml", "keys: 'ms$'", "keys: 's$'")),
          new Habit(
              IDLE_TEXT,
              replace("fields.yaml", "    keys: tpot", "    keys: tpot\n    absent-when: [inf]"),
              "rules/v2/fields.yaml:«  interactivity:»: families.interactivity.absent-when: a result does not give inf as the text \"inf\"; write .inf",
              replace("fields.yaml", "    keys: tpot", "    keys: tpot\n    absent-when: [none]")),
          new Habit(
              UNUSED_DEFAULT,
              replace("fields.yaml", "variable: FRAMEWORK }", "variable: FRAMEWORK, default: x }"),
              "rules/v2/fields.yaml:«FRAMEWORK»: fields.framework.default is never used: every contract of the group base is strict",
              replace(
                  "fields.yaml",
                  "absent-when: [\"\", \"null\"] }",
                  "absent-when: [\"\", \"null\"], default: \"[]\" }")),
          new Habit(
              FAILING_CONCLUSION,
              then("insertLogical( new io.rungate.fact.Warning( $flag.value() ) );"),
              THEN
                  + "$flag.value() is no reason: give the fact or the conclusion that it comes from",
              then("insertLogical( new io.rungate.fact.Warning( $flag ) );")),
          new Habit(
              UNUSED_WORD,
              Edit.append(
                  "vocabulary.drl",
                  """

                  declare Idle
                  end

                  rule "extra"
                    @why( "Because." )
                  when
                    Multinode()
                  then
                    insertLogical( new Idle() );
                  end
                  """),
              "rules/v2/vocabulary.drl:«declare Idle»: no rule asks for the word Idle",
              replace(
                  "vocabulary.drl",
                  "  Multinode()\n  $prefill",
                  "  exists Multinode()\n  $prefill")),
          new Habit(
              TOPOLOGY_NOT_SHOWN,
              then("insertLogical( new Topology( \"agregated\" ) );"),
              THEN
                  + "no block of the document is for the topology agregated; did you mean aggregated?",
              then("insertLogical( new Topology( \"aggregated\" ) );")),
          new Habit(
              GROUP_WITHOUT_CONTRACT,
              replace(
                  "fields.yaml",
                  "  kv_p2p_transfer:    { group: optional,",
                  "  kv_p2p_transfer:    { group: links,"),
              "rules/v2/fields.yaml:«group: links»: fields.kv_p2p_transfer.group: no rule says what the group links owes",
              replace(
                  "fields.yaml",
                  "  kv_p2p_transfer:    { group: optional,",
                  "  kv_p2p_transfer:    { group: base,")),
          new Habit(
              OUTPUT_LOST,
              replace(
                  "fields.yaml",
                  "pp, dcp_size, pcp_size, ep, dp_attention, tput",
                  "pp, dcp_size, pcp_size, dp_attention, tput"),
              "rules/v2/fields.yaml:«blocks:+1»: the document of 1.0.2 had the key ep, and this one has not",
              replace(
                  "fields.yaml",
                  "pp, dcp_size, pcp_size, ep, dp_attention, tput",
                  "dcp_size, pp, pcp_size, ep, dp_attention, tput")),
          new Habit(
              CHANGELOG_MISSING,
              replace("pack.yaml", "version: 2.0.2", "version: 2.0.3"),
              "rules/v2/pack.yaml:1: version 2.0.3 is released, and CHANGELOG.md does not tell what it changes",
              replace(
                  "pack.yaml",
                  "version: 2.0.2\nstatus: released",
                  "version: 2.0.3\nstatus: draft")));

  @TestFactory
  Stream<DynamicTest> each_habit_is_told_and_its_nearest_neighbour_is_not() {
    return HABITS.stream()
        .flatMap(
            habit ->
                Stream.of(
                    DynamicTest.dynamicTest(habit.code() + " is broken", () -> isBroken(habit)),
                    DynamicTest.dynamicTest(habit.code() + " is kept", () -> isKept(habit))));
  }

  private void isBroken(Habit habit) throws Exception {
    PackCopy copy = PackCopy.in(Files.createTempDirectory(temp, "broken"));
    List<Edit> edits = new ArrayList<>(List.of(habit.breaks()));
    if (habit.code() == UNKNOWN_GROUP) {
      edits.add(
          replace(
              "topology.drl",
              "import io.rungate.fact.BooleanField;",
              "import io.rungate.fact.Contract;\nimport io.rungate.fact.BooleanField;"));
    }
    if (habit.code() == NEAREST_UNSURE) {
      edits.add(table("data/hardware.yaml", "Hardware"));
    }
    copy.with(edits.toArray(Edit[]::new));
    List<LintFinding> findings =
        PackLint.lint(copy.v2()).stream().filter(one -> one.code() == habit.code()).toList();
    assertThat(findings)
        .extracting(one -> copy.relative(one.place()))
        .contains(copy.placed(habit.says()));
  }

  private void isKept(Habit habit) throws Exception {
    PackCopy copy = PackCopy.in(Files.createTempDirectory(temp, "kept")).with(habit.keeps());
    assertThat(PackLint.lint(copy.v2()))
        .as("%s", habit.keeps())
        .noneMatch(finding -> finding.code() == habit.code());
  }

  @Test
  void every_habit_is_tested() {
    Set<LintCode> tested = EnumSet.noneOf(LintCode.class);
    HABITS.forEach(habit -> tested.add(habit.code()));
    assertThat(tested).containsExactly(LintCode.values());
  }

  @ParameterizedTest
  @ValueSource(strings = {"rules/v1", "rules/v2", "rules/v3"})
  void the_shipped_packs_keep_all_habits(String pack) throws Exception {
    assertThat(PackLint.lint(Path.of(pack))).isEmpty();
  }

  @Test
  void documents_are_called_as_those_of_the_version_before() throws Exception {
    PackCopy copy = PackCopy.in(temp).with(replace("fields.yaml", "file: agg_", "file: ag_"));
    assertThat(PackLint.lint(copy.v2()))
        .extracting(one -> copy.relative(one.place()))
        .containsExactly(
            copy.placed(
                "rules/v2/fields.yaml:«  blocks:+1»: the documents of 1.0.2 were called agg_{name}.json, and these are called ag_{name}.json"));
  }

  @Test
  void the_name_of_a_run_comes_from_a_variable_that_is_read() throws Exception {
    PackCopy copy =
        PackCopy.in(temp)
            .with(replace("fields.yaml", "run-name: RESULT_FILENAME", "run-name: RESULT_FILENAM"));
    assertThat(PackLint.lint(copy.v2()))
        .extracting(one -> copy.relative(one.place()))
        .containsExactly(
            "rules/v2/fields.yaml: run-name: no field reads the variable RESULT_FILENAM; did you"
                + " mean RESULT_FILENAME?");
  }

  /** A second rule, and what lint says of it beside {@code $one} and {@code $other}. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "new Denominator( \"tput_per_gpu\", $one ) ~ has the condition and the conclusion of \"first\"",
        "new Denominator( \"tput_per_gpu\", $other ) ~ has the condition of \"first\", and answers otherwise",
        "new Denominator( \"input_tput_per_gpu\", $one ) ~ ''",
        "new Value( \"tput_per_gpu\", $one ) ~ ''",
      })
  void rules_of_one_condition_are_told_by_all_that_they_conclude(String then, String says)
      throws Exception {
    String rule =
        "\nrule \"%s\"\n  @why( \"x\" )\nwhen\n  $%s : IntegerField( field == \"tp\" )\n"
            + "  $%s : IntegerField( field == \"pp\" )\nthen\n  insertLogical( %s );\nend\n";
    String first = rule.formatted("first", "a", "b", "new Denominator( \"tput_per_gpu\", $a )");
    PackCopy copy =
        PackCopy.in(temp)
            .with(
                Edit.append("denominators.drl", first),
                Edit.append(
                    "denominators.drl",
                    rule.formatted("second", "one", "other", then)
                        .replace("new Value", "new io.rungate.fact.Value")));
    assertThat(PackLint.lint(copy.v2()))
        .extracting(one -> one.place().message())
        .containsExactlyElementsOf(says.isEmpty() ? List.of() : List.of(says));
  }

  @Test
  void a_pack_has_the_name_of_the_one_that_it_replaces() throws Exception {
    PackCopy copy =
        PackCopy.in(temp)
            .with(replace("pack.yaml", "name: inference-runs", "name: inferense-runs"));
    assertThat(PackLint.lint(copy.v2()))
        .extracting(one -> copy.relative(one.place()))
        .containsExactly(
            "rules/v2/pack.yaml:1: name: what this pack replaces lies beside it as inference-runs"
                + " 1.0.2");
  }

  @Test
  void one_code_has_one_severity() throws Exception {
    PackCopy copy =
        PackCopy.in(temp)
            .with(
                objecting(
                    "name-unsafe",
                    "RESULT_FILENAME {flaw}.",
                    "$x : Run( name == \"x\", $flaw : flaw )"));
    assertThat(PackLint.lint(copy.v2()))
        .extracting(LintFinding::toString)
        .anyMatch(line -> line.contains("shares the code name-unsafe with \"a document can be"))
        .anyMatch(line -> line.endsWith(", and weighs it otherwise [duplicate-code]"));
  }

  @Test
  void a_lost_key_that_the_changelog_tells_is_no_surprise() throws Exception {
    PackCopy copy =
        PackCopy.in(temp)
            .with(
                replace(
                    "fields.yaml",
                    "pcp_size, ep, dp_attention, tput",
                    "pcp_size, dp_attention, tput"),
                Edit.append("CHANGELOG.md", "\nThe key `ep` is gone.\n"));
    assertThat(PackLint.lint(copy.v2())).noneMatch(finding -> finding.code() == OUTPUT_LOST);
  }

  @Test
  void what_is_mechanical_is_mended_and_nothing_else() throws Exception {
    PackCopy copy = PackCopy.in(temp);
    String before = copy.read("verdict.drl");
    copy.with(
        replace(
            "verdict.drl",
            "import io.rungate.fact.Refusal;\nimport io.rungate.fact.Run;",
            "import io.rungate.fact.Run;\nimport io.rungate.fact.TextField; \nimport io.rungate.fact.Refusal;"),
        replace("verdict.drl", "  Run()\n", "  Run() \t\n"));
    assertThat(PackLint.fix(copy.v2())).containsExactly(copy.v2().resolve("verdict.drl"));
    assertThat(copy.read("verdict.drl")).isEqualTo(before);
    assertThat(PackLint.fix(copy.v2())).isEmpty();
  }

  @Test
  void a_folder_without_a_pack_cannot_be_read() {
    assertThatThrownBy(() -> PackLint.lint(temp))
        .isInstanceOf(PackException.class)
        .hasMessageContaining("this is no rule pack: it has no pack.yaml");
  }
}
