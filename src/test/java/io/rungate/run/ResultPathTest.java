package io.rungate.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rungate.Search;
import io.rungate.fact.Fact;
import io.rungate.fact.JsonNull;
import io.rungate.fact.Metric;
import io.rungate.fact.NumberField;
import io.rungate.pack.Mapping;
import io.rungate.pack.PackReader;
import io.rungate.pack.PythonJsonReader;
import io.rungate.pack.ResultPath;
import io.rungate.pack.Wanted;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A result may be nested; the mapping names what of it is read, and nothing else is kept. */
class ResultPathTest {
  private static final String FIELDS =
      """
      fields:
        p50:     { group: result, result: [metrics, latency, ttft, p50], type: number, above: 0 }
        p99:     { group: result, result: [metrics, latency, ttft, "p99.9"], type: number, absent-when: [null] }
        gpu:     { group: result, result: [hosts, 1, gpu] }
        first:   { group: result, result: [hosts, "0"], type: json }
        dotted:  { group: result, result: [a.b.c], type: json }
        count:   { group: result, result: [requests, latencies], reduce: count }
        sum:     { group: result, result: [requests, latencies], reduce: sum }
        min:     { group: result, result: [requests, latencies], reduce: min }
        max:     { group: result, result: [requests, latencies], reduce: max, above: 1 }
        top:     { group: result, result: errors, reduce: count, absent-when: [null] }
      families:
        latencies:
          group: measures
          path: [metrics, latency, { measure: '^(ttft|itl)$' }, { statistic: '^p[0-9]+$' }]
          key: "{statistic}_{measure}"
          value: value / 1000
          bounds:
            - { keys: '_itl$', at-least: 0 }
            - { above: 0 }
        rates:
          group: measures
          path: [metrics, { kind: '.' }, { measure: '^rate' }]
          key: "{measure} of {kind}"
          value: value
      run-name: NAME
      document:
        blocks:
          - keys: [p50, p7_ttft]
          - families: [latencies, rates]
      """;

  @TempDir Path temp;
  @TempDir Path results;

  private Mapping mapping(String fields) throws Exception {
    Files.writeString(temp.resolve("fields.yaml"), fields);
    Files.writeString(
        temp.resolve("pack.yaml"), "name: p\nversion: 1.0.0\nstatus: draft\nsays: Nothing.\n");
    Files.writeString(temp.resolve("verdict.drl"), "package p.verdict;\n");
    return PackReader.mapping(PackReader.files(temp));
  }

  /** What is read of a result, and again from what is recorded of that. */
  private List<Fact> read(String json) throws Exception {
    Mapping mapping = mapping(FIELDS);
    FactReader reader = new FactReader(mapping);
    RunInput input = input(kept(json, reader));
    List<Fact> facts = reader.read(input);
    RunInput again = RunInput.of("r", input.items(), "r.json", "0", "");
    assertThat(again).isEqualTo(input);
    assertThat(reader.read(again)).isEqualTo(facts);
    return facts;
  }

  private static Map<String, Object> kept(String json, FactReader reader) throws Exception {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return PythonJsonReader.readMembers(bytes, reader::reads, reader.paths());
  }

  private static RunInput input(Map<String, Object> result) {
    return new RunInput("r", null, Map.of(), result, "r.json", "0", "");
  }

  private List<String> says(String json) throws Exception {
    return read(json).stream().skip(1).map(Object::toString).toList();
  }

  @Test
  void a_path_leads_through_objects_and_arrays() throws Exception {
    assertThat(
            says(
                """
                {"metrics": {"latency": {"ttft": {"p50": 12.5, "p99.9": 20}}},
                 "hosts": [{"gpu": "b200"}, {"gpu": "h100"}], "a.b.c": 1, "a": {"b": {"c": 2}}}
                """))
        .contains("p50 = 12.5", "p99 = 20.0", "gpu = \"h100\"", "dotted = 1")
        .contains("hosts[\"0\"] cannot be read: hosts must be an object, not an array");
    assertThat(says("{\"hosts\": {\"0\": [1], \"1\": {\"gpu\": \"x\"}}}"))
        .contains("first = [1]")
        .contains("hosts[1].gpu cannot be read: hosts must be an array, not an object");
  }

