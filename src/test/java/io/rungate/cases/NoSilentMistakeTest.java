package io.rungate.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.rungate.Search;
import io.rungate.cases.MistakeJudge.Fate;
import io.rungate.cases.MistakeJudge.Told;
import io.rungate.cases.PackMistakes.Mistake;
import io.rungate.gate.OrderedExecutor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nobody can be wrong in a pack without being told. One mistake at a time is made in a shipped
 * pack, in every kind of word that it has: each is refused when the pack is loaded, or found by
 * lint, or fails a case, or it is proven that it changes nothing.
 */
@Tag(Search.LONG)
class NoSilentMistakeTest {
  private static final int MISTAKES = Integer.getInteger("mistakes", 3_200);
  private static final String SHOWN = System.getProperty("shown");
  private static final String ONLY = System.getProperty("only", ".*");
  private static final long SEED = Long.getLong("seed", 20_260_715);

  @ParameterizedTest
  @ValueSource(strings = {"v2"})
  void no_mistake_is_silent(String version) throws Exception {
    MistakeJudge judge = new MistakeJudge(Path.of("rules", version));
    List<Mistake> all =
        PackMistakes.of(judge.texts(), SEED).stream()
            .filter(one -> one.kind().matches(ONLY))
            .toList();
    List<Mistake> some = all.subList(0, Math.min(all.size(), Search.attempts(MISTAKES)));
    Map<String, Map<Fate, Integer>> byKind = new TreeMap<>();
    List<String> silent = new ArrayList<>();
    new OrderedExecutor(Runtime.getRuntime().availableProcessors())
        .run(
            some.stream().map(one -> (Callable<Told>) () -> judge.judge(one)).iterator(),
            told -> {
              byKind
                  .computeIfAbsent(told.mistake().kind(), kind -> new EnumMap<>(Fate.class))
                  .merge(told.fate(), 1, Integer::sum);
              if (SHOWN != null && told.mistake().kind().matches(SHOWN)) {
                System.out.println(
                    judge.shown(told.mistake()) + "\n    " + told.fate() + " " + told.said());
              }
              if (told.fate() == Fate.SILENT) {
                silent.add(judge.shown(told.mistake()));
              }
            });
    print(version, byKind, all.size());
    System.out.println(judge.times());
    silent.forEach(System.out::println);
    assertThat(silent).as("mistakes in %s that nobody tells", version).isEmpty();
  }

  private static void print(String version, Map<String, Map<Fate, Integer>> byKind, int all) {
    String row = "%-48s %8s" + " %9s".repeat(Fate.values().length);
    List<Object> head = new ArrayList<>(List.of(version + ", of " + all, "mistakes"));
    List<Integer> sums = new ArrayList<>(List.of(0));
    for (Fate fate : Fate.values()) {
      head.add(fate.toString().toLowerCase(Locale.ROOT).replace('_', ' '));
      sums.add(0);
    }
    StringBuilder table = new StringBuilder(row.formatted(head.toArray())).append('\n');
    byKind.forEach(
        (kind, fates) -> {
          int number = fates.values().stream().mapToInt(Integer::intValue).sum();
          List<Object> cells = new ArrayList<>(List.of(kind, number));
          sums.set(0, sums.get(0) + number);
          for (Fate fate : Fate.values()) {
            int count = fates.getOrDefault(fate, 0);
            cells.add(count == 0 ? "." : count);
            int place = fate.ordinal() + 1;
            sums.set(place, sums.get(place) + count);
          }
          table.append(row.formatted(cells.toArray())).append('\n');
        });
    List<Object> last = new ArrayList<>(List.of("all"));
    last.addAll(sums);
    System.out.println(table + row.formatted(last.toArray()));
  }
}
