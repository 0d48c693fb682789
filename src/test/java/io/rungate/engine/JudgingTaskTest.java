package io.rungate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.rungate.gate.OrderedExecutor;
import io.rungate.pack.PackProblem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that take too long, seen by those who wait for them. */
@Timeout(30)
class JudgingTaskTest {
  private static final Duration LIMIT = Duration.ofMillis(300);

  private final CountDownLatch end = new CountDownLatch(1);
  private final List<String> told = new ArrayList<>();

  private void run(int threads, Duration limit, List<Callable<String>> work) {
    new OrderedExecutor(threads, limit).run(work.iterator(), told::add);
  }

  private static String judge(JudgingTask.Rules<String> rules, String name) {
    try {
      return JudgingTask.judge(
          rules,
          limit ->
              new JudgementException(
                  new PackProblem("rules.drl", 1, name, "late after " + limit.toMillis())));
    } catch (JudgementException e) {
      return e.problem().rule() + ": " + e.problem().message();
    }
  }

  private String endless() throws JudgementException {
    while (true) {
      try {
        end.await();
        return "ended";
      } catch (InterruptedException e) {
        // As rules that join facts, which look at nothing.
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void rules_that_never_end_are_left_behind_and_the_others_go_on(int threads) {
    List<Callable<String>> work = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String name = "rule " + i;
      work.add(() -> judge(() -> "before " + name, ""));
      work.add(() -> judge(this::endless, name));
    }
    run(threads, LIMIT, work);
    assertThat(told)
        .containsExactly(
            "before rule 0", "rule 0: late after 300",
            "before rule 1", "rule 1: late after 300",
            "before rule 2", "rule 2: late after 300",
            "before rule 3", "rule 3: late after 300");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void each_judgement_of_a_piece_has_its_own_time(int threads) {
    Callable<String> some =
        () ->
            judge(this::endless, "one")
                + ", "
                + judge(() -> "ended", "two")
                + ", "
                + judge(this::endless, "three");
    run(threads, LIMIT, List.of(some));
    assertThat(told).containsExactly("one: late after 300, ended, three: late after 300");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void what_was_left_behind_comes_to_nothing_when_it_ends_after_all(int threads)
      throws InterruptedException {
    AtomicBoolean published = new AtomicBoolean();
    List<Thread> left = new ArrayList<>();
    Callable<String> publishing =
        () -> {
          left.add(Thread.currentThread());
          String answer = judge(this::endless, "slow");
          published.compareAndSet(false, answer.equals("ended"));
          return answer;
        };
    run(threads, LIMIT, List.of(publishing));
    end.countDown();
    left.get(0).join();
    assertThat(told).containsExactly("slow: late after 300");
    assertThat(left).hasSize(2);
    assertThat(published).isFalse();
  }

  @Test
  void only_rules_are_timed() {
    Callable<String> reading =
        () -> {
          Thread.sleep(2 * LIMIT.toMillis());
          return judge(() -> "judged", "");
        };
    run(1, LIMIT, List.of(reading));
    assertThat(told).containsExactly("judged");
  }

  @Test
  void without_a_limit_rules_take_any_time() {
    Callable<String> slow =
        () ->
            judge(
                () -> {
                  LockSupport.parkNanos(500_000_000);
                  return "judged";
                },
                "");
    run(2, null, List.of(slow));
    assertThat(told).containsExactly("judged");
  }
}
