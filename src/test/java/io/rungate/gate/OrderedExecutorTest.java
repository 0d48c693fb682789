package io.rungate.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class OrderedExecutorTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void results_come_in_the_order_of_the_work_however_long_each_takes(int threads) {
    List<Integer> results = new ArrayList<>();
    Iterator<Callable<Integer>> work =
        IntStream.range(0, 500).<Callable<Integer>>mapToObj(i -> slow(i)).iterator();

    new OrderedExecutor(threads).run(work, results::add);

    assertThat(results).isEqualTo(IntStream.range(0, 500).boxed().toList());
  }

  @Test
  void a_result_is_out_before_the_next_work_has_to_be_there() {
    CountDownLatch answered = new CountDownLatch(1);
    Iterator<Callable<String>> conversation =
        new Iterator<>() {
          private int asked;

          @Override
          public boolean hasNext() {
            if (asked == 1) {
              assertThat(waits(answered)).isTrue();
            }
            return asked < 2;
          }

          @Override
          public Callable<String> next() {
            asked++;
            return () -> "answer";
          }
        };

    new OrderedExecutor(2).run(conversation, result -> answered.countDown());
  }

  @Test
  void work_is_asked_for_only_when_there_is_room() {
    AtomicInteger asked = new AtomicInteger();
    AtomicInteger answered = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Iterator<Callable<Integer>> endless =
        IntStream.range(0, 5_000)
            .<Callable<Integer>>mapToObj(
                i -> {
                  most.accumulateAndGet(asked.incrementAndGet() - answered.get(), Math::max);
                  return () -> i;
                })
            .iterator();

    new OrderedExecutor(2).run(endless, result -> answered.incrementAndGet());

    assertThat(most.get()).isLessThan(2 * 16 + 10);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void a_fault_of_the_program_ends_the_work(int threads) {
    Iterator<Callable<Integer>> work =
        List.<Callable<Integer>>of(
                () -> 1,
                () -> {
                  throw new IllegalArgumentException("broken");
                })
            .iterator();

    assertThatThrownBy(() -> new OrderedExecutor(threads).run(work, result -> {}))
        .hasMessage("broken");
  }

  @Test
  void an_answer_that_cannot_be_given_ends_the_work_instead_of_waiting_for_ever() {
    Iterator<Callable<Integer>> work =
        IntStream.range(0, 5_000).<Callable<Integer>>mapToObj(i -> () -> i).iterator();

    assertThatThrownBy(
            () ->
                new OrderedExecutor(2)
                    .run(
                        work,
                        result -> {
                          throw new StackOverflowError("too deep");
                        }))
        .hasMessageContaining("too deep");
  }

  private static Callable<Integer> slow(int i) {
    return () -> {
      if (i % 50 == 0) {
        Thread.sleep(20);
      }
      return i;
    };
  }

  private static boolean waits(CountDownLatch latch) {
    try {
      return latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
