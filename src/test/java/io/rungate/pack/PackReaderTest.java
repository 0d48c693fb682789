package io.rungate.pack;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackReaderTest {
  @TempDir Path folder;

  @Test
  void a_rule_file_that_is_not_utf_8_hides_no_fault_of_the_others() throws Exception {
    for (String file : new String[] {"pack.yaml", "fields.yaml"}) {
      Files.copy(Path.of("rules", "v2", file), folder.resolve(file));
    }
    Files.write(folder.resolve("a.drl"), "// \u00fcber".getBytes(StandardCharsets.ISO_8859_1));
    Files.writeString(
        folder.resolve("b.drl"), "package p;\n\nrule \"r\" when A( x = 3 ) then end\n");

    assertThatThrownBy(() -> PackReader.parts(PackReader.files(folder)))
        .isInstanceOf(PackException.class)
        .hasMessageContaining("a.drl: the file is not UTF-8")
        .hasMessageContaining("b.drl:3: ");
  }
}