  /** What is nowhere is absent; what is in the way is a value that cannot be read. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | is not given",
        "{\"metrics\": {}} | is not given",
        "{\"metrics\": {\"latency\": {\"ttft\": {}}}} | is not given",
        "{\"metrics\": null} | cannot be read: metrics must be an object, not null",
        "{\"metrics\": \"n/a\"} | cannot be read: metrics must be an object, not \"n/a\"",
        "{\"metrics\": 5} | cannot be read: metrics must be an object, not 5",
        "{\"metrics\": [1, 2]} | cannot be read: metrics must be an object, not an array",
        "{\"metrics\": {\"latency\": false}} | cannot be read: metrics.latency must be an object, not false",
        "{\"metrics\": {\"latency\": {\"ttft\": {\"p50\": null}}}} | must be a number, not null",
        "{\"metrics\": {\"latency\": {\"ttft\": {\"p50\": {}}}}} | must be a number, not {}"
      })
  void what_is_not_there_is_absent_and_what_does_not_fit_is_told(String json, String says)
      throws Exception {
    assertThat(says(json)).contains("metrics.latency.ttft.p50 " + says);
  }

  @Test
  void a_null_on_the_way_is_as_a_null_at_the_end() throws Exception {
    for (String json :
        List.of(
            "{\"metrics\": {\"latency\": {\"ttft\": {\"p99.9\": null}}}}",
            "{\"metrics\": {\"latency\": null}}",
            "{\"metrics\": null}")) {
      assertThat(says(json))
          .contains("metrics.latency.ttft[\"p99.9\"] is null, which counts as not given");
    }
  }

  @Test
  void an_index_beyond_the_end_is_absent() throws Exception {
    assertThat(says("{\"hosts\": [{\"gpu\": \"b200\"}]}")).contains("hosts[1].gpu is not given");
    assertThat(says("{\"hosts\": []}")).contains("hosts[1].gpu is not given");
  }

  @Test
  void of_repeated_keys_the_last_wins_at_every_level() throws Exception {
    assertThat(
            says(
                """
                {"metrics": {"latency": {"ttft": {"p50": 1}}},
                 "metrics": {"latency": {"ttft": {"p50": 2, "p50": 3}}, "latency":
                   {"ttft": {"p50": 4}, "ttft": {"p50": 5, "p50": 6}}}}
                """))
        .contains("p50 = 6.0");
    assertThat(says("{\"metrics\": {\"latency\": {\"ttft\": {\"p50\": 1}}}, \"metrics\": {}}"))
        .contains("metrics.latency.ttft.p50 is not given");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[1, 2.5, 4] | count = 3 | sum = 7.5 | min = 1.0 | max = 4.0",
        "[0.1, 0.2, 0.3] | count = 3 | sum = 0.6000000000000001 | min = 0.1 | max = 0.3",
        "[1e16, 1, -1e16] | count = 3 | sum = 0.0 | min = -1e+16 | max = 1e+16",
        "[-0.0] | count = 1 | sum = 0.0 | min = -0.0 | max = -0.0",
        "[1, NaN, 3] | count = 3 | sum = NaN | min = NaN | max = NaN",
        "[Infinity, 1] | count = 2 | sum = Infinity | min = 1.0 | max = Infinity"
      })
  void an_array_becomes_one_number(String array, String count, String sum, String min, String max)
      throws Exception {
    assertThat(says("{\"requests\": {\"latencies\": " + array + ", \"others\": [1, \"x\"]}}"))
        .contains(count, sum, min, max);
  }

  /** A number of an array is the double that the same text is anywhere else. */
  @Test
  void a_reduced_number_is_exact() throws Exception {
    FactReader reader = new FactReader(mapping(FIELDS));
    Random random = new Random(7);
    for (int i = 0; i < Search.attempts(100_000); i++) {
      String text =
          switch (i % 4) {
            case 0 -> Double.toString(Double.longBitsToDouble(random.nextLong()));
            case 1 -> random.nextInt(10) + "." + random.nextLong(Long.MAX_VALUE) + i;
            case 2 -> "1" + "0".repeat(random.nextInt(400)) + ".5e-" + random.nextInt(800);
            default -> "9".repeat(1 + random.nextInt(60)) + "e" + (random.nextInt(800) - 400);
          };
      Map<String, Object> result = kept("{\"requests\": {\"latencies\": [" + text + "]}}", reader);
      assertThat(reader.read(input(result)))
          .as(text)
          .anyMatch(
              fact ->
                  fact instanceof NumberField number
                      && number.field().equals("max")
                      && Double.compare(number.amount(), Double.parseDouble(text)) == 0);
    }
  }

