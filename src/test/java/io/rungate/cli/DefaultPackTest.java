package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rungate.report.Printer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without a word it is the newest released pack of the installation that judges, or none. */
class DefaultPackTest {
  @TempDir Path home;

  @BeforeEach
  void an_installation_with_folders_that_are_no_packs() throws IOException {
    Files.createDirectories(home.resolve("rules/samples/one"));
    Files.writeString(home.resolve("rules/README.md"), "How to change a rule.\n");
  }

  /** Only the manifest counts for the choice. */
  private Path pack(String folder, String version, String status) throws IOException {
    Path pack = Files.createDirectories(home.resolve("rules").resolve(folder));
    return Files.writeString(
        pack.resolve("pack.yaml"),
        """
        name: small
        version: %s
        %s
        engine: "0.1"
        says: As few words as a pack can do with.
        """
            .formatted(version, status));
  }

  private String chosen() throws Exception {
    return Packs.shipped(home).getFileName().toString();
  }

  private Shell.Answer list() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Printer nowhere = new Printer(new PrintStream(new ByteArrayOutputStream()));
    Printer errors = new Printer(new PrintStream(err, true, StandardCharsets.UTF_8));
    Console console =
        new Console(nowhere, errors, Map.of(), home, home, false, false, new HashMap<>());
    int code = Main.run(console, "rules", "list");
    return new Shell.Answer(code, "", err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void the_status_is_what_yaml_says_it_is() throws Exception {
    pack("v1", "1.0.0", "status: released");
    for (String status :
        new String[] {
          "status: released  # since January", "status: \"released\"", "'status' :   released"
        }) {
      pack("v2", "2.0.0", status);
      assertThat(chosen()).as(status).isEqualTo("v2");
    }
    pack("v2", "2.0.0", "status: draft # not yet released\n# status: released");
    assertThat(chosen()).isEqualTo("v1");
  }

  @Test
  void the_newest_is_the_one_with_the_highest_version() throws Exception {
    pack("v9", "9.0.0", "status: released");
    pack("v10", "10.0.0", "status: released");
    pack("v11", "11.0.0", "status: draft");
    assertThat(chosen()).isEqualTo("v10");
    pack("corrected", "10.0.1", "status: released");
    assertThat(chosen()).isEqualTo("corrected");
    pack("v12", "10.0.1", "status: released");
    assertThat(chosen()).as("of two with one version").isEqualTo("v12");
  }

  @Test
  void a_pack_that_cannot_be_read_is_told_and_never_passed_over() throws Exception {
    pack("v1", "1.0.0", "status: released");
    Path broken = pack("v2", "2.0.0", "status: realeased");
    assertThat(list().code()).isEqualTo(2);
    assertThat(list().err())
        .startsWith("rungate: the rule pack cannot be used\n" + broken + ":3: status must be ");
    Files.writeString(broken, "name: [small\nversion: 2.0.0\n");
    assertThat(list().err()).contains(broken + ":1: a bracket that opens here is not closed");
    Files.write(broken, new byte[] {'n', (byte) 0xff});
    assertThat(list().err()).contains(broken + ": the file is not UTF-8");
    Files.delete(broken);
    Files.createDirectory(broken);
    assertThat(list().err()).contains(broken + ": cannot be read");
    Files.delete(broken);
    Files.createSymbolicLink(broken, Path.of("nowhere.yaml"));
    assertThat(list().err()).contains(broken + ": cannot be read: the link leads nowhere");
  }

  @Test
  void a_link_to_a_pack_is_one_and_a_link_to_nowhere_is_told() throws Exception {
    Path elsewhere = Files.createDirectory(home.resolve("elsewhere"));
    Files.move(pack("v1", "1.0.0", "status: released"), elsewhere.resolve("pack.yaml"));
    Path link = Files.createSymbolicLink(home.resolve("rules/v3"), elsewhere);
    assertThat(chosen()).isEqualTo("v3");
    Files.delete(link);
    Files.createSymbolicLink(link, home.resolve("gone"));
    assertThat(list().err()).contains(link + "/pack.yaml: cannot be read: the link leads nowhere");
  }

  @Test
  void without_a_released_pack_nothing_is_judged() throws Exception {
    pack("v1", "1.0.0", "status: draft");
    Shell.Answer answer = list();
    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.err())
        .isEqualTo("rungate: no released rule pack under " + home.resolve("rules") + "\n");
  }
}
