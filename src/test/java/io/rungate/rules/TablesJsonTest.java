package io.rungate.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.rungate.pack.PackReader;
import io.rungate.pack.PackReader.PackFiles;
import io.rungate.pack.Table;
import io.rungate.pack.TableRows.Row;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a compiled pack keeps of its tables, and how much of it a run reads. */
class TablesJsonTest {
  private static final String IDENTITY = "c0de";

  private static Table table(int rows) throws Exception {
    StringBuilder text =
        new StringBuilder(
            """
            about: Many.
            word: Model
            key: name
            of: [hw, model]
            columns: { name: text, size: integer, rate: number, since: time }
            rows:
            """);
    for (int i = 0; i < rows; i++) {
      String row = "  - { name: \"model-%d \u00e9\", size: %d, rate: %d, since: 2026-07-10 }\n";
      text.append(row.formatted(i, i, i));
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    Map<String, byte[]> files = Map.of("data/models.yaml", bytes);
    return PackReader.tables(new PackFiles(Path.of(""), files, "")).get(0);
  }

  private static CompiledRules with(Table table) {
    return new CompiledRules(Map.of(), List.of(), List.of()).with("toy 1.0.0", List.of(table));
  }

  @Test
  void a_table_comes_out_of_a_jar_as_it_went_in() throws Exception {
    Table table = table(1000);
    Table kept =
        RulesJar.read(RulesJar.of(IDENTITY, with(table)), IDENTITY).orElseThrow().tables().get(0);
    assertThat(kept).usingRecursiveComparison().ignoringFields("rows").isEqualTo(table);
    assertThat(kept.rows().all()).isEqualTo(table.rows().all()).hasSize(1000);
    assertThat(kept.rows().of("model-7 \u00e9"))
        .containsExactly(
            new Row(14, List.of("model-7 \u00e9", BigInteger.valueOf(7), 7.0, "2026-07-10")));
    assertThat(kept.rows().of("model-7")).isEmpty();
  }

  @Test
  void a_run_reads_a_hundredth_of_ten_thousand_rows() throws Exception {
    Map<String, byte[]> buckets = new TreeMap<>(TablesJson.buckets(List.of(table(10_000))));
    List<String> read = new ArrayList<>();
    Table kept =
        TablesJson.Head.of(table(10_000))
            .table(
                place -> {
                  read.add(place);
                  return buckets.get(place);
                });
    assertThat(read).isEmpty();
    for (int i = 0; i < 3; i++) {
      assertThat(kept.rows().of("model-4711 \u00e9")).hasSize(1);
    }
    assertThat(read).hasSize(1);
    long all = buckets.values().stream().mapToLong(bytes -> bytes.length).sum();
    assertThat(buckets.get(read.get(0)).length * 50L).isLessThan(all);
  }

  @Test
  void a_jar_that_lacks_a_part_of_a_table_is_damaged() throws Exception {
    CompiledRules rules = with(table(300));
    byte[] jar = RulesJar.of(IDENTITY, rules);
    String place = "data/models/0.json";
    String other = "data/models/x.json";
    byte[] renamed =
        new String(jar, StandardCharsets.ISO_8859_1)
            .replace(place, other)
            .getBytes(StandardCharsets.ISO_8859_1);
    assertThat(RulesJar.read(jar, IDENTITY)).isPresent();
    assertThat(RulesJar.read(renamed, IDENTITY)).isEmpty();
  }
}
