package io.rungate.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.rungate.fact.toy.RealField;
import io.rungate.pack.PackException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever stands in an entry, the rules of the pack are what judges. */
class CacheTamperingTest {
  private static final String IDENTITY = "ab".repeat(32);
  private static final String OTHER = "cd".repeat(32);

  private static CompiledRules compiled;

  @TempDir Path temp;

  private int compilations;

  @BeforeAll
  static void compile() throws PackException {
    compiled =
        ToyPack.compile(
                ToyPack.of(
                    "rule \"r\" when RealField() then insertLogical( new Word( \"ok\" ) ); end\n"))
            .with("toy 1.0.0", List.of());
  }

  @BeforeEach
  void mark() throws IOException {
    CacheFolder.make(temp).close();
  }

  private List<String> conclusions(String identity) throws PackException {
    return new RuleCache(temp)
        .get(
            identity,
            () -> {
              compilations++;
              return compiled;
            },
            rules -> ToyPack.conclusions(rules, new RealField("x", 1)));
  }

  private Path entry(String identity) {
    return temp.resolve(identity + ".jar");
  }

  /** The rules are what was compiled, and the bad entry is gone. */
  private void assertBuiltAnew(byte[] bad) throws Exception {
    Files.write(entry(IDENTITY), bad);
    int before = compilations;
    assertThat(conclusions(IDENTITY)).containsExactly("ok");
    assertThat(compilations).isEqualTo(before + 1);
    assertThat(Files.readAllBytes(entry(IDENTITY))).isEqualTo(RulesJar.of(IDENTITY, compiled));
  }

  /** Some bits of a jar say nothing, such as the time of an entry. */
  @Test
  void a_flipped_bit_is_noticed_or_changes_nothing_wherever_it_is() {
    byte[] whole = RulesJar.of(IDENTITY, compiled);
    assertThat(RulesJar.read(whole, IDENTITY)).hasValueSatisfying(this::assertIsCompiled);
    int noticed = 0;
    for (int i = 0; i < whole.length; i++) {
      whole[i] ^= (byte) (1 << i % 8);
      Optional<CompiledRules> read = RulesJar.read(whole, IDENTITY);
      read.ifPresent(this::assertIsCompiled);
      noticed += read.isEmpty() ? 1 : 0;
      whole[i] ^= (byte) (1 << i % 8);
    }
    int classes = compiled.classes().values().stream().mapToInt(type -> type.length).sum();
    assertThat(noticed).isGreaterThan(classes);
  }

  @Test
  void an_entry_that_ends_early_is_noticed_unless_all_of_it_is_there() {
    byte[] whole = RulesJar.of(IDENTITY, compiled);
    int noticed = 0;
    for (int length = 0; length < whole.length; length++) {
      Optional<CompiledRules> read = RulesJar.read(Arrays.copyOf(whole, length), IDENTITY);
      read.ifPresent(this::assertIsCompiled);
      noticed += read.isEmpty() ? 1 : 0;
    }
    int classes = compiled.classes().values().stream().mapToInt(type -> type.length).sum();
    assertThat(noticed).isGreaterThan(classes);
  }

  private void assertIsCompiled(CompiledRules rules) {
    assertThat(rules.title()).isEqualTo(compiled.title());
    assertThat(rules.models()).isEqualTo(compiled.models());
    assertThat(rules.cards()).isEqualTo(compiled.cards());
    assertThat(rules.packages()).isEqualTo(compiled.packages());
    assertThat(rules.classes()).containsOnlyKeys(compiled.classes().keySet());
    rules
        .classes()
        .forEach((name, type) -> assertThat(type).isEqualTo(compiled.classes().get(name)));
  }

  @Test
  void what_is_noticed_is_built_anew() throws Exception {
    byte[] whole = RulesJar.of(IDENTITY, compiled);
    assertBuiltAnew(new byte[0]);
    assertBuiltAnew(Arrays.copyOf(whole, whole.length / 2));
    byte[] altered = whole.clone();
    altered[whole.length / 2] ^= 1;
    assertBuiltAnew(altered);
  }

  @Test
  void the_entry_of_another_pack_is_not_taken() throws Exception {
    assertThat(conclusions(OTHER)).containsExactly("ok");
    assertBuiltAnew(Files.readAllBytes(entry(OTHER)));
  }

