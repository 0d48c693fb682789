package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process. */
class StartTest {
  @TempDir Path temp;

  @Test
  void an_answer_that_is_lost_is_exit_2_unless_its_reader_had_enough() throws Exception {
    SampleRun.colocated().record(temp, "v2");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String call =
        "'%s' -cp \"$CLASSES\" %s . '' explain audit_colocated.json"
            .formatted(java, Start.class.getName());
    Path errors = temp.resolve("errors");
    for (String script :
        List.of("exec " + call + " > /dev/full", "{ " + call + "; echo $? >&2; } | true")) {
      ProcessBuilder builder = new ProcessBuilder("sh", "-c", script).directory(temp.toFile());
      builder.environment().put("CLASSES", System.getProperty("java.class.path"));
      builder.redirectError(errors.toFile());
      boolean full = script.endsWith("/dev/full");
      assertThat(builder.start().waitFor()).isEqualTo(full ? 2 : 0);
      assertThat(errors)
          .hasContent(
              full ? "rungate: standard output cannot be written: No space left on device" : "0");
    }
  }
}
