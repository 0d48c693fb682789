package io.rungate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.rungate.Search;
import io.rungate.document.AuditRecord;
import io.rungate.engine.JudgementException;
import io.rungate.fact.JsonNull;
import io.rungate.gate.GeneratedRuns.GeneratedRun;
import io.rungate.pack.DrlToken;
import io.rungate.pack.PackException;
import io.rungate.pack.PackMeaning;
import io.rungate.pack.PackMeaning.PackChange;
import io.rungate.pack.PackReader;
import io.rungate.pack.RulePack;
import io.rungate.rules.IncrementalPackLoader;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.CollectionNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * Whoever is told that two packs mean the same relies on it: no run may then be judged otherwise,
 * nor show another value, another order of keys, or another message.
 */
class PackMeaningTest {
  private static final IncrementalPackLoader BENCH = new IncrementalPackLoader();
  private static final String FIELDS = "fields.yaml";

  /** A pack whose blocks name no topology, and whose families and groups say all that they can. */
  private static final String PLAIN_FIELDS =
      """
      groups:
        measures: { absent-when: ["", "n/a"] }
        base: { absent-when: ["-"] }
      fields:
        hw: { group: base, variable: RUNNER_TYPE }
        tp: { group: base, variable: TP, type: integer, at-least: 1 }
        conc: { group: result, result: max_concurrency, type: integer }
        model: { group: result, result: model_id }
        total: { group: result, result: total_token_throughput, type: number }
      families:
        seconds:
          group: measures
          keys: 'ms$'
          remove: _ms
          value: value / 1000
          bounds: [{ keys: '^std_', at-least: 0 }, { above: 0 }]
        interactivity:
          group: measures
          keys: tpot
          remove: _ms
          replace: { tpot: intvty, intv: itv }
          value: 1000 / value
      document:
        file: "{name}.json"
        blocks:
          - keys: [hw, tp, conc, model, tput_per_gpu]
          - families: [seconds, interactivity]
      run-name: RESULT_FILENAME
      summary:
        machine: "{hw} with {tp}"
        model: "{model}"
      """;

  @TempDir Path folder;

  private Path pack(String shipped) throws IOException {
    Path from =
        shipped.equals("plain")
            ? Path.of("src/test/resources/changes/first")
            : Path.of("rules", shipped);
    Path copy = Files.createDirectories(folder.resolve(shipped));
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    if (shipped.equals("plain")) {
      Files.writeString(copy.resolve(FIELDS), PLAIN_FIELDS);
    }
    return copy;
  }

  private List<String> changes(String shipped, String file, String from, String to)
      throws IOException, PackException {
    Path pack = pack(shipped);
    PackMeaning before = PackMeaning.of(pack);
    String text = Files.readString(pack.resolve(file));
    assertThat(text).contains(from);
    Files.writeString(pack.resolve(file), text.replace(from, to));
    return before.changesTo(PackMeaning.of(pack)).stream()
        .map(change -> change.what() + " " + change.name() + ": " + change.parts().keySet())
        .toList();
  }

  @Test
  void what_a_group_of_measures_takes_for_absent_is_compared() throws Exception {
    assertThat(changes("plain", FIELDS, "[\"\", \"n/a\"]", "[\"\"]"))
        .containsExactly(
            "mapping family seconds: [absent-when]", "mapping family interactivity: [absent-when]");
  }

  @Test
  void keys_of_a_document_that_tells_no_topologies_apart_are_compared() throws Exception {
    assertThat(
            changes("plain", FIELDS, "tp, conc, model, tput_per_gpu]", "tp, model, tput_per_gpu]"))
        .contains("mapping document: [keys whatever the topology]");
  }

  @Test
  void families_of_a_document_that_tells_no_topologies_apart_are_compared() throws Exception {
    assertThat(changes("plain", FIELDS, "[seconds, interactivity]", "[seconds]"))
        .containsExactly("mapping document: [keys whatever the topology]");
  }

  @Test
  void families_of_one_block_stand_mixed_and_those_of_two_do_not() throws Exception {
    String two = "[seconds]\n    - families: [interactivity]";
    assertThat(changes("plain", FIELDS, "[seconds, interactivity]", two))
        .containsExactly("mapping document: [keys whatever the topology]");
  }

  @Test
  void the_order_of_families_is_compared() throws Exception {
    int second = PLAIN_FIELDS.indexOf("  interactivity:");
    int first = PLAIN_FIELDS.indexOf("  seconds:");
    int end = PLAIN_FIELDS.indexOf("document:");
    assertThat(
            changes(
                "plain",
                FIELDS,
                PLAIN_FIELDS.substring(first, end),
                PLAIN_FIELDS.substring(second, end) + PLAIN_FIELDS.substring(first, second)))
        .containsExactly("mapping families: [order]");
  }

  @Test
  void the_order_of_the_summary_is_compared() throws Exception {
    String machine = "  machine: \"{hw} with {tp}\"\n";
    String model = "  model: \"{model}\"\n";
    assertThat(changes("plain", FIELDS, machine + model, model + machine))
        .containsExactly("mapping labels of the summary: [order]");
  }

