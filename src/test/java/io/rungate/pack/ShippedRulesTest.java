package io.rungate.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
}
