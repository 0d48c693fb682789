package io.rungate.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How far a long work is: for the person at a terminal, now and then, on a line that goes away. */
class ProgressTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final AtomicLong clock = new AtomicLong(7);

  private Progress progress(boolean terminal) {
    Printer printer = new Printer(new PrintStream(err, false, StandardCharsets.UTF_8));
    return new Progress(printer, terminal, "rows", clock::get);
  }

  private void shows(Progress progress, int rows, long millis) {
    clock.addAndGet(millis * 1_000_000);
    progress.show(rows);
  }

  @Test
  void a_short_work_shows_nothing() {
    Progress progress = progress(true);
    shows(progress, 100, 299);
    progress.end();
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void a_long_work_shows_a_few_lines_in_one_place_and_clears_it() {
    Progress progress = progress(true);
    shows(progress, 1, 100);
    shows(progress, 50, 400);
    shows(progress, 60, 100);
    shows(progress, 200, 400);
    progress.end();
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("\r50 rows, 100 a second \r200 rows, 200 a second \r\u001b[K");
  }

  @Test
  void a_pipe_gets_nothing() {
    Progress progress = progress(false);
    shows(progress, 50, 5_000);
    progress.end();
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
  }
}
