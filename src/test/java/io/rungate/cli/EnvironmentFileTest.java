package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rungate.run.EnvironmentFile;
import io.rungate.run.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentFileTest {
  @TempDir Path folder;

  private Map<String, String> read(String text) throws Exception {
    Path file = folder.resolve("run.env");
    Files.writeString(file, text);
    return EnvironmentFile.read(file);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "A=1                  | 1",
        "`  A = 1  `          | 1",
        "export A=1           | 1",
        "A=                   | ``",
        "A=x=y                | x=y",
        "A=x # no comment     | x # no comment",
        "A=it's               | it's",
        "A='x'                | x",
        "A=\"x\"              | x",
        "A=\"\"               | ``",
        "A=\" x \"            | ` x `",
        "A='x' # a comment    | x",
        "A='say \"x\"'        | say \"x\"",
        "A=\"it's\"           | it's",
        "A=\"say \\\"x\\\"\"  | say \"x\"",
        "A='a\\b'             | a\\b",
        "A=\"a\\\\b\\n\"      | a\\b\\n",
        "`A='x\ny'`           | `x\ny`",
        "`A=\"{\n  \\\"n\\\": 1\n}\"` | `{\n  \"n\": 1\n}`",
        "`# A=0\n\nA=1\n#`    | 1",
        "`A=1\r\n`            | 1",
        "`A=0\nA=1`           | 1",
        "`\ufeffA=1`          | 1",
        "`{\"A\": \"1\"}`     | 1",
        "`\n {\"A\": \"x\\ny\"}` | `x\ny`",
      })
  void variables_are_read(String text, String value) throws Exception {
    assertThat(read(text)).containsExactly(Map.entry("A", value));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "secret               | :1: this is no NAME=VALUE",
        "`A=1\n\n=secret`     | :3: this is no NAME=VALUE",
        "A secret=1           | :1: this is no NAME=VALUE",
        "`A=1\nB=\"secret`    | :2: a quote is not closed",
        "`A=1\nB='secret\nx`  | :2: a quote is not closed",
        "A=\"x\\\"            | :1: a quote is not closed",
        "A=\"x\" secret       | :1: nothing may follow the closing quote",
        "`A='x\ny' secret`    | :2: nothing may follow the closing quote",
        "`{\"A\": 1}`         | : the variable A must be a text",
        "`{\"A\": null}`      | : the variable A must be a text",
        "`{\n\"A\" 1}`        | :2: Expecting ':' delimiter",
      })
  void a_fault_is_named_by_file_and_line_without_any_value(String text, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(InputException.class)
        .hasMessage(folder.resolve("run.env") + message)
        .hasMessageNotContaining("secret");
  }

  @Test
  void all_faults_are_told_at_once() {
    String file = folder.resolve("run.env") + ":";
    assertThatThrownBy(() -> read("A\nB=1\nC='x' y\n=2\nD='\nE"))
        .hasMessage(
            String.join(
                "\n",
                file + "1: this is no NAME=VALUE",
                file + "3: nothing may follow the closing quote",
                file + "4: this is no NAME=VALUE",
                file + "5: a quote is not closed"));
    assertThatThrownBy(() -> read("{\"A\": 1, \"B\": \"x\", \"C\": []}"))
        .hasMessage(file + " each of the variables A, C must be a text");
  }

  @Test
  void a_file_that_cannot_be_read_is_named() throws IOException {
    Path absent = folder.resolve("absent");
    assertThatThrownBy(() -> EnvironmentFile.read(absent)).hasMessageContaining(absent.toString());
    assertThatThrownBy(() -> EnvironmentFile.read(folder)).hasMessageContaining("cannot be read");
    Path latin = folder.resolve("latin.env");
    Files.write(latin, new byte[] {'A', '=', (byte) 0xE9});
    assertThatThrownBy(() -> EnvironmentFile.read(latin)).hasMessage(latin + " is not UTF-8");
  }

  @Test
  void the_file_replaces_the_environment_as_a_whole() throws IOException {
    StringBuilder text = new StringBuilder();
    Sample.singleNode().forEach((name, value) -> text.append(name + "='" + value + "'\n"));
    Files.writeString(folder.resolve("run.env"), text.toString().replace("TP='8'", ""));
    Program.Result result =
        Sample.program(folder, Map.of("TP", "4")).run("process", "--env", "run.env");
    assertThat(result.err()).contains("Missing required environment variables: TP");
    assertThat(result.code()).isEqualTo(1);
  }
}
