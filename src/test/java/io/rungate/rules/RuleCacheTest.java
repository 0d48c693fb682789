package io.rungate.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.rungate.fact.toy.RealField;
import io.rungate.pack.PackException;
import io.rungate.pack.RuleCard;
import io.rungate.pack.RuleSource;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleCacheTest {
  private static final List<RuleSource> SOURCES =
      ToyPack.of("rule \"r\" when RealField() then insertLogical( new Word( \"seen\" ) ); end\n");

  private static final List<String> COMPILING =
      List.of(
          "org.drools.drl.",
          "org.drools.compiler.",
          "org.drools.ecj.",
          "org.drools.model.codegen.",
          "org.drools.mvel.",
          "org.eclipse.jdt.",
          "com.github.javaparser.",
          "org.antlr.",
          "org.kie.memorycompiler.");

  /** Named by the signatures of the engine's class loader; nothing is compiled with it. */
  private static final List<String> LOADER_TYPES =
      List.of(
          "org.kie.memorycompiler.StoreClassLoader", "org.kie.memorycompiler.WritableClassLoader");

  @TempDir Path temp;

  private Path folder() {
    return temp.resolve("made/for/it");
  }

  /** What the rules depend on: a digest, as packs have one. */
  static final String IDENTITY = "c0de".repeat(16);

  static CompiledRules get(Path folder) throws PackException {
    return new RuleCache(folder)
        .get(IDENTITY, () -> ToyPack.compile(SOURCES), RuleCacheTest::loaded);
  }

  private static CompiledRules loaded(CompiledRules rules) throws PackException {
    RuleLoader.load(rules);
    return rules;
  }

  private static void assertWorks(CompiledRules rules) throws PackException {
    assertThat(rules.cards()).extracting(RuleCard::name).containsExactly("r");
    assertThat(ToyPack.conclusions(rules, new RealField("x", 1))).containsExactly("seen");
  }

  private Path entry() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      List<Path> all = files.filter(file -> !file.endsWith(CacheFolder.MARK)).toList();
      assertThat(all).hasSize(1);
      return all.get(0);
    }
  }

  @Test
  void an_entry_is_made_once_and_holds_all_that_was_compiled() throws Exception {
    CompiledRules compiled = get(folder());
    Object written = Files.getLastModifiedTime(entry());
    CompiledRules kept = get(folder());
    assertThat(Files.getLastModifiedTime(entry())).isEqualTo(written);
    assertThat(kept.cards()).isEqualTo(compiled.cards());
    assertThat(kept.models()).isEqualTo(compiled.models());
    assertThat(kept.classes()).containsOnlyKeys(compiled.classes().keySet());
    assertWorks(kept);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder())))
        .isEqualTo("rwx------");
  }

  @Test
  void an_entry_that_others_could_have_written_is_not_used() throws Exception {
    get(folder());
    Path entry = entry();
    Files.setPosixFilePermissions(entry, PosixFilePermissions.fromString("rw-rw-rw-"));
    assertWorks(get(folder()));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(entry())))
        .isEqualTo("rw-------");
  }

  @Test
  void a_folder_that_others_can_read_is_filled_for_them_too() throws Exception {
    Files.createDirectories(folder());
    Files.setPosixFilePermissions(folder(), PosixFilePermissions.fromString("rwxr-xr-x"));
    get(folder());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(entry())))
        .isEqualTo("rw-r--r--");
  }

  @Test
  void a_folder_that_others_can_write_to_is_not_used() throws Exception {
    Files.createDirectories(folder());
    Files.setPosixFilePermissions(folder(), PosixFilePermissions.fromString("rwxrwxrwx"));
    assertWorks(get(folder()));
    assertThat(folder()).isEmptyDirectory(); // and nothing is left there
  }

  @Test
  void a_place_that_cannot_be_a_folder_is_done_without() throws Exception {
    Path file = Files.writeString(temp.resolve("file"), "");
    assertWorks(get(file));
    assertWorks(get(file.resolve("below")));
    assertWorks(get(Path.of("/proc/nowhere")));
  }

  @Test
  void a_kept_pack_starts_without_parser_and_compiler() throws Exception {
    get(folder());
    Path log = temp.resolve("classes.log");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:file=" + log,
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Start.class.getName(),
                folder().toString()));
    File output = temp.resolve("output").toFile();
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output).start();
    assertThat(process.waitFor()).as(Files.readString(output.toPath())).isZero();
    assertThat(Files.readString(output.toPath())).isEqualTo("[seen]\n");
    assertThat(Files.readAllLines(log))
        .map(line -> line.replaceFirst("^.*load\\] (\\S+).*", "$1"))
        .contains("org.drools.modelcompiler.KiePackagesBuilder")
        .filteredOn(name -> COMPILING.stream().anyMatch(name::startsWith))
        .filteredOn(name -> !LOADER_TYPES.contains(name))
        .isEmpty();
  }

  /** The main class of the other process. */
  static final class Start {
    public static void main(String[] args) throws PackException {
      CompiledRules rules = get(Path.of(args[0]));
      System.out.println(ToyPack.conclusions(rules, new RealField("x", 1)));
    }
  }
}
