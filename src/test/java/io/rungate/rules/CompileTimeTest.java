package io.rungate.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rungate.pack.PackException;
import io.rungate.pack.RuleSource;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What there is to wait for grows with the rules of a file, and no faster. */
@Tag("slow")
class CompileTimeTest {

  private static List<RuleSource> rules(int count, String last) {
    StringBuilder rules = new StringBuilder();
    for (int i = 1; i <= count; i++) {
      rules.append(
          """
          rule "number %1$d"
          when
            RealField( field == "x", value > %1$d )
          then
            insertLogical( new Word( "more than %1$d" ) );
          end
          """
              .formatted(i));
    }
    return ToyPack.of(rules + last);
  }

  /** In processor time of this thread, which a busy machine does not stretch as it does seconds. */
  private static long nanosOf(Step step) throws Exception {
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    step.run();
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
  }

  @FunctionalInterface
  private interface Step {
    void run() throws Exception;
  }

  private static void compile(int count) throws PackException {
    assertThat(ToyPack.compile(rules(count, "")).cards()).hasSize(count);
  }

  private static void findFault(int count) {
    assertThatThrownBy(
            () ->
                ToyPack.compile(
                    rules(count, "rule \"wrong\" when RealField( colour == 1 ) then end\n")))
        .isInstanceOfSatisfying(
            PackException.class,
            e ->
                assertThat(e.problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.rule()).isEqualTo("wrong")));
  }

  @Test
  void six_times_the_rules_take_about_six_times_as_long() throws Exception {
    compile(100); // the compiler itself is compiled now
    long some = nanosOf(() -> compile(100));
    assertThat((double) nanosOf(() -> compile(600)) / some).isLessThan(12);
  }

  @Test
  void a_fault_among_many_rules_is_found_without_building_each_of_them() throws Exception {
    compile(100);
    long clean = nanosOf(() -> compile(200));
    assertThat((double) nanosOf(() -> findFault(200)) / clean).isLessThan(12);
  }
}
