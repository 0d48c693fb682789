package io.rungate.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.rungate.pack.PackCopy;
import io.rungate.pack.PackReader;
import io.rungate.pack.RulePack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A pack that was compiled with the program is taken as it is, until its content changes. */
class ShippedRulesTest {
  @TempDir Path temp;

  @Test
  void a_shipped_pack_is_used_until_one_of_its_files_changes() throws Exception {
    Path pack = PackCopy.in(temp).v2();
    Path compiled = temp.resolve("packs");
    Path cache = temp.resolve("cache");
    ShippedRules.add(compiled, pack, true);
    ShippedRules shipped = ShippedRules.in(compiled);

    RulePack untouched = new PackLoader(cache, shipped).load(pack);
    assertThat(untouched.digest()).isEqualTo(PackReader.files(pack).digest());
    assertThat(cache).doesNotExist();

    // Neither its size nor its time changes.
    Path file = pack.resolve("verdict.drl");
    FileTime time = Files.getLastModifiedTime(file);
    String text = Files.readString(file);
    Files.writeString(file, text.substring(0, text.length() - 1) + " ");
    Files.setLastModifiedTime(file, time);
    RulePack edited = new PackLoader(cache, shipped).load(pack);
    assertThat(edited.digest())
        .isNotEqualTo(untouched.digest())
        .isEqualTo(PackReader.files(pack).digest());
    assertThat(cache).isDirectoryContaining("glob:**.rules");
    assertThat(edited.mapping().fields()).hasSameSizeAs(untouched.mapping().fields());
  }

  @Test
  void a_damaged_entry_is_compiled_anew() throws Exception {
    Path pack = PackCopy.in(temp).v2();
    Path compiled = temp.resolve("packs");
    ShippedRules.add(compiled, pack, false);
    PackReader.PackFiles files = PackReader.files(pack);
    Path entry = compiled.resolve(PackLoader.identity(files) + ".rules");
    byte[] bytes = Files.readAllBytes(entry);
    bytes[bytes.length / 2] ^= 1;
    Files.write(entry, bytes);
    assertThat(ShippedRules.in(compiled).find(PackLoader.identity(files))).isNull();
  }

  @ParameterizedTest
  @CsvSource({"topology.drl, contracts", "vocabulary.drl, ''"})
  void unchanged_packages_come_from_the_class_path_unless_types_may_be_others(
      String edited, String fromClassPath) throws Exception {
    Path pack = PackCopy.in(temp).v2();
    Path compiled = temp.resolve("packs");
    ShippedRules.add(compiled, pack, true);
    Files.writeString(pack.resolve(edited), "// edited\n", StandardOpenOption.APPEND);
    String cache = temp.resolve("cache").toString();
    new PackLoader(Path.of(cache)).load(pack);

    List<String> command =
        List.of(
            ProcessHandle.current().info().command().orElseThrow(),
            "-Xlog:class+load",
            "-Drungate.rules=true",
            "-cp",
            System.getProperty("java.class.path") + ":" + compiled.resolve("rules.jar"),
            ShippedRulesTest.class.getName(),
            compiled.toString(),
            cache,
            pack.toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    List<String> lines = process.inputReader().lines().toList();
    assertThat(process.waitFor()).as(String.join("\n", lines)).isZero();
    Set<String> shared = new TreeSet<>();
    Set<String> own = new TreeSet<>();
    for (String line : lines) {
      Matcher type = Pattern.compile(" rungate\\.(\\w+)\\.Rules\\w+ source: (.*)").matcher(line);
      if (type.find()) {
        (type.group(2).contains("rules.jar") ? shared : own).add(type.group(1));
      }
    }
    assertThat(own).contains(edited.replace(".drl", "")).hasSize(fromClassPath.isEmpty() ? 7 : 1);
    assertThat(shared).hasSize(fromClassPath.isEmpty() ? 0 : 6);
    assertThat(String.join(" ", shared)).contains(fromClassPath);
  }

  /** Loads a pack as a run does; another process, since a class path is given at the start. */
  public static void main(String[] args) throws Exception {
    ShippedRules shipped = ShippedRules.in(Path.of(args[0]));
    RulePack pack = new PackLoader(Path.of(args[1]), shipped).load(Path.of(args[2]));
    if (pack.base().get().getKiePackages().isEmpty()) {
      System.exit(1);
    }
  }
}
