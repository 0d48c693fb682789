package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rungate.Search;
import io.rungate.pack.PythonJsonReader;
import io.rungate.run.PythonJsonWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever a run, a record, a pack, a path or an argument is called: what the program prints drives
 * neither a terminal nor the log of a job.
 */
@Tag(Search.LONG)
class HostileTextTest {
  /** Clears a screen, goes back in a line, starts lines and orders of its own, turns letters. */
  private static final List<String> ORDERS =
      List.of(
          "\u001b[2J",
          "\u001b[32;1mACCEPTED\u001b[0m",
          "\u001b]0;title\u0007",
          "\r",
          "\n",
          "\n::warning::of mine\n",
          "\n  ::error file=x::of mine",
          "::stop-commands::x",
          "##[group]x",
          "##vso[task.complete result=Succeeded]",
          "##teamcity[x]",
          "\u009b2J",
          "\u0085",
          "\u007f",
          "\b\b\b",
          "\t",
          "\u2028",
          "\u2029",
          "\u202edeppilf\u202c",
          "\u2066x\u2069",
          "\ufeff");

  private static final String V1 = Program.HOME.resolve("rules/v1").toString();
  private static final String V2 = Program.HOME.resolve("rules/v2").toString();

  @TempDir Path folder;
  private final Random random = new Random(14);

  private String hostile() {
    String text = pick(ORDERS);
    if (random.nextInt(3) == 0) {
      text += pick(ORDERS);
    }
    return switch (random.nextInt(3)) {
      case 0 -> text;
      case 1 -> "a" + text;
      default -> text + "b";
    };
  }