  @Test
  void an_empty_array_has_no_extremes() throws Exception {
    assertThat(says("{\"requests\": {\"latencies\": []}}"))
        .contains("count = 0", "sum = 0.0")
        .contains("min of requests.latencies has no value: the array is empty")
        .contains("max of requests.latencies has no value: the array is empty");
  }

  @Test
  void a_reduced_number_keeps_to_its_bound() throws Exception {
    assertThat(says("{\"requests\": {\"latencies\": [1]}}"))
        .contains("max of requests.latencies = 1.0, not above 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[1, \"2\"] | element 1 is a text",
        "[null, 1] | element 0 is null",
        "[1, true] | element 1 is a boolean",
        "[1, 2, [3]] | element 2 is an array",
        "[{\"a\": 3}, \"x\"] | element 0 is an object"
      })
  void what_is_no_number_has_no_place_in_a_reduced_array(String array, String says)
      throws Exception {
    for (String of : List.of("count", "sum", "min", "max")) {
      assertThat(says("{\"requests\": {\"latencies\": " + array + "}}"))
          .contains(of + " of requests.latencies has no value: " + says);
    }
  }

  @Test
  void an_integer_that_no_double_holds_is_told() throws Exception {
    assertThat(says("{\"requests\": {\"latencies\": [1" + "0".repeat(400) + "]}}"))
        .contains("sum of requests.latencies has no value: element 0 is too large a number");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "null | must be an array, not null",
        "7 | must be an array, not 7",
        "\"x\" | must be an array, not \"x\"",
        "{\"a\": [1]} | must be an array, not an object"
      })
  void only_an_array_can_be_reduced(String value, String says) throws Exception {
    assertThat(says("{\"requests\": {\"latencies\": " + value + "}, \"errors\": null}"))
        .contains("count of requests.latencies has no value: requests.latencies " + says)
        .contains("count of errors is null, which counts as not given");
    assertThat(says("{\"requests\": {}}")).contains("sum of requests.latencies is not given");
  }

  private List<String> metrics(String json) throws Exception {
    List<String> metrics = new ArrayList<>();
    for (Fact fact : read(json)) {
      if (fact instanceof Metric metric) {
        metrics.add(fact + " " + metric.parts() + " " + metric.source());
      }
    }
    return metrics;
  }

  @Test
  void a_family_by_path_has_its_parts_and_the_order_of_the_file() throws Exception {
    assertThat(
            metrics(
                """
                {"metrics": {"latency": {"itl": {"p99": 0, "mean": 9}, "other": {"p50": 1},
                   "rates": 3, "ttft": {"p9": 2000, "p50": 1000}}, "load": {"rate": 7}}}
                """))
        .containsExactly(
            "p99_itl = 0.0 {measure=itl, statistic=p99} result path metrics.latency.itl.p99",
            "rates of latency = 3.0 {kind=latency, measure=rates} result path metrics.latency.rates",
            "p9_ttft = 2.0 {measure=ttft, statistic=p9} result path metrics.latency.ttft.p9",
            "p50_ttft = 1.0 {measure=ttft, statistic=p50} result path metrics.latency.ttft.p50",
            "rate of load = 7.0 {kind=load, measure=rate} result path metrics.load.rate");
  }

  @Test
  void the_bound_of_a_family_goes_by_the_key_of_the_document() throws Exception {
    assertThat(says("{\"metrics\": {\"latency\": {\"ttft\": {\"p1\": 0}, \"itl\": {\"p1\": 0}}}}"))
        .filteredOn(one -> one.contains(", not "))
        .containsExactly("metrics.latency.ttft.p1 = 0.0, not above 0");
  }

  @Test
  void what_does_not_fit_a_family_is_told() throws Exception {
    assertThat(says("{\"metrics\": {\"latency\": {\"ttft\": 5, \"itl\": {\"p1\": \"x\"}}}}"))
        .contains("metrics.latency.ttft must be an object, not 5")
        .contains("metrics.latency.itl.p1 must be a number, not \"x\"");
    assertThat(says("{\"metrics\": 5}")).contains("metrics must be an object, not 5");
    assertThat(says("{\"metrics\": {\"latency\": []}}"))
        .contains("metrics.latency must be an object, not an array");
  }

  @Test
  void two_places_that_give_one_key_are_told() throws Exception {
    assertThat(says("{\"metrics\": {\"latency\": {\"ttft\": {\"p7\": 1}}}}"))
        .contains(
            "metrics.latency.ttft.p7 gives the key p7_ttft, which another entry of the mapping"
                + " gives, too");
    assertThat(says("{\"metrics\": {\"b\": {\"rate of a\": 1}, \"a of b\": {\"rate\": 1}}}"))
        .contains(
            "metrics[\"a of b\"].rate gives the key rate of a of b, which metrics.b[\"rate of a\"]"
                + " gives, too");
  }

  /** What an editor cannot know. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{statistic} | key must hold {measure}, so that two keys do not become one",
        "{statistik}_{statistic}_{measure} | key: the path has no part statistik; did you mean"
            + " statistic?"
      })
  void a_key_of_the_document_holds_every_part(String key, String says) {
    assertThatThrownBy(() -> mapping(FIELDS.replace("{statistic}_{measure}", key)))
        .hasMessage("fields.yaml:16: families.latencies." + says);
  }

  @Test
  void one_place_gives_one_field() {
    assertThatThrownBy(() -> mapping(FIELDS.replace("\"p99.9\"", "p50")))
        .hasMessageContaining(
            ":3: fields.p99: the result path metrics.latency.ttft.p50 already gives p50");
    assertThatThrownBy(() -> mapping(FIELDS.replace("reduce: min", "reduce: sum")))
        .hasMessageContaining("the result path sum of requests.latencies already gives sum");
    assertThatThrownBy(
            () ->
                mapping(FIELDS.replace("{ kind: '.' }, { measure", "{ measure: '.' }, { measure")))
        .hasMessageContaining("families.rates.path has two parts called measure");
    assertThatThrownBy(() -> mapping(FIELDS.replace("path: [metrics, { kind: '.' }, ", "path: [")))
        .hasMessageContaining(
            "families.rates.path has one step; keys of the top level are a family by keys");
  }

  /** Whatever stands in its steps, a place has a text, and the text leads back to it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a", "a-b", "p99.9", "0", "", " ", "a b", "\"", "\\", "]", "\n", "\u00e9", "\ud800"
      })
  void a_place_is_known_by_its_text(String name) {
    for (ResultPath.Reduction reduction : ResultPath.Reduction.values()) {
      ResultPath path = new ResultPath(List.of("top", name, 3, name), reduction);
      assertThat(ResultPath.parse(path.toString())).contains(path);
      assertThat(ResultPath.parse(path.reduced(null).toString())).contains(path.reduced(null));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[0]",
        "a.",
        ".a",
        "a..b",
        "a[",
        "a[-1]",
        "a[01]",
        "a[\"b\"]",
        "a[\"\\q\"]",
        "a[\"b]",
        "count of ",
        "count of count of a",
        "total of a",
        "a b",
        "kind of"
      })
  void what_is_no_text_of_a_place_has_none(String text) {
    assertThat(ResultPath.parse(text)).isEmpty();
  }

  @Test
  void a_text_as_long_as_a_file_is_no_place_and_no_trouble() {
    assertThat(ResultPath.parse("a" + ".a".repeat(100_000))).isEmpty();
    assertThat(ResultPath.parse("a[\"" + "\\\\".repeat(1_000_000) + "\"]")).isPresent();
  }

  /** Reading by path is reading all of it and walking there. */
  @Test
  void what_is_kept_gives_what_the_whole_would_give() throws Exception {
    FactReader reader = new FactReader(mapping(FIELDS));
    for (int i = 0; i < Search.attempts(20_000); i++) {
      Random random = new Random(i);
      Map<String, Object> tree = new LinkedHashMap<>();
      for (String key : List.of("metrics", "hosts", "requests", "a.b.c", "errors", "other")) {
        if (random.nextInt(6) > 0) {
          tree.put(key, tree(random, 4));
        }
      }
      String json = PythonJsonWriter.compact(tree);
      RunInput input = input(kept(json, reader));
      List<Fact> facts = reader.read(input);
      assertThat(facts).as(json).isEqualTo(reader.read(input(tree)));
      RunInput again = RunInput.of("r", input.items(), "r.json", "0", "");
      assertThat(again).as(json).isEqualTo(input);
    }
  }

  private static final List<String> NAMES =
      List.of("latency", "latencies", "ttft", "itl", "p50", "p99.9", "gpu", "0", "1", "rate");

  private static Object tree(Random random, int depth) {
    int kind = random.nextInt(depth == 0 ? 5 : 9);
    return switch (kind) {
      case 0 -> BigInteger.valueOf(random.nextInt(5));
      case 1 -> List.of(0.5, Double.NaN, -0.0, 1e300).get(random.nextInt(4));
      case 2 -> List.of("", "x", "1").get(random.nextInt(3));
      case 3 -> random.nextBoolean() ? JsonNull.NULL : (Object) random.nextBoolean();
      case 4, 5 ->
          IntStream.range(0, random.nextInt(4))
              .mapToObj(i -> random.nextInt(9) > 0 ? (Object) (i + 0.25) : tree(random, 0))
              .toList();
      default -> {
        Map<String, Object> members = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
          members.put(NAMES.get(random.nextInt(NAMES.size())), tree(random, depth - 1));
        }
        yield random.nextInt(5) > 0 ? members : List.of(members, members);
      }
    };
  }

  /** In a process of its own, which has no room for the numbers that it reads. */
  @Test
  void an_array_that_fits_in_no_memory_is_reduced() throws Exception {
    Path file = results.resolve("large.json");
    try (var out = Files.newBufferedWriter(file)) {
      out.write("{\"requests\": {\"errors\": [\"\"], \"latencies\": [0.5");
      for (int i = 0; i < 2_500_000; i++) {
        out.write(", 1.25");
      }
      out.write("]}}");
    }
    mapping(FIELDS);
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx20m",
                "-cp",
                System.getProperty("java.class.path"),
                ResultPathTest.class.getName(),
                file.toString(),
                temp.toString())
            .redirectErrorStream(true)
            .start();
    assertThat(process.inputReader().lines().toList())
        .contains("count = 2500001", "sum = 3125000.5", "min = 0.5", "max = 1.25");
  }

  /** Reads a file by the mapping of a folder, and tells the facts. */
  public static void main(String[] args) throws Exception {
    Mapping mapping = PackReader.mapping(PackReader.files(Path.of(args[1])));
    FactReader reader = new FactReader(mapping);
    Wanted paths = reader.paths();
    ResultFile result = ResultFile.read(Path.of(args[0]), reader::reads, paths);
    reader.read(input(result.members())).forEach(System.out::println);
  }
}