  @Test
  void the_order_of_replacements_and_of_bounds_is_compared() throws Exception {
    assertThat(changes("plain", FIELDS, "tpot: intvty, intv: itv", "intv: itv, tpot: intvty"))
        .containsExactly("mapping family interactivity: [replace]");
  }

  @Test
  void the_order_in_which_a_word_takes_its_parts_is_compared() throws Exception {
    String declared = "declare Pair\n  one : String @key\n  two : String @key\nend\n";
    String swapped = "declare Pair\n  two : String @key\n  one : String @key\nend\n";
    Path pack = pack("v2");
    Path file = pack.resolve("vocabulary.drl");
    String text = Files.readString(file);
    int place = text.indexOf("declare ");
    Files.writeString(file, text.substring(0, place) + declared + text.substring(place));
    PackMeaning before = PackMeaning.of(pack);
    Files.writeString(file, text.substring(0, place) + swapped + text.substring(place));
    assertThat(before.changesTo(PackMeaning.of(pack)))
        .singleElement()
        .satisfies(change -> assertThat(change.name()).isEqualTo("Pair"));
  }

  @Test
  void a_letter_and_a_text_of_one_letter_are_not_the_same() throws Exception {
    assertThat(changes("v2", "topology.drl", "\"is_multinode\"", "'is_multinode'")).isEmpty();
    assertThat(changes("v1", "verdict.drl", "Verdict.accepted(", "Verdict.accepted( 'a', "))
        .hasSize(1);
  }

  @Test
  void a_pack_that_only_looks_different_means_the_same() throws Exception {
    assertThat(changes("plain", FIELDS, "absent-when: [\"\", \"n/a\"]", "absent-when: [n/a, '']"))
        .isEmpty();
    assertThat(changes("v2", FIELDS, "at-least: 1 }", "at-least: 1.0 }")).isEmpty();
  }

  /** An edited file of a pack. */
  private record Edited(String what, String file, String text) {}

  @Test
  @Tag(Search.LONG)
  void no_run_is_judged_otherwise_by_a_pack_that_is_said_to_mean_the_same() throws Exception {
    List<Edited> all = new ArrayList<>();
    Map<String, Path> packs = new LinkedHashMap<>();
    for (String shipped : List.of("plain", "v2")) {
      Path pack = pack(shipped);
      packs.put(shipped, pack);
      all.addAll(edits(shipped, pack));
    }
    Collections.shuffle(all, new Random(GeneratedRuns.SEED));
    List<Edited> some = all.subList(0, Math.min(Search.attempts(800), all.size()));
    int same = 0;
    for (Map.Entry<String, Path> one : packs.entrySet()) {
      PackReader.PackFiles files = PackReader.files(one.getValue());
      PackMeaning before = PackMeaning.of(one.getValue());
      Gate gate = new Gate(BENCH.load(files));
      List<String> answers = null;
      for (Edited edit : some) {
        if (!edit.what().startsWith(one.getKey() + " ")) {
          continue;
        }
        Gate other = alike(one.getValue(), files, before, edit);
        if (other != null) {
          answers = answers == null ? answers(gate) : answers;
          assertThat(answers(other)).as(edit.what()).isEqualTo(answers);
          same++;
        }
      }
    }
    assertThat(same).as("packs that mean the same").isPositive();
  }

  /** The pack with an edit, if that is said to mean the same and can judge at all. */
  private static Gate alike(Path pack, PackReader.PackFiles files, PackMeaning before, Edited edit)
      throws IOException {
    Path file = pack.resolve(edit.file());
    Files.writeString(file, edit.text());
    try {
      List<PackChange> changes = before.changesTo(PackMeaning.of(pack));
      return changes.isEmpty()
          ? new Gate(BENCH.variant(files.with(edit.file(), edit.text())))
          : null;
    } catch (PackException e) {
      return null;
    } finally {
      Files.write(file, files.files().get(edit.file()));
    }
  }

