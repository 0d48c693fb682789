package io.rungate.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rungate.fact.Fact;
import io.rungate.fact.KeyTwice;
import io.rungate.fact.NearName;
import io.rungate.fact.Source;
import io.rungate.pack.Mapping;
import io.rungate.pack.PackException;
import io.rungate.pack.PackReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a mapping notices of names that give no field. */
class NoticedNamesTest {
  private static final String FIELDS =
      """
      noticed:
        twice: true
        near: [base, result]
      fields:
        ep:    { group: base, variable: EP_SIZE }
        pp:    { group: sizes, variable: PP_SIZE }
        total: { group: result, result: total_token_throughput, type: json }
        e2el:  { group: result, result: mean_e2el_ms, type: json }
        lens:  { group: result, result: lens, reduce: count }
      families:
        seconds: { group: measures, keys: 'ms$', value: value / 1000 }
      run-name: NAME
      document:
        blocks:
          - keys: [ep]
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

  private RunInput read(String fields, Map<String, String> environment, String result)
      throws Exception {
    Mapping mapping = mapping(fields);
    Path file = Files.writeString(results.resolve("r.json"), result);
    Map<String, String> all = new LinkedHashMap<>(environment);
    all.put("NAME", "r");
    return RunInput.of(
        new RunRequest("r", results, all, null),
        mapping,
        name -> ResultFile.read(file, new FactReader(mapping)));
  }

  private List<String> noticed(Map<String, String> environment, String result) throws Exception {
    RunInput input = read(FIELDS, environment, result);
    FactReader reader = new FactReader(mapping(FIELDS));
    List<Fact> facts = reader.read(input);
    // What is written down gives the same facts.
    RunInput again = RunInput.of("r", input.items(), "r.json", input.resultSha256(), "");
    assertThat(reader.read(again)).isEqualTo(facts);
    assertThat(input.items())
        .filteredOn(item -> item.source().isNameAlone())
        .allMatch(item -> item.text().isEmpty());
    return facts.stream()
        .filter(fact -> fact instanceof NearName || fact instanceof KeyTwice)
        .map(Object::toString)
        .toList();
  }

  @Test
  void a_variable_is_noticed_that_is_near_to_one_that_is_absent() throws Exception {
    assertThat(noticed(Map.of("EPSIZE", "1"), "{}"))
        .containsExactly("EPSIZE is given, which is near to EP_SIZE");
    assertThat(noticed(Map.of("EPSIZE", "1", "EP_SIZE", "1"), "{}")).isEmpty();
    assertThat(noticed(Map.of("EP_SIZE_TOKEN", "1", "PATH", "x"), "{}")).isEmpty();
  }

  @Test
  void what_a_field_reads_is_no_other_name() throws Exception {
    assertThat(noticed(Map.of("PP_SIZE", "1"), "{}")).isEmpty();
  }

  @Test
  void nobody_looks_for_what_is_near_to_a_field_of_another_group() throws Exception {
    assertThat(noticed(Map.of("EP_SIZE", "1", "PPP_SIZE", "1"), "{}")).isEmpty();
  }

  @Test
  void the_order_of_variables_does_not_count() throws Exception {
    Map<String, String> some = new TreeMap<>(Map.of("EPSIZE", "", "EP_SIZES", "", "ep_size", ""));
    Map<String, String> others = new LinkedHashMap<>(new TreeMap<>(some).descendingMap());
    assertThat(read(FIELDS, others, "{}").items()).isEqualTo(read(FIELDS, some, "{}").items());
  }

  @Test
  void a_key_is_noticed_that_is_near_to_one_that_is_absent() throws Exception {
    Map<String, String> none = Map.of("EP_SIZE", "1");
    assertThat(noticed(none, "{\"total_throughput\": 1}"))
        .containsExactly("total_throughput is given, which is near to total_token_throughput");
    assertThat(noticed(none, "{\"total_throughput\": 1, \"total_token_throughput\": 1}")).isEmpty();
    assertThat(noticed(none, "{\"a\": {\"total_throughput\": 1}}")).isEmpty();
  }

  @Test
  void a_key_of_a_family_is_noticed_by_its_words_and_not_by_its_letters() throws Exception {
    Map<String, String> none = Map.of("EP_SIZE", "1");
    assertThat(noticed(none, "{\"mean_e2e_latency_ms\": 1}"))
        .containsExactly("mean_e2e_latency_ms is given, which is near to mean_e2el_ms");
    assertThat(noticed(none, "{\"median_e2el_ms\": 1, \"p99_e2el_ms\": 1}")).isEmpty();
  }

  @Test
  void a_key_that_is_read_and_given_twice_is_noticed_at_the_top_only() throws Exception {
    Map<String, String> none = Map.of("EP_SIZE", "1");
    assertThat(noticed(none, "{\"a_ms\": 1, \"lens\": [], \"a_ms\": 2, \"lens\": [], \"a_ms\": 3}"))
        .containsExactly("a_ms is given more than once", "lens is given more than once");
    assertThat(noticed(none, "{\"x\": 1, \"x\": 2, \"y\": {\"a_ms\": 1, \"a_ms\": 2}}")).isEmpty();
  }

  @Test
  void whoever_writes_many_near_names_fills_no_record() throws Exception {
    Map<String, String> many = new TreeMap<>();
    for (char one = '!'; one < 0x2000; one++) {
      many.put("EP_SIZE" + one, "");
    }
    StringBuilder result = new StringBuilder("{\"x\": 0");
    many.keySet().stream()
        .map(name -> name.substring("EP_SIZE".length()))
        .filter(one -> !one.equals("\"") && !one.equals("\\"))
        .forEach(one -> result.append(", \"total_throughput").append(one).append("\": 0"));
    assertThat(read(FIELDS, many, result.append('}').toString()).noticed())
        .hasSize(200)
        .extracting(Source::kind)
        .containsOnly(Source.Kind.OTHER_VARIABLE, Source.Kind.OTHER_KEY);
  }

  @Test
  void a_mapping_that_does_not_say_so_notices_nothing() throws Exception {
    String fields = FIELDS.substring(FIELDS.indexOf("fields:"));
    RunInput input = read(fields, Map.of("EPSIZE", "1"), "{\"a_ms\": 1, \"a_ms\": 2}");
    assertThat(input.noticed()).isEmpty();
  }

  @Test
  void a_group_that_no_field_is_in_is_told_with_the_one_that_was_meant() {
    assertThatThrownBy(() -> mapping(FIELDS.replace("[base, result]", "[bse, result]")))
        .isInstanceOf(PackException.class)
        .hasMessageContaining(
            "fields.yaml:3: noticed.near: no field is in the group bse; did you mean base?");
  }
}
