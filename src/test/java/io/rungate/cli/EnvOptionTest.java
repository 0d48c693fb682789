package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvOptionTest {
  @TempDir Path folder;

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
