package io.rungate.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.groups.Tuple.tuple;

import io.rungate.cli.SampleRun;
import io.rungate.document.AuditRecordException;
import io.rungate.pack.PythonJsonReader;
import io.rungate.run.PythonJsonWriter;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditSourceTest {

  @TempDir Path folder;

  private static List<AuditSource.Entry> entries(Path... paths) {
    List<AuditSource.Entry> entries = new ArrayList<>();
    try (AuditSource source = new AuditSource(List.of(paths))) {
      source.forEachRemaining(entries::add);
    }
    return entries;
  }

  private static String problem(AuditSource.Entry entry) {
    return catchThrowableOfType(AuditRecordException.class, entry::read).getMessage();
  }

  private String line() throws Exception {
    Path audit = SampleRun.colocated().record(folder.resolve("run"), "v2");
    return PythonJsonWriter.compact(PythonJsonReader.read(Files.readString(audit)));
  }

  private Path compressed(String text) throws Exception {
    Path file = folder.resolve("many.jsonl.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }

  @Test
  void of_a_folder_every_audit_record_below_it_counts_and_nothing_else() {
    Path first = SampleRun.colocated().record(folder.resolve("b"), "v2");
    Path second = SampleRun.singleNode().record(folder.resolve("b/c"), "v2");
    assertThat(entries(folder))
        .extracting(AuditSource.Entry::place)
        .containsExactly(first.toString(), second.toString());
  }

  @Test
  void of_a_file_of_lines_every_line_counts_and_blank_ones_do_not() throws Exception {
    String text = line() + "\n\n" + line().replace("colocated", "other") + "\n{}\n";
    Path plain = Files.writeString(folder.resolve("many.jsonl"), text);
    for (Path many : List.of(plain, compressed(text))) {
      List<AuditSource.Entry> entries = entries(many);
      assertThat(entries)
          .extracting(AuditSource.Entry::place)
          .containsExactly(many + ":1", many + ":3", many + ":4");
      assertThat(entries.get(1).read().subject().name()).contains("other");
      assertThat(problem(entries.get(2))).startsWith("this is no audit record");
    }
  }

  @Test
  void a_broken_line_costs_no_other_line() throws Exception {
    byte[] bytes = (line() + "\n").repeat(20).getBytes(StandardCharsets.UTF_8);
    bytes[bytes.length / 20 * 4 + 100] = (byte) 0xe9;
    Path file = Files.write(folder.resolve("many.jsonl"), bytes);
    List<AuditSource.Entry> entries = entries(file);
    assertThat(entries).hasSize(20);
    assertThat(problem(entries.remove(4))).isEqualTo("this line is not UTF-8");
    for (AuditSource.Entry entry : entries) {
      assertThat(entry.read().subject().name()).contains("colocated");
    }
  }

  @Test
  void what_is_no_file_is_an_entry_that_does_not_wait_for_one() throws Exception {
    Path pipe = folder.resolve("audit_pipe.json");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Path lost = Files.createSymbolicLink(folder.resolve("audit_to.json"), Path.of("nowhere"));
    assertThat(entries(folder))
        .extracting(AuditSource.Entry::place, AuditSource.Entry::problem)
        .containsExactly(
            tuple(pipe.toString(), "it is no regular file"),
            tuple(lost.toString(), "it is no regular file"));
    assertThat(entries(pipe))
        .extracting(AuditSource.Entry::problem)
        .containsExactly("it is no regular file");
  }

  @Test
  void links_to_folders_are_followed_once() throws Exception {
    Path real = folder.resolve("real");
    SampleRun.colocated().record(real.resolve("a"), "v2");
    Files.createSymbolicLink(real.resolve("a/round"), real);
    Files.createSymbolicLink(real.resolve("twice"), real.resolve("a"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), real);
    assertThat(entries(link))
        .extracting(AuditSource.Entry::place)
        .singleElement()
        .asString()
        .startsWith(link.toString());
    Path around = Files.createDirectories(folder.resolve("around"));
    Files.createSymbolicLink(around.resolve("link"), real);
    assertThat(entries(around)).hasSize(1);
  }

  @Test
  void what_cannot_be_read_is_an_entry_with_its_place() throws Exception {
    Path latin = Files.write(folder.resolve("audit_l.json"), new byte[] {'"', (byte) 0xe9, '"'});
    Path lines = Files.write(folder.resolve("l.jsonl"), new byte[] {'"', (byte) 0xe9, '"', '\n'});
    byte[] whole = Files.readAllBytes(compressed(line().repeat(50)));
    Path cut = Files.write(folder.resolve("cut.jsonl.gz"), Arrays.copyOf(whole, whole.length / 2));
    List<AuditSource.Entry> entries = entries(latin, lines, cut, folder.resolve("none.json"));
    assertThat(entries)
        .extracting(AuditSource.Entry::place, AuditSourceTest::problem)
        .containsExactly(
            tuple(latin.toString(), "it is not UTF-8"),
            tuple(lines + ":1", "this line is not UTF-8"),
            tuple(cut + ":1", "it is no complete gzip file"),
            tuple(folder.resolve("none.json").toString(), "it cannot be read"));
  }
}
