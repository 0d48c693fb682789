package io.rungate.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rungate.run.RunRequest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The runs of a call. */
class BatchTest {
  private final Batch batch = new Batch();
  private final List<String> told = new ArrayList<>();

  private static Iterator<RunRequest> runs(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> RunRequest.broken(Integer.toString(i), "broken"))
        .iterator();
  }

  private static Callable<Outcome> unjudged(RunRequest request, String part) {
    return () -> new Outcome.NotJudged(RunRequest.broken(request.id() + part, "x"), request.flaw());
  }

  private void tell(Outcome outcome) {
    told.add(outcome.request().id());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void outcomes_are_told_in_the_order_of_the_runs_and_of_their_parts(int jobs) {
    batch.judge(
        runs(100),
        run -> Stream.of("a", "b").map(part -> unjudged(run, part)).iterator(),
        new OrderedExecutor(jobs),
        this::tell);
    assertThat(told)
        .isEqualTo(
            IntStream.range(0, 100).boxed().flatMap(i -> Stream.of(i + "a", i + "b")).toList());
    assertThat(batch.tally().runs()).isEqualTo(200);
    assertThat(batch.tally().count("unjudged")).isEqualTo(200);
    assertThat(batch.tally().worst()).isEqualTo(ExitCode.NOT_JUDGED);
  }

  @Test
  void a_request_that_takes_no_work_is_passed_over() {
    batch.judge(
        runs(4),
        run ->
            run.id().equals("1")
                ? List.of(unjudged(run, "")).iterator()
                : List.<Callable<Outcome>>of().iterator(),
        new OrderedExecutor(1),
        this::tell);
    assertThat(told).containsExactly("1");
  }

  @Test
  void what_was_told_is_counted_when_the_call_breaks_off() {
    assertThatThrownBy(
            () ->
                batch.judge(
                    runs(9),
                    run -> {
                      if (run.id().equals("5")) {
                        throw new IllegalStateException("the disk is gone");
                      }
                      return List.of(unjudged(run, "")).iterator();
                    },
                    new OrderedExecutor(1),
                    this::tell))
        .hasMessage("the disk is gone");
    assertThat(batch.tally().runs()).isEqualTo(5);
  }

  @Test
  void a_call_without_runs_is_told_by_its_counts() {
    batch.judge(
        runs(0), run -> List.of(unjudged(run, "")).iterator(), new OrderedExecutor(2), this::tell);
    assertThat(batch.tally().runs()).isZero();
    assertThat(batch.tally().worst()).isEqualTo(ExitCode.ACCEPTED);
  }
}
