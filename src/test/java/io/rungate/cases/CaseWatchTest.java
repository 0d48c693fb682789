package io.rungate.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rungate.pack.PackException;
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
}
