package io.rungate.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.rungate.Search;
import io.rungate.cases.MistakeJudge.Fate;
import io.rungate.cases.MistakeJudge.Mended;
import io.rungate.cases.MistakeJudge.Told;
import io.rungate.cases.PackMistakes.Mistake;
import io.rungate.gate.OrderedExecutor;
import io.rungate.lint.PackLint;
import io.rungate.pack.PackCopy;
import io.rungate.pack.PackException;
import io.rungate.pack.PackReader;
import io.rungate.pack.PackReader.PackFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Nobody can be wrong in a pack without being told. One mistake at a time is made in a shipped
 * pack, in every kind of word that it has: each is refused when the pack is loaded, or found by
 * lint, or fails a case, or it is proven that it changes nothing. What is mended without asking is
 * then what it was before.
 */
@Tag(Search.LONG)
class NoSilentMistakeTest {
  /** In each pack. More of them take too long, now that a mistake may concern rows and sweeps. */
  private static final int MISTAKES = 1_500;

  /** Names of files, most of which are those of cases and of one kind. */
  private static final int NAMES = 240;

  private static final long SEED = 20_260_715;

  private static final Map<String, MistakeJudge> JUDGES = new HashMap<>();

  @TempDir Path temp;

  static List<String> packs() {
    return List.of("v2", "v3");
  }

  /** One for all that is asked of a pack: to compile it takes as long as many mistakes. */
  private static MistakeJudge judge(String version) throws PackException {
    MistakeJudge judge = JUDGES.get(version);
    if (judge == null) {
      judge = new MistakeJudge(Path.of("rules", version));
      JUDGES.put(version, judge);
    }
    return judge;
  }

  @ParameterizedTest
  @MethodSource("packs")
  void no_mistake_is_silent(String version) throws Exception {
    MistakeJudge judge = judge(version);
    List<Mistake> all = PackMistakes.of(judge.texts(), SEED);
    List<Mistake> some = all.subList(0, Math.min(all.size(), Search.attempts(MISTAKES)));
    Table table = new Table();
    List<String> silent = new ArrayList<>();
    List<String> spoilt = new ArrayList<>();
    Consumer<Told> note =
        told -> {
          table.add(told);
          if (told.fate() == Fate.SILENT) {
            silent.add(judge.shown(told.mistake()));
          }
          if (told.mended() == Mended.WRONG) {
            spoilt.add(judge.shown(told.mistake()) + " " + told.said());
          }
        };
    new OrderedExecutor(Runtime.getRuntime().availableProcessors())
        .run(some.stream().map(one -> (Callable<Told>) () -> judge.judge(one)).iterator(), note);
    System.out.println(table.shown(version + ", of " + all.size()) + "\n" + judge.times());
    assertThat(silent).as("mistakes in %s that nobody tells", version).isEmpty();
    assertThat(spoilt).as("mistakes in %s that are mended to others", version).isEmpty();
    assertThat(table.mended).as("mistakes in %s that are mended", version).isPositive();
  }

  @ParameterizedTest
  @MethodSource("packs")
  void no_mistake_in_the_name_of_a_file_is_silent(String version) throws Exception {
    MistakeJudge judge = judge(version);
    PackCopy.in(temp);
    Path folder = temp.resolve("rules").resolve(version);
    List<Mistake> all = PackMistakes.ofNames(judge.texts().keySet(), SEED);
    Table table = new Table();
    List<String> silent = new ArrayList<>();
    for (Mistake one : all.subList(0, Search.attempts(Math.min(all.size(), NAMES)))) {
      Path right = folder.resolve(one.file());
      Path wrong = folder.resolve(one.in(one.file()));
      if (!Files.exists(wrong)) {
        Files.move(right, wrong);
        Told told = judge.inFolder(one, folder);
        table.add(told);
        if (told.fate() == Fate.SILENT) {
          silent.add(one.file() + " as " + wrong.getFileName());
        }
        Files.move(wrong, right);
      }
    }
    System.out.println(table.shown(version + ", names of files"));
    assertThat(silent).isEmpty();
  }

  /** In a copy no digest stands; here it is the release as it was. */
  @ParameterizedTest
  @MethodSource("packs")
  void no_mistake_in_the_digest_of_a_release_is_silent(String version) throws Exception {
    PackFiles release = PackReader.files(Path.of("rules", version));
    String manifest = release.text(PackReader.MANIFEST);
    int line = manifest.indexOf("\n" + PackReader.DIGEST + ":");
    List<Mistake> some =
        PackMistakes.of(Map.of(PackReader.MANIFEST, manifest), SEED).stream()
            .filter(one -> line >= 0 && one.start() > line)
            .filter(one -> one.start() <= manifest.indexOf('\n', line + 1))
            .toList();
    for (Mistake one : some) {
      assertThat(isTold(release.with(PackReader.MANIFEST, one.in(manifest))))
          .as(one.toString())
          .isTrue();
    }
  }

  private static boolean isTold(PackFiles pack) {
    try {
      return !PackLint.lint(pack, PackReader.parts(pack)).isEmpty();
    } catch (PackException e) {
      return true;
    }
  }

  /** What became of mistakes, by their kinds. */
  private static final class Table {
    private static final String ROW = "%-48s %8s" + " %11s".repeat(Fate.values().length);

    private final Map<String, Map<Fate, Integer>> byKind = new TreeMap<>();
    private int mended;

    void add(Told told) {
      byKind
          .computeIfAbsent(told.mistake().kind(), kind -> new EnumMap<>(Fate.class))
          .merge(told.fate(), 1, Integer::sum);
      mended += told.mended() == Mended.RIGHT ? 1 : 0;
    }

    String shown(String title) {
      List<Object> head = new ArrayList<>(List.of(title, "mistakes"));
      Map<Fate, Integer> sums = new EnumMap<>(Fate.class);
      for (Fate fate : Fate.values()) {
        head.add(fate.toString().toLowerCase(Locale.ROOT).replace('_', ' '));
      }
      StringBuilder rows = new StringBuilder(ROW.formatted(head.toArray())).append('\n');
      byKind.forEach(
          (kind, fates) -> {
            rows.append(row(kind, fates)).append('\n');
            fates.forEach((fate, count) -> sums.merge(fate, count, Integer::sum));
          });
      return rows + row("all", sums) + "\nmended to what it was: " + mended;
    }

    private static String row(String kind, Map<Fate, Integer> fates) {
      int all = fates.values().stream().mapToInt(Integer::intValue).sum();
      List<Object> cells = new ArrayList<>(List.of(kind, all));
      for (Fate fate : Fate.values()) {
        int count = fates.getOrDefault(fate, 0);
        cells.add(count == 0 ? "." : count);
      }
      return ROW.formatted(cells.toArray());
    }
  }
}
