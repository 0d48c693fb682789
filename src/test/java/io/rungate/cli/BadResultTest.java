package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Result files that are none: each is named, with what is wrong and where, and nothing is
 * published.
 */
class BadResultTest {
  @TempDir Path folder;

  @AfterEach
  void nothing_half_written_is_left() throws IOException {
    if (Files.isSymbolicLink(folder.resolve("sample.json"))) {
      Files.delete(folder.resolve("sample.json"));
    }
    assertThat(names(folder)).noneMatch(name -> name.endsWith(".tmp"));
  }

  private Program.Result process() {
    return new Program(folder).with(Sample.singleNode()).run("process");
  }

  private void refuses(Program.Result result, String reason) {
    assertThat(result.err()).contains("sample.json cannot be read: " + reason);
    assertThat(result.err()).doesNotContain("Exception").doesNotContain("\tat ");
    assertThat(result.out()).isEmpty();
    assertThat(result.code()).isEqualTo(2);
    assertThat(folder.resolve(Sample.AGG)).doesNotExist();
    assertThat(folder.resolve(Sample.AUDIT)).content().contains(reason);
  }

  @Test
  void absent() {
    refuses(process(), "there is no such file");
  }

  @Test
  void a_directory() throws IOException {
    Files.createDirectory(folder.resolve("sample.json"));
    refuses(process(), "it is a directory");
  }

  /** Root may read any file, so a file that no one can read stands for one that is not readable. */
  @Test
  void unreadable() throws IOException {
    Files.createSymbolicLink(folder.resolve("sample.json"), Path.of("/proc/self/mem"));
    refuses(process(), "Input/output error");
  }

  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void a_device_without_end() throws IOException {
    Files.createSymbolicLink(folder.resolve("sample.json"), Path.of("/dev/zero"));
    refuses(process(), "it is no regular file");
  }

  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void a_pipe_that_nobody_writes_to() throws Exception {
    Process mkfifo = new ProcessBuilder("mkfifo", folder.resolve("sample.json").toString()).start();
    assertThat(mkfifo.waitFor()).isZero();
    refuses(process(), "it is no regular file");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "``, `line 1, column 1: Expecting value`",
        "` \n `, `line 2, column 2: Expecting value`",
        "`[1, 2]`, `line 1, column 1: Expecting an object at the top level`",
        "`\"text\"`, `line 1, column 1: Expecting an object at the top level`",
        "`{\"a\": 1`, `line 1, column 8: Unexpected end of the text`",
        "`{\"a\": \"b`, `line 1, column 9: Unexpected end of the text`",
        "`{\"a\": 1} {}`, `line 1, column 10: Extra data`",
        "`{\"a\": 1}\n\nTraceback`, `line 3, column 1: Extra data`",
        "`{\"a\": 1,}`, `line 1, column 9: Expecting property name enclosed in double quotes`",
        "`{\"a\": 01}`, `line 1, column 8: Invalid number`",
        "`\ufeff{}`, `line 1, column 1: Unexpected UTF-8 BOM`",
      })
  void no_json(String text, String reason) throws IOException {
    Files.writeString(folder.resolve("sample.json"), text);
    refuses(process(), reason);
  }

  @Test
  void not_utf_8() throws IOException {
    byte[] text = "{\"model_id\": \"caf\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
    Files.write(folder.resolve("sample.json"), text);
    refuses(process(), "line 1, column 18: Not UTF-8");
  }

  @Test
  void utf_16() throws IOException {
    Files.write(folder.resolve("sample.json"), "{}".getBytes(StandardCharsets.UTF_16));
    refuses(process(), "line 1, column 1: Not UTF-8");
  }

  @Test
  void nested_100_000_levels_deep() throws IOException {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);
    Files.writeString(folder.resolve("sample.json"), "{\"a\": " + deep + "}");
    refuses(process(), "line 1, column 997: Nested deeper than 990 levels");
    Files.writeString(folder.resolve("sample.json"), "{\"model_id\": " + deep + "}");
    refuses(process(), "line 1, column 1004: Nested deeper than 990 levels");
  }

  @Test
  void of_duplicate_keys_the_last_counts_as_it_does_for_the_consumer() {
    String twice =
        Sample.RESULT.replace(
            "\"max_concurrency\": 64", "\"max_concurrency\": 1, \"max_concurrency\": 65");
    Sample.write(folder.resolve("sample.json"), twice);
    Program.Result result = process();
    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("\"conc\": 65,");
  }

  /** Only what the mapping names is kept, so the size of the file does not matter. */
  @Test
  void a_result_of_100_megabytes_is_read_in_a_heap_of_64() throws Exception {
    byte[] item = "0.0123456789, ".getBytes(StandardCharsets.US_ASCII);
    byte[] megabyte = new byte[item.length * ((1 << 20) / item.length)];
    for (int i = 0; i < megabyte.length; i++) {
      megabyte[i] = item[i % item.length];
    }
    try (OutputStream out = Files.newOutputStream(folder.resolve("sample.json"))) {
      out.write(
          Sample.RESULT
              .strip()
              .replaceFirst("}$", ", \"itls\": [")
              .getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < 100; i++) {
        out.write(megabyte);
      }
      out.write("1.0]}".getBytes(StandardCharsets.US_ASCII));
    }
    assertThat(Files.size(folder.resolve("sample.json"))).isGreaterThan(100_000_000L);
    Program.pack("v2"); // compiled by this process, since the other one shall only judge
    Program.Child child =
        new Program(folder).with(Sample.singleNode()).spawn(List.of("-Xmx64m"), "process");
    assertThat(child.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(child.err()).contains("ACCEPTED");
    assertThat(child.process().exitValue()).isZero();
    assertThat(folder.resolve(Sample.AGG)).exists();
  }

  @Test
  void a_value_that_does_not_fit_the_heap_is_a_sentence_too() throws Exception {
    byte[] megabyte = "x".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
    try (OutputStream out = Files.newOutputStream(folder.resolve("sample.json"))) {
      out.write("{\"model_id\": \"".getBytes(StandardCharsets.US_ASCII));
      for (int i = 0; i < 64; i++) {
        out.write(megabyte);
      }
      out.write("\"}".getBytes(StandardCharsets.US_ASCII));
    }
    Program.pack("v2");
    Program.Child child =
        new Program(folder).with(Sample.singleNode()).spawn(List.of("-Xmx40m"), "process");
    assertThat(child.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(child.err())
        .startsWith("rungate: the memory at hand is not enough: ")
        .doesNotContain("\tat ");
    assertThat(child.process().exitValue()).isEqualTo(2);
  }

  @Test
  void other_faults_are_named_beside_an_unreadable_result() {
    Map<String, String> variables = Sample.singleNode();
    variables.remove("TP");
    Program.Result result = new Program(folder).with(variables).run("process");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .contains("sample.json cannot be read: there is no such file")
        .contains("Missing required environment variables: TP")
        .doesNotContain("Missing required result keys");
  }

  static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return new ArrayList<>(files.map(file -> folder.relativize(file).toString()).toList());
    }
  }
}
