package io.rungate.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ResultFileTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {0, 1_000, (1 << 20) - 40, 1 << 20, 5_000_003})
  void the_digest_is_that_of_all_bytes_whatever_the_size(int size) throws Exception {
    byte[] bytes = document(size).getBytes(StandardCharsets.UTF_8);
    Path file = Files.write(folder.resolve("result.json"), bytes);

    ResultFile result = ResultFile.read(file, "score"::equals, null);

    assertThat(result.unread()).isEmpty();
    assertThat(result.members()).isEqualTo(Map.of("score", 0.5));
    assertThat(result.sha256())
        .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
  }

  @Test
  void a_fault_anywhere_in_a_large_file_is_found_where_it_stands() throws Exception {
    String text = document(3_000_000);
    for (int at : new int[] {1, 1_500_000, text.length() - 1}) {
      Path file = folder.resolve("result.json");
      Files.writeString(file, text.substring(0, at) + "\u0001" + text.substring(at));
      ResultFile result = ResultFile.read(file, name -> false, null);
      assertThat(result.members()).isNull();
      assertThat(result.unread()).startsWith("line 1, column " + (at + 1));
    }
  }

  /** A member that is wanted after a text of so many bytes that is not. */
  private static String document(int size) {
    return "{\"text\": \"" + "x".repeat(size) + "\", \"score\": 0.5}";
  }
}
