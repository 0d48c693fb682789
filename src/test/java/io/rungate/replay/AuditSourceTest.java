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
            tuple(lines + ":1", "it is not UTF-8"),
            tuple(cut + ":1", "it is no complete gzip file"),
            tuple(folder.resolve("none.json").toString(), "it cannot be read"));
  }
}