  private <T> T pick(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private static Program.Result harmless(Program program, String... words) {
    Program.Result plain = program.run(words);
    harmless(plain.out() + "\n" + plain.err(), words);
    return plain;
  }

  private static void harmless(String printed, String... words) {
    String call = String.join(" ", words);
    drivesNothing(printed, call);
    assertThat(printed.lines())
        .as(call)
        .noneMatch(line -> line.strip().startsWith("::"))
        .noneMatch(line -> line.matches(".*##\\w*\\[.*"));
  }

  private static void drivesNothing(String printed, String call) {
    assertThat(printed.codePoints().filter(HostileTextTest::drives).mapToObj(Integer::toHexString))
        .as(call + " prints " + printed)
        .isEmpty();
  }

  private static boolean drives(int c) {
    return c != '\n' && Character.isISOControl(c)
        || c == 0x2028
        || c == 0x2029
        || c >= 0x202a && c <= 0x202e
        || c >= 0x2066 && c <= 0x2069;
  }

  @Test
  void of_a_run() {
    List<String> variables = List.copyOf(Sample.disaggregated().keySet());
    for (int i = 0; i < Search.attempts(160); i++) {
      Path runs = folder.resolve("runs" + i).resolve("a" + hostile().replace('/', ' '));
      Map<String, String> environment =
          random.nextBoolean() ? Sample.singleNode() : Sample.disaggregated();
      for (int changes = random.nextInt(3); changes >= 0; changes--) {
        environment.put(pick(variables), hostile());
      }
      String name = random.nextBoolean() ? "sample" : "a" + hostile().replace('/', ' ');
      String json = PythonJsonWriter.compact(hostile());
      String result =
          switch (random.nextInt(4)) {
            case 0 -> Sample.RESULT.replace("\"deepseek-ai/DeepSeek-R1-0528\"", json);
            case 1 -> Sample.RESULT.replace("8.0", json).replace("\"mean_e2el_ms\"", json);
            case 2 -> Sample.RESULT.replace("\"model_id\"", json + ": " + json + ", \"model_id\"");
            default -> Sample.RESULT.replace("64", json);
          };
      Sample.write(runs.resolve(name + ".json"), result);
      Sample.write(
          runs.resolve("env.json"), PythonJsonWriter.compact(new LinkedHashMap<>(environment)));
      Sample.write(runs.resolve("bad.env"), "export " + hostile());
      Sample.write(
          runs.resolve("runs.jsonl"),
          PythonJsonWriter.compact(
                  Map.of("id", hostile(), "dir", runs.toString(), "env", environment))
              + "\n"
              + hostile());
      Program program = new Program(runs.getParent().getParent());
      String file = program(runs, name + ".json");
      harmless(program, "process", "--env", program(runs, "env.json"), file);
      harmless(program, "process", "--env", program(runs, "bad.env"), file);
      harmless(program, "check", "--env-only", "--env", program(runs, "env.json"));
      harmless(program, "check", "--manifest", program(runs, "runs.jsonl"));
      harmless(program, "check", "--format", "jsonl", "--env", program(runs, "env.json"), file);
      harmless(program, "process", "--format", "jsonl", "--manifest", program(runs, "runs.jsonl"));
      harmless(program, "gate", program(runs, ""));
      harmless(program, "replay", "--all", "--rules", V1, program(runs, ""));
    }
  }

  @Test
  void a_document_that_is_printed_says_the_same_without_giving_orders() throws Exception {
    Map<String, String> variables = Sample.singleNode();
    variables.put("IMAGE", "##vso[task.complete]###[x] ##x");
    Program.Result call = harmless(Sample.program(folder, variables), "process");
    assertThat(call.code()).isZero();
    assertThat(call.out()).contains("\"\\u0023#vso[task.complete]#\\u0023#[x] ##x\"");
    String document = Files.readString(folder.resolve(Sample.AGG));
    assertThat(document).contains("\"##vso[task.complete]###[x] ##x\"");
    assertThat(PythonJsonReader.read(call.out())).isEqualTo(PythonJsonReader.read(document));
  }

  /** A path as a person gives it. */
  private String program(Path runs, String file) {
    return folder.relativize(runs.resolve(file)).toString();
  }

  @Test
  void of_a_record() throws Exception {
    List<Path> records =
        List.of(
            SampleRun.colocated().record(folder, "v2"),
            SampleRun.withPool().without("MODEL_PREFIX").record(folder, "v2"),
            SampleRun.withPool().named("older").record(folder, "v1"));
    Program program = new Program(folder);
    for (int i = 0; i < Search.attempts(480); i++) {
      Object tree = PythonJsonReader.read(Files.readString(pick(records)));
      String text = PythonJsonWriter.compact(changed(tree));
      String file = "a" + hostile().replace('/', ' ') + ".json";
      Files.writeString(folder.resolve(file), text);
      String what = random.nextBoolean() ? hostile() : pick(List.of("verdict", "topology", "hw"));
      switch (random.nextInt(10)) {
        case 0 -> harmless(program, "explain", file);
        case 1 -> harmless(program, "explain", file, what);
        case 2 -> harmless(program, "explain", file, "--run", what);
        case 3 -> harmless(program, "explain", file, "--set", "IMAGE=" + hostile(), "image");
        case 4 -> harmless(program, "explain", file, "--set", "TP" + hostile() + "=1");
        case 5 -> harmless(program, "explain", file, "--why-not", "a denominator is positive");
        case 6 -> harmless(program, "diff", V1, V2, "--all", file);
        case 7 -> harmless(program, "diff", V1, V2, "--format", "json", file);
        case 8 -> harmless(program, "replay", "--rules", V1, "--format", "json", file);
        default -> harmless(program, "replay", "--rules", V1, "--all", file);
      }
      Files.delete(folder.resolve(file));
    }
  }

  /** A tree in which one text, or one key, is another. */
  private Object changed(Object tree) {
    List<String> texts = new ArrayList<>();
    walk(tree, text -> texts.add(text) ? text : null);
    int[] left = {random.nextInt(texts.size())};
    return walk(tree, text -> left[0]-- == 0 ? text + hostile() : text);
  }

  private static Object walk(Object tree, UnaryOperator<String> text) {
    if (tree instanceof Map<?, ?> members) {
      Map<String, Object> all = new LinkedHashMap<>();
      members.forEach((key, value) -> all.put(text.apply((String) key), walk(value, text)));
      return all;
    }
    if (tree instanceof List<?> items) {
      List<Object> all = new ArrayList<>();
      items.forEach(item -> all.add(walk(item, text)));
      return all;
    }
    return tree instanceof String one ? text.apply(one) : tree;
  }

  @Test
  void of_an_argument() {
    Map<String, Entry> commands = new LinkedHashMap<>();
    entries("", Main.COMMANDS, commands);
    commands.remove("cache clean "); // with what it is told, a folder of ours could be cleaned
    for (int i = 0; i < Search.attempts(800); i++) {
      String path = pick(List.copyOf(commands.keySet()));
      Entry entry = commands.get(path);
      List<String> words = new ArrayList<>(path.isEmpty() ? List.of() : List.of(path.split(" ")));
      for (Argument parameter : entry.parameters()) {
        if (parameter.isRequired() || random.nextBoolean()) {
          words.add("a" + hostile());
        }
      }
      Argument option = pick(entry.options());
      switch (random.nextInt(3)) {
        case 0 -> words.add(option.name() + "=" + hostile());
        case 1 -> words.add("--" + hostile());
        default -> words.add(hostile());
      }
      Program program = new Program(folder.resolve("nowhere")).with("RUNGATE_RULES", hostile());
      harmless(program, words.toArray(String[]::new));
    }
  }

  private static void entries(String path, Entry entry, Map<String, Entry> all) {
    if (!entry.name.equals("help")) {
      all.put(path, entry);
    }
    if (entry instanceof Entry.Group group) {
      group.members.forEach(member -> entries(path + member.name + " ", member, all));
    }
  }

  @Test
  void of_a_pack() throws Exception {
    Path shipped = Path.of(V2);
    for (int i = 0; i < Search.attempts(80); i++) {
      Path pack = folder.resolve("packs" + i).resolve("a" + hostile().replace('/', ' '));
      Files.createDirectories(pack.resolve("cases"));
      for (String file : List.of("pack.yaml", "fields.yaml", "topology.drl", "plausibility.drl")) {
        Files.copy(shipped.resolve(file), pack.resolve(file));
      }
      String file = pick(List.of("pack.yaml", "fields.yaml", "topology.drl"));
      List<String> lines = new ArrayList<>(Files.readAllLines(pack.resolve(file)));
      int line = random.nextInt(lines.size());
      lines.set(
          line,
          random.nextBoolean()
              ? lines.get(line).replaceFirst("(?<=\\w)\\b", hostile().replaceAll("[$\\\\]", "x"))
              : lines.get(line).replaceFirst("[:\"]", "$0" + PythonJsonWriter.compact(hostile())));
      Files.write(pack.resolve(file), lines);
      Sample.write(pack.resolve("cases").resolve("a" + hostile().replace('/', ' ')), "x");
      Program program = new Program(folder);
      String dir = folder.relativize(pack).toString();
      harmless(program, "rules", "list", dir);
      harmless(program, "rules", "list", dir, "--format", "json");
      harmless(program, "rules", "lint", dir, "--format", "json");
      harmless(program, "rules", "docs", dir);
      if (Files.exists(pack.resolve("RULES.md"))) {
        // No log, but a file, in which a rule stands as it is written.
        drivesNothing(Files.readString(pack.resolve("RULES.md")), "the page");
      }
      harmless(program, "diff", V2, dir);
      harmless(program, "rules", "fmt", "--check", dir);
      harmless(program, "rules", "new", "topology", "a-code", dir);
    }
  }
}
