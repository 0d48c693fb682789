package io.rungate.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.rungate.pack.PackCopy;
import io.rungate.pack.PackReader;
import io.rungate.pack.PackReader.PackFiles;
import io.rungate.pack.RuleBase;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A workbench compiles what differs from what it compiled before, and nothing else. */
class IncrementalPackLoaderTest {
  @TempDir Path temp;

  @Test
  void a_pack_with_tables_whose_mapping_is_edited_needs_no_compiler() throws Exception {
    Path folder = PackCopy.in(temp).v2();
    Files.createDirectories(folder.resolve("data"));
    Files.writeString(
        folder.resolve("data").resolve("berth.yaml"),
        """
        about: Where ships lie.
        word: Berth
        key: name
        of: every run
        columns: { name: text }
        rows: [{ name: north }]
        """);
    PackFiles files = PackReader.files(folder);
    IncrementalPackLoader bench = new IncrementalPackLoader();
    String edited = files.text(PackReader.MAPPING) + "# a note\n";
    RuleBase known = bench.load(files).base();

    assertThat(bench.variant(files.with(PackReader.MAPPING, edited)).base()).isSameAs(known);
  }
}
