package io.rungate.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.rungate.fact.toy.RealField;
import io.rungate.pack.PackException;
import io.rungate.pack.YamlNode;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
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
        RuleCompiler.compile(
                ToyPack.of(
                    "rule \"r\" when RealField() then insertLogical( new Word( \"ok\" ) ); end\n"))
            .withTrees(
                Map.of(
                    "fields.yaml",
                    new YamlNode.Sequence(1, List.of(new YamlNode.Scalar(1, "text", true)))));
  }

  private List<String> conclusions(String identity) throws PackException {
    return RuleCache.get(
        temp,
        identity,
        () -> {
          compilations++;
          return compiled;
        },
        rules -> ToyPack.conclusions(rules, new RealField("x", 1)));
  }

  private Path entry(String identity) {
    return temp.resolve(identity + ".rules");
  }

  /** The rules are what was compiled, and the bad entry is gone. */
  private void assertBuiltAnew(byte[] bad) throws Exception {
    Files.write(entry(IDENTITY), bad);
    int before = compilations;
    assertThat(conclusions(IDENTITY)).containsExactly("ok");
    assertThat(compilations).isEqualTo(before + 1);
    assertThat(Files.readAllBytes(entry(IDENTITY)))
        .isEqualTo(EntryWriter.bytes(IDENTITY, compiled));
  }

  @Test
  void a_flipped_bit_is_noticed_wherever_it_is() {
    byte[] whole = EntryWriter.bytes(IDENTITY, compiled);
    assertThat(EntryReader.read(whole, IDENTITY, true)).isNotNull();
    List<Integer> unnoticed = new ArrayList<>();
    for (int i = 0; i < whole.length; i++) {
      whole[i] ^= (byte) (1 << i % 8);
      if (EntryReader.read(whole, IDENTITY, true) != null) {
        unnoticed.add(i);
      }
      whole[i] ^= (byte) (1 << i % 8);
    }
    assertThat(unnoticed).isEmpty();
  }

  @Test
  void an_entry_that_ends_early_or_late_is_noticed_wherever_it_ends() {
    byte[] whole = EntryWriter.bytes(IDENTITY, compiled);
    List<Integer> unnoticed = new ArrayList<>();
    for (int length = 0; length < whole.length; length++) {
      if (EntryReader.read(Arrays.copyOf(whole, length), IDENTITY, true) != null) {
        unnoticed.add(length);
      }
    }
    assertThat(unnoticed).isEmpty();
    assertThat(EntryReader.read(Arrays.copyOf(whole, whole.length + 1), IDENTITY, true)).isNull();
  }

  @Test
  void what_is_noticed_is_built_anew() throws Exception {
    byte[] whole = EntryWriter.bytes(IDENTITY, compiled);
    assertBuiltAnew(new byte[0]);
    assertBuiltAnew(Arrays.copyOf(whole, whole.length / 2));
    byte[] altered = whole.clone();
    altered[whole.length - 1] ^= 1;
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
        EntryWriter.bytes(
            IDENTITY, new CompiledRules(compiled.classes(), List.of("no.Such"), List.of())));
    Map<String, byte[]> part = new LinkedHashMap<>(compiled.classes());
    part.remove("toy.vocabulary.Word");
    assertThat(part).hasSizeLessThan(compiled.classes().size());
    assertBuiltAnew(
        EntryWriter.bytes(IDENTITY, new CompiledRules(part, compiled.models(), List.of())));
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
            classes, List.of("toy.Hostile"), compiled.cards(), compiled.trees(), List.of());
    byte[] entry = EntryWriter.bytes(IDENTITY, hostile);
    assertThat(EntryReader.read(entry, IDENTITY, true)).isNotNull();
    assertBuiltAnew(entry);
    assertThat(System.getProperty(property)).isNull();
  }

  @Test
  void numbers_in_a_perfect_entry_that_promise_too_much_cost_nothing() throws Exception {
    for (int count : List.of(Integer.MAX_VALUE, -1, Integer.MIN_VALUE)) {
      assertBuiltAnew(entry(out -> out.writeInt(count), out -> out.writeInt(0)));
      assertBuiltAnew(
          entry(
              out -> {
                for (int nothing = 0; nothing < 3; nothing++) {
                  out.writeInt(0);
                }
              },
              out -> {
                out.writeInt(1);
                out.writeInt(1);
                out.write('A');
                out.writeInt(count);
              }));
    }
  }

  @Test
  void trees_in_a_perfect_entry_that_are_too_deep_do_not_exhaust_the_stack() throws Exception {
    assertBuiltAnew(
        entry(
            out -> {
              out.writeInt(0);
              out.writeInt(0);
              out.writeInt(1);
              out.writeInt(0);
              for (int depth = 0; depth < 1_000_000; depth++) {
                out.writeInt(1);
                out.write('l');
                out.writeInt(1);
              }
            },
            out -> out.writeInt(0)));
  }

  @Test
  void an_entry_that_is_a_link_or_a_folder_is_not_followed() throws Exception {
    Path elsewhere = temp.resolve("elsewhere");
    Files.write(elsewhere, EntryWriter.bytes(IDENTITY, compiled));
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

  /** An entry with right sums around any content. */
  private static byte[] entry(Part head, Part body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream whole = new DataOutputStream(bytes);
    whole.writeInt(EntryWriter.MAGIC);
    for (Part part :
        List.<Part>of(
            out -> {
              out.writeInt(IDENTITY.length());
              out.write(IDENTITY.getBytes(StandardCharsets.UTF_8));
              head.write(out);
            },
            body)) {
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      part.write(new DataOutputStream(content));
      CRC32 sum = new CRC32();
      sum.update(content.toByteArray());
      whole.writeInt(content.size());
      whole.writeInt((int) sum.getValue());
      content.writeTo(whole);
    }
    return bytes.toByteArray();
  }

  @FunctionalInterface
  private interface Part {
    void write(DataOutputStream out) throws IOException;
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