  private static List<String> answers(Gate gate) {
    List<String> answers = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      Random random = new Random(GeneratedRuns.SEED * 1_000_003 + i);
      answers.add(answer(gate, GeneratedRuns.run(random), random));
    }
    return answers;
  }

  /** All that anybody outside would notice. */
  private static String answer(Gate gate, GeneratedRun run, Random random) {
    RulePack pack = gate.pack();
    for (Object odd : List.of("", "n/a", JsonNull.NULL)) {
      if (random.nextInt(4) == 0) {
        run.result().put("p50_tpot_ms", odd);
      }
    }
    try {
      AuditRecord record = gate.record(gate.judge(run.input(pack.mapping())));
      List<Object> says = new ArrayList<>();
      says.add(record.verdict());
      says.add(record.topology());
      says.add(record.contracts());
      says.add(record.denominators());
      says.add(record.summary());
      record.overruled().forEach(one -> says.add(one.claim() + " " + one.key()));
      record
          .findings()
          .forEach(
              one -> {
                says.add(one.code() + " " + one.severity() + " " + one.concern());
                says.add(one.message() + " " + one.advice());
              });
      record.fields().forEach(one -> says.add(one.key() + "=" + one.value() + " " + one.how()));
      return says.toString();
    } catch (JudgementException e) {
      return e.problem().message();
    }
  }

  private static List<Edited> edits(String name, Path pack) throws IOException {
    List<Edited> edits = new ArrayList<>();
    try (Stream<Path> files = Files.list(pack)) {
      for (Path path : (Iterable<Path>) files.sorted()::iterator) {
        String file = path.getFileName().toString();
        String text = Files.readString(path);
        if (file.endsWith(".yaml")) {
          yamlEdits(name + " " + file, file, text, edits);
        } else if (file.endsWith(".drl")) {
          drlEdits(name + " " + file, file, text, edits);
        }
      }
    }
    return edits;
  }

  /** Each word taken out, swapped with the next, and replaced by another of the file. */
  private static void drlEdits(String what, String file, String text, List<Edited> edits) {
    List<DrlToken> tokens = DrlToken.of(text);
    for (int i = 0; i + 1 < tokens.size(); i++) {
      DrlToken one = tokens.get(i);
      DrlToken next = tokens.get(i + 1);
      DrlToken other = tokens.get((i * 31 + 7) % tokens.size());
      String head = text.substring(0, one.start());
      String tail = text.substring(one.end());
      String at = what + ":" + one.line() + " " + one.text();
      edits.add(new Edited(at + " is gone", file, head + tail));
      edits.add(new Edited(at + " is " + other.text(), file, head + other.text() + tail));
      String between = text.substring(one.end(), next.start());
      String swapped = next.text() + between + one.text() + text.substring(next.end());
      edits.add(new Edited(at + " is swapped with " + next.text(), file, head + swapped));
      edits.add(
          new Edited(at + " is said twice", file, head + one.text() + " " + one.text() + tail));
    }
  }

  /** Each entry taken out or swapped with another, and each text changed in several ways. */
  private static void yamlEdits(String what, String file, String text, List<Edited> edits) {
    Yaml yaml = new Yaml();
    Node root = yaml.compose(new StringReader(text));
    List<ScalarNode> scalars = new ArrayList<>();
    collect(root, scalars);
    visit(
        root,
        what,
        scalars,
        how -> {
          StringWriter out = new StringWriter();
          yaml.serialize(root, out);
          edits.add(new Edited(how, file, out.toString()));
        });
  }

  private static void collect(Node node, List<ScalarNode> scalars) {
    if (node instanceof ScalarNode scalar) {
      scalars.add(scalar);
    } else if (node instanceof MappingNode mapping) {
      mapping.getValue().forEach(one -> collect(one.getValueNode(), scalars));
    } else {
      ((CollectionNode<?>) node).getValue().forEach(one -> collect((Node) one, scalars));
    }
  }

  private interface Take {
    void now(String how);
  }

  @SuppressWarnings("unchecked")
  private static void visit(Node node, String path, List<ScalarNode> scalars, Take take) {
    if (!(node instanceof CollectionNode<?> collection)) {
      return;
    }
    List<Object> items = (List<Object>) collection.getValue();
    for (int i = 0; i < items.size(); i++) {
      Object item = items.get(i);
      NodeTuple entry = item instanceof NodeTuple tuple ? tuple : null;
      Node value = entry == null ? (Node) item : entry.getValueNode();
      String key = entry == null ? "" + i : ((ScalarNode) entry.getKeyNode()).getValue();
      String at = path + "/" + key;
      items.remove(i);
      take.now(at + " is gone");
      items.add(i, item);
      if (i + 1 < items.size()) {
        Collections.swap(items, i, i + 1);
        take.now(at + " is swapped with the next");
        Collections.swap(items, i, i + 1);
      }
      if (value instanceof ScalarNode scalar) {
        ScalarNode other =
            scalars.get((i * 17 + scalar.getStartMark().getIndex()) % scalars.size());
        String said = scalar.getValue();
        for (String text :
            List.of(said + "x", "x" + said, said + "1", "", "-", "0", "1", other.getValue())) {
          Node changed =
              new ScalarNode(scalar.getTag(), text, null, null, ScalarStyle.DOUBLE_QUOTED);
          items.set(i, entry == null ? changed : new NodeTuple(entry.getKeyNode(), changed));
          take.now(at + " is \"" + text + '"');
        }
        items.set(i, item);
      }
      visit(value, at, scalars, take);
    }
    if (node instanceof MappingNode && !path.endsWith(".yaml")) {
      for (String option :
          List.of("absent-when", "default", "at-least", "ignore-case", "remove", "type", "keys")) {
        Node list = new Yaml().compose(new StringReader("{ " + option + ": [\"\", \"-\"] }"));
        items.add(((MappingNode) list).getValue().get(0));
        take.now(path + " has " + option);
        items.remove(items.size() - 1);
      }
    }
  }
}