  @Test
  void an_entry_whose_model_or_rules_are_missing_is_built_anew() throws Exception {
    assertBuiltAnew(
        RulesJar.of(
            IDENTITY, new CompiledRules(compiled.classes(), List.of("no.Such"), List.of())));
    Map<String, byte[]> part = new LinkedHashMap<>(compiled.classes());
    part.remove("toy.vocabulary.Word");
    assertThat(part).hasSizeLessThan(compiled.classes().size());
    assertBuiltAnew(RulesJar.of(IDENTITY, new CompiledRules(part, compiled.models(), List.of())));
  }

  /** All sums are right: only the fence stands between these classes and the process. */
  @Test
  void hostile_classes_in_a_perfect_entry_are_never_run() throws Exception {
    String property = "rungate.test.hostile";
    Map<String, byte[]> classes = new LinkedHashMap<>(compiled.classes());
    classes.put(
        "toy.Hostile",
        classFile(
            "toy.Hostile",
            "package toy; public class Hostile { static { System.setProperty(\""
                + property
                + "\", \"ran\"); } }"));
    CompiledRules hostile =
        new CompiledRules(
            compiled.title(),
            classes,
            List.of("toy.Hostile"),
            compiled.cards(),
            List.of(),
            List.of());
    byte[] entry = RulesJar.of(IDENTITY, hostile);
    assertThat(RulesJar.read(entry, IDENTITY)).isPresent();
    assertBuiltAnew(entry);
    assertThat(System.getProperty(property)).isNull();
  }

  @Test
  void an_entry_that_would_become_larger_than_any_memory_costs_nothing() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream jar = new ZipOutputStream(bytes)) {
      jar.setLevel(Deflater.BEST_SPEED);
      jar.putNextEntry(new ZipEntry("toy/Large.class"));
      byte[] nothing = new byte[1 << 20];
      for (int megabytes = 0; megabytes <= 2048; megabytes++) { // no array holds as much
        jar.write(nothing);
      }
    }
    assertBuiltAnew(bytes.toByteArray());
  }

  @Test
  void an_index_that_is_no_index_is_built_anew() throws Exception {
    for (String index : List.of("", "null", "{}", "[".repeat(100_000), "{\"identity\": 1}")) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ZipOutputStream jar = new ZipOutputStream(bytes)) {
        jar.putNextEntry(new ZipEntry(RulesJar.INDEX));
        jar.write(index.getBytes(StandardCharsets.UTF_8));
      }
      assertBuiltAnew(bytes.toByteArray());
    }
  }

  @Test
  void an_entry_that_is_a_link_or_a_folder_is_not_followed() throws Exception {
    Path elsewhere = temp.resolve("elsewhere");
    Files.write(elsewhere, RulesJar.of(IDENTITY, compiled));
    Files.createSymbolicLink(entry(IDENTITY), elsewhere);
    assertThat(conclusions(IDENTITY)).containsExactly("ok");
    assertThat(compilations).isEqualTo(1);
    assertThat(entry(IDENTITY)).isRegularFile();
    assertThat(Files.isSymbolicLink(entry(IDENTITY))).isFalse();

    Files.createDirectory(entry(OTHER));
    assertThat(conclusions(OTHER)).containsExactly("ok");
    assertThat(entry(OTHER)).isDirectory();
    assertThat(temp).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  @Timeout(60)
  void an_entry_that_is_a_pipe_keeps_nobody_waiting() throws Exception {
    pipe(entry(IDENTITY));
    assertThat(conclusions(IDENTITY)).containsExactly("ok");
    assertThat(entry(IDENTITY)).isRegularFile();
  }

  @Test
  void one_spoiled_entry_does_not_hide_the_others() throws Exception {
    conclusions(OTHER);
    Files.write(entry(IDENTITY), new byte[7]);
    assertThat(new RuleCache(temp).latest("", 2)).hasSize(1);
  }

  static void pipe(Path place) throws Exception {
    assertThat(new ProcessBuilder("mkfifo", place.toString()).start().waitFor()).isZero();
  }

  private byte[] classFile(String name, String source) throws IOException {
    Path file = Files.writeString(temp.resolve("Hostile.java"), source);
    Path to = temp.resolve("classes");
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", to.toString(), file.toString());
    assertThat(code).isZero();
    return Files.readAllBytes(to.resolve(name.replace('.', '/') + ".class"));
  }
}
