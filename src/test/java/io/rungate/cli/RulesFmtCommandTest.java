package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesFmtCommandTest {

  @TempDir Path temp;

  @Test
  void a_file_out_of_form_is_named_by_check_and_mended_without_it() throws Exception {
    Path pack = Shell.copyOf("v2", temp.resolve("pack"));
    Path file = pack.resolve("measures.drl");
    String good = Files.readString(file);
    String bad = good.replace("  $total : NumberField( field", "\t$total:NumberField(field");
    Files.writeString(file, bad);

    Shell.Answer check = Shell.run("rules", "fmt", "--check", pack.toString());
    assertThat(check.code()).isEqualTo(1);
    assertThat(check.out()).isEqualTo(file + ":10: not in form\n");
    assertThat(file).hasContent(bad);

    Shell.Answer answer = Shell.run("rules", "fmt", pack.toString());
    assertThat(answer.code()).isZero();
    assertThat(answer.out()).isEqualTo(file + ": brought into form\n");
    assertThat(Files.readString(file)).isEqualTo(good);
  }

  @Test
  void nothing_is_written_while_one_file_has_no_form() throws Exception {
    Path pack = Shell.copyOf("v2", temp.resolve("pack"));
    Files.writeString(pack.resolve("measures.drl"), "package rungate.measures; rule \"open");
    Path other = pack.resolve("verdict.drl");
    Files.writeString(other, Files.readString(other) + "\n\n");
    String before = Files.readString(other);

    Shell.Answer answer = Shell.run("rules", "fmt", pack.toString());

    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.err())
        .contains(pack.resolve("measures.drl") + ":1: a text in quotes has no end on its line");
    assertThat(Files.readString(other)).isEqualTo(before);
  }

  @Test
  void a_byte_order_mark_is_no_part_of_the_form() throws Exception {
    Path pack = Shell.copyOf("v2", temp.resolve("pack"));
    Path rules = pack.resolve("verdict.drl");
    Path mapping = pack.resolve("fields.yaml");
    String good = Files.readString(rules);
    Files.writeString(rules, "\uFEFF" + good);
    Files.writeString(mapping, "\uFEFF" + Files.readString(mapping));

    Shell.Answer check = Shell.run("rules", "fmt", "--check", pack.toString());
    assertThat(check.out()).isEqualTo(mapping + ":1: not in form\n" + rules + ":1: not in form\n");

    assertThat(Shell.run("rules", "fmt", pack.toString()).code()).isZero();
    assertThat(Files.readString(rules)).isEqualTo(good);
    assertThat(Shell.run("rules", "fmt", "--check", pack.toString()).code()).isZero();
  }
}
