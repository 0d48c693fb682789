package io.rungate.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rungate.fact.toy.IntegerField;
import io.rungate.pack.DrlFile;
import io.rungate.pack.PackCopy;
import io.rungate.pack.PackException;
import io.rungate.pack.PackReader;
import io.rungate.pack.RuleSource;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After an edit, what is put together of known and new parts is what a compiler of all makes. */
class PackagesTest {
  private static CompiledRules shipped;

  @TempDir Path temp;

  @BeforeAll
  static void compile() throws PackException {
    shipped = ToyPack.compile(sources(Path.of("rules/v2")));
  }

  private static List<RuleSource> sources(Path pack) throws PackException {
    return PackReader.sources(PackReader.files(pack));
  }

  @ParameterizedTest
  @ValueSource(strings = {"vocabulary.drl", "topology.drl", "measures.drl", "verdict.drl"})
  void an_edited_file_gives_the_same_classes_as_compiling_the_whole_pack(String file)
      throws Exception {
    Path pack = PackCopy.in(temp).v2();
    String text = Files.readString(pack.resolve(file));
    String firstRule = "\nrule \"";
    assertThat(text).contains(firstRule);
    Files.writeString(
        pack.resolve(file), text.replaceFirst(firstRule, "\n// a line more\nrule \"now "));
    List<DrlFile> files = DrlFile.parseAll(sources(pack));
    CompiledRules whole = RuleCompiler.compile(files, List.of());

    CompiledRules joined = RuleCompiler.compile(files, List.of(shipped));
    assertThat(joined.models()).isEqualTo(whole.models());
    assertThat(joined.cards()).isEqualTo(whole.cards()).isNotEqualTo(shipped.cards());
    assertThat(joined.classes()).containsOnlyKeys(whole.classes().keySet());
  }

  @Test
  void rules_of_known_and_new_parts_work_together() throws Exception {
    String rule =
        "rule \"r\" when IntegerField( value < %d ) then insertLogical( new Word( \"low\" ) ); end\n";
    CompiledRules before = ToyPack.compile(ToyPack.of(rule.formatted(0)));
    List<DrlFile> edited = DrlFile.parseAll(ToyPack.of(rule.formatted(9)));
    IntegerField five = new IntegerField("n", BigInteger.valueOf(5));
    assertThat(ToyPack.conclusions(before, five)).isEmpty();
    assertThat(ToyPack.conclusions(RuleCompiler.compile(edited, List.of(before)), five))
        .containsExactly("low");
  }

  @Test
  void only_the_package_of_the_edited_file_is_another() throws Exception {
    PackCopy pack = PackCopy.in(temp).with(PackCopy.Edit.append("topology.drl", "// edited\n"));
    Packages packages = new Packages(DrlFile.parseAll(sources(pack.v2())));
    assertThat(changed(packages)).containsExactly("rungate.topology");
    assertThat(packages.areEntangled()).isFalse();
  }

  @Test
  void with_another_declared_type_everything_is_another() throws Exception {
    PackCopy pack =
        PackCopy.in(temp)
            .with(
                PackCopy.Edit.append(
                    "vocabulary.drl", "declare More\n  text : String @key\nend\n"));
    Packages packages = new Packages(DrlFile.parseAll(sources(pack.v2())));
    assertThat(changed(packages)).hasSameSizeAs(packages.units());
  }

  @Test
  void a_known_part_is_taken_as_it_is() throws Exception {
    Map<String, byte[]> classes = new java.util.TreeMap<>(shipped.classes());
    String some =
        classes.keySet().stream().filter(name -> name.contains(".topology.")).findFirst().get();
    classes.put(some, new byte[] {1});
    CompiledRules marked =
        new CompiledRules(
            "", classes, shipped.models(), shipped.cards(), shipped.packages(), List.of());
    List<DrlFile> files = DrlFile.parseAll(sources(Path.of("rules/v2")));
    assertThat(RuleCompiler.compile(files, List.of(marked)).classes().get(some)).hasSize(1);
  }

  @Test
  void a_fault_reads_as_if_nothing_were_known() throws Exception {
    PackCopy pack =
        PackCopy.in(temp)
            .with(
                PackCopy.Edit.append(
                    "topology.drl",
                    "rule \"wrong\" when Topology( colour == \"red\" ) then insertLogical( new"
                        + " Multinode() ); end\n"));
    List<DrlFile> files = DrlFile.parseAll(sources(pack.v2()));
    List<String> messages = new ArrayList<>();
    for (List<CompiledRules> known : List.of(List.<CompiledRules>of(), List.of(shipped))) {
      assertThatThrownBy(() -> RuleCompiler.compile(files, known))
          .isInstanceOfSatisfying(PackException.class, e -> messages.add(e.problems().toString()));
    }
    assertThat(messages.get(0)).contains("topology.drl").contains("wrong");
    assertThat(messages.get(1)).isEqualTo(messages.get(0));
  }

  @Test
  void packages_that_share_a_query_are_compiled_together() throws Exception {
    List<RuleSource> sources =
        ToyPack.of("query numbers() IntegerField() end\nrule \"r\" when IntegerField() then end\n");
    assertThat(new Packages(DrlFile.parseAll(sources)).areEntangled()).isTrue();
  }

  private static List<String> changed(Packages packages) {
    return packages.units().stream()
        .filter(unit -> !shipped.packages().contains(unit))
        .map(Packages.Unit::name)
        .toList();
  }
}
