package io.rungate.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.rungate.cli.Sample;
import io.rungate.pack.PackReader;
import io.rungate.pack.RulePack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pack that was compiled with the program is taken as it is, until its content changes. */
class ShippedRulesTest {
  @TempDir Path temp;

  /** One concern declares a type, and another concludes it. */
  private Path pack() {
    Path pack = temp.resolve("pack");
    Sample.smallPack(pack, "name: { group: all, variable: RESULT_FILENAME }", "name");
    Sample.write(
        pack.resolve("vocabulary.drl"),
        """
        package rungate.vocabulary;

        declare Named
        end
        """);
    Sample.write(
        pack.resolve("topology.drl"),
        """
        package rungate.topology;

        import io.rungate.fact.TextField;
        import rungate.vocabulary.Named;

        rule "a run with a name is named"
          @why( "x" )
        when
          TextField( field == "name" )
        then
          insertLogical( new Named() );
        end
        """);
    Sample.write(
        pack.resolve("verdict.drl"),
        """
        package rungate.verdict;

        import io.rungate.fact.Verdict;
        import rungate.vocabulary.Named;

        rule "a named run is accepted"
          @why( "x" )
        when
          Named()
        then
          insertLogical( Verdict.accepted() );
        end
        """);
    return pack;
  }

  @Test
  void a_shipped_pack_is_used_until_one_of_its_files_changes() throws Exception {
    Path pack = pack();
    Path compiled = temp.resolve("packs");
    Path cache = temp.resolve("cache");
    ShippedRules.add(compiled, pack, false);
    ShippedRules shipped = ShippedRules.in(compiled);

    RulePack untouched = new PackLoader(cache, shipped, new HashMap<>()).load(pack);
    assertThat(untouched.digest()).isEqualTo(PackReader.files(pack).digest());
    assertThat(cache).doesNotExist();

    // Neither its size nor its time changes.
    Path file = pack.resolve("verdict.drl");
    FileTime time = Files.getLastModifiedTime(file);
    String text = Files.readString(file);
    Files.writeString(file, text.substring(0, text.length() - 1) + " ");
    Files.setLastModifiedTime(file, time);
    RulePack edited = new PackLoader(cache, shipped, new HashMap<>()).load(pack);
    assertThat(edited.digest())
        .isNotEqualTo(untouched.digest())
        .isEqualTo(PackReader.files(pack).digest());
    assertThat(cache).isDirectoryContaining("glob:**.jar");
    assertThat(edited.mapping().fields()).hasSameSizeAs(untouched.mapping().fields());
  }

  @Test
  void a_damaged_entry_is_compiled_anew() throws Exception {
    Path pack = pack();
    Path compiled = temp.resolve("packs");
    ShippedRules.add(compiled, pack, false);
    PackReader.PackFiles files = PackReader.files(pack);
    Path entry = compiled.resolve(PackLoader.identity(files) + ".jar");
    assertThat(ShippedRules.in(compiled).find(PackLoader.identity(files))).isPresent();
    byte[] bytes = Files.readAllBytes(entry);
    bytes[bytes.length / 2] ^= 1;
    Files.write(entry, bytes);
    assertThat(ShippedRules.in(compiled).find(PackLoader.identity(files))).isEmpty();
  }

  @Test
  void what_is_on_the_class_path_is_taken_from_there_by_the_pack_that_it_was_made_of()
      throws Exception {
    Path pack = pack();
    Path compiled = temp.resolve("packs");
    ShippedRules.add(compiled, pack, true);
    assertThat(sources(pack, compiled)).containsExactly("class path");
    assertThat(temp.resolve("cache")).doesNotExist();

    // The same types are declared in the edited pack and on the class path.
    Files.writeString(pack.resolve("topology.drl"), "// edited\n", StandardOpenOption.APPEND);
    assertThat(sources(pack, compiled)).as("compiled").containsExactly("pack");
    assertThat(sources(pack, compiled)).as("kept").containsExactly("pack");
    Files.writeString(pack.resolve("vocabulary.drl"), "// edited\n", StandardOpenOption.APPEND);
    assertThat(sources(pack, compiled)).as("compiled").containsExactly("pack");
  }

  /** Where a process of its own takes the classes of a pack from. */
  private Set<String> sources(Path pack, Path compiled) throws Exception {
    Path jar;
    try (Stream<Path> jars = Files.list(compiled.resolve("default"))) {
      jar = jars.findFirst().orElseThrow();
    }
    List<String> command =
        List.of(
            ProcessHandle.current().info().command().orElseThrow(),
            "-Xlog:class+load",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path") + ":" + jar,
            ShippedRulesTest.class.getName(),
            compiled.toString(),
            temp.resolve("cache").toString(),
            pack.toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    List<String> lines = process.inputReader().lines().toList();
    assertThat(process.waitFor()).as(String.join("\n", lines)).isZero();
    Set<String> sources = new TreeSet<>();
    for (String line : lines) {
      Matcher type = Pattern.compile(" rungate\\.(\\w+)\\.\\w+ source: (.*)").matcher(line);
      if (type.find()) {
        sources.add(type.group(2).contains(jar.getFileName().toString()) ? "class path" : "pack");
      }
    }
    return sources;
  }

  /** Loads a pack as a run does; another process, since a class path is given at the start. */
  public static void main(String[] args) throws Exception {
    ShippedRules shipped = ShippedRules.in(Path.of(args[0]));
    RulePack pack =
        new PackLoader(Path.of(args[1]), shipped, new HashMap<>()).load(Path.of(args[2]));
    if (pack.base().get().getKiePackages().isEmpty()) {
      System.exit(1);
    }
  }
}
