package io.rungate.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.rungate.cli.Program;
import io.rungate.pack.PackException;
import io.rungate.rules.PackLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaseWatchTest {
  @TempDir Path temp;

  @Test
  void runs_when_content_changes_and_only_then() throws PackException {
    Workshop copy = Workshop.in(temp);
    CaseWatch watch = new CaseWatch(copy.folder());
    assertThat(watch.poll().passed()).isTrue();
    assertThat(watch.poll()).isNull();

    copy.with("cases/length-not-positive.yaml", "ISL: 0, OSL: -1", "ISL: 0, OSL: -2");
    assertThat(watch.poll().failed()).isEqualTo(1);
    copy.with("cases/length-not-positive.yaml", "ISL: 0, OSL: -2", "ISL: 0, OSL: -1");
    assertThat(watch.poll().passed()).isTrue();

    copy.with("measures.drl", "of == \"tput_per_gpu\", usable", "of == \"tput_per_gpu\", usabel");
    assertThatThrownBy(watch::poll).isInstanceOf(PackException.class);
    assertThat(watch.poll()).isNull();
    copy.with("measures.drl", "usabel", "usable");
    assertThat(watch.poll().passed()).isTrue();

    String rules = copy.read("measures.drl");
    copy.write("measures.drl", rules);
    assertThat(watch.poll()).isNull();
  }

  @Test
  void refuses_what_a_cold_run_refuses_and_in_the_same_words() throws Exception {
    Workshop copy = Workshop.in(temp);
    CaseWatch watch = new CaseWatch(copy.folder());
    assertThat(watch.poll().passed()).isTrue();

    String measures = copy.read("measures.drl");
    copy.with("measures.drl", "field == \"output_throughput\"", "field == \"output_throughputs\"");
    assertRefusedAsCold(watch, copy, "did you mean output_throughput?");
    copy.write("measures.drl", measures);
    assertThat(watch.poll().passed()).isTrue();

    copy.with(
        "measures.drl",
        "  insertLogical( new Value( \"tput_per_gpu\"",
        "  System.exit( 3 );\n  insertLogical( new Value( \"tput_per_gpu\"");
    assertRefusedAsCold(watch, copy, "measures.drl:");
    copy.write("measures.drl", measures);
    assertThat(watch.poll().passed()).isTrue();

    Files.delete(copy.folder().resolve("vocabulary.drl"));
    assertRefusedAsCold(watch, copy, "may not import rungate.vocabulary.Multinode");
  }

  private void assertRefusedAsCold(CaseWatch watch, Workshop copy, String words) {
    PackException cold =
        catchThrowableOfType(
            PackException.class, () -> new PackLoader(Program.cache()).load(copy.folder()));
    assertThat(cold).hasMessageContaining(words);
    assertThatThrownBy(watch::poll).isInstanceOf(PackException.class).hasMessage(cold.getMessage());
  }
}
