package io.rungate.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.rungate.fact.toy.Real;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleCacheTest {
  private static final List<RuleSource> SOURCES =
      ToyPack.of("rule \"r\" when Real() then insertLogical( new Word( \"seen\" ) ); end\n");

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

  private static void assertWorks(CompiledRules rules) throws PackException {
    assertThat(rules.cards()).extracting(RuleCard::name).containsExactly("r");
    assertThat(ToyPack.conclusions(rules, new Real("x", 1))).containsExactly("seen");
  }

  private Path entry() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      return all.get(0);
    }
  }

  @Test
  void an_entry_is_made_once_and_holds_all_that_was_compiled() throws Exception {
    CompiledRules compiled = RuleCache.get(folder(), "key", SOURCES);
    Object written = Files.getLastModifiedTime(entry());
    CompiledRules kept = RuleCache.get(folder(), "key", SOURCES);
    assertThat(Files.getLastModifiedTime(entry())).isEqualTo(written);
    assertThat(kept.cards()).isEqualTo(compiled.cards());
    assertThat(kept.models()).isEqualTo(compiled.models());
    assertThat(kept.classes()).containsOnlyKeys(compiled.classes().keySet());
    assertWorks(kept);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder())))
        .isEqualTo("rwx------");
  }

  @Test
  void a_truncated_or_altered_entry_is_built_anew() throws Exception {
    RuleCache.get(folder(), "key", SOURCES);
    byte[] whole = Files.readAllBytes(entry());
    for (int length : List.of(0, 3, 20, 36, 100, whole.length - 1)) {
      byte[] cut = Arrays.copyOf(whole, length);
      Files.write(entry(), cut);
      assertWorks(RuleCache.get(folder(), "key", SOURCES));
      assertThat(Files.readAllBytes(entry())).isNotEqualTo(cut);
    }
    byte[] altered = whole.clone();
    altered[whole.length / 2] ^= 1;
    Files.write(entry(), altered);
    assertWorks(RuleCache.get(folder(), "key", SOURCES));
    assertThat(Files.readAllBytes(entry())).isNotEqualTo(altered);
  }

  @Test
  void an_entry_that_others_could_have_written_is_not_used() throws Exception {
    RuleCache.get(folder(), "key", SOURCES);
    Path entry = entry();
    Files.setPosixFilePermissions(entry, PosixFilePermissions.fromString("rw-rw-rw-"));
    assertWorks(RuleCache.get(folder(), "key", SOURCES));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(entry())))
        .isEqualTo("rw-------");
  }

  @Test
  void a_folder_that_others_can_write_to_is_not_used() throws Exception {
    Files.createDirectories(folder());
    Files.setPosixFilePermissions(folder(), PosixFilePermissions.fromString("rwxrwxrwx"));
    assertWorks(RuleCache.get(folder(), "key", SOURCES));
    assertThat(folder()).isEmptyDirectory();
  }

  @Test
  void a_place_that_cannot_be_a_folder_is_done_without() throws Exception {
    Path file = Files.writeString(temp.resolve("file"), "");
    assertWorks(RuleCache.get(file, "key", SOURCES));
    assertWorks(RuleCache.get(file.resolve("below"), "key", SOURCES));
    assertWorks(RuleCache.get(Path.of("/proc/nowhere"), "key", SOURCES));
  }

  @Test
  void entries_of_another_key_or_other_files_are_not_taken() throws Exception {
    RuleCache.get(folder(), "key", SOURCES);
    RuleCache.get(folder(), "other", SOURCES);
    RuleCache.get(
        folder(),
        "key",
        SOURCES.stream().map(s -> new RuleSource("moved/" + s.file(), s.text())).toList());
    assertThat(folder()).isDirectoryContaining("glob:**.rules");
    try (Stream<Path> files = Files.list(folder())) {
      assertThat(files).hasSize(3);
    }
  }

  @Test
  void jobs_that_start_together_all_get_their_rules() throws Exception {
    ExecutorService jobs = Executors.newFixedThreadPool(4);
    try {
      Callable<CompiledRules> job = () -> RuleCache.get(folder(), "key", SOURCES);
      List<Future<CompiledRules>> results = jobs.invokeAll(List.of(job, job, job, job));
      for (Future<CompiledRules> result : results) {
        assertWorks(result.get());
      }
    } finally {
      jobs.shutdown();
    }
    entry();
  }

  @Test
  void a_kept_pack_starts_without_parser_and_compiler() throws Exception {
    RuleCache.get(folder(), "key", SOURCES);
    Path log = temp.resolve("classes.log");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:file=" + log,
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
      CompiledRules rules = RuleCache.get(Path.of(args[0]), "key", SOURCES);
      System.out.println(ToyPack.conclusions(rules, new Real("x", 1)));
    }
  }
}
