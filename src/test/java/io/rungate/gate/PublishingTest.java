package io.rungate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.rungate.Search;
import io.rungate.cli.PackCopy;
import io.rungate.cli.Sample;
import io.rungate.pack.Sha256Hex;
import io.rungate.rules.PackLoader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several processes publish the same runs: documents and record are always of one attempt. */
@Tag(Search.LONG)
class PublishingTest {
  @TempDir Path folder;
  @TempDir static Path cache;

  private Path pack;
  private boolean several;

  /** The pack as it is, or one that publishes a second document. */
  private void publish(int documents) throws IOException {
    several = documents > 1;
    pack = PackCopy.of("v2", folder.resolve("packs/" + documents));
    if (several) {
      PackCopy.edit(
          pack.resolve("fields.yaml"),
          "# What people see first",
          """
          further-documents:
            image:
              file: image_{name}.json
              blocks:
                - keys: [image, tp]
                - object: throughput
                  blocks:
                    - keys: [per_gpu: tput_per_gpu]

          # What people see first""");
      PackCopy.edit(pack.resolve("pack.yaml"), "status: released", "status: draft");
    }
  }

  /** A process that publishes when it is told to. */
  private record Job(Process process, Writer in, BufferedReader out) {
    void begin(int round) throws IOException {
      in.write(round + "\n");
      in.flush();
    }

    /** All that it says until it is done. */
    List<String> answers(String end) throws IOException {
      List<String> lines = new ArrayList<>();
      for (String line = out.readLine(); !line.equals(end); line = out.readLine()) {
        lines.add(line);
      }
      return lines;
    }
  }

  private Job job(String name, int runs) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                PublishingJob.class.getName(),
                cache.toString(),
                pack.toString(),
                folder.toString(),
                Integer.toString(runs),
                name)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process = builder.start();
    Job job =
        new Job(
            process,
            process.outputWriter(StandardCharsets.UTF_8),
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)));
    job.answers("ready");
    return job;
  }

  private void results(int runs) {
    for (int run = 0; run < runs; run++) {
      Sample.write(folder.resolve(PublishingJob.name(run) + ".json"), Sample.RESULT);
    }
  }

  /** Of each run, whether the document that is published is the one of its record. */
  private void assertOneAttempt(int runs, boolean whole) throws IOException {
    for (int run = 0; run < runs; run++) {
      Path agg = folder.resolve("agg_" + PublishingJob.name(run) + ".json");
      Path audit = folder.resolve("audit_" + PublishingJob.name(run) + ".json");
      Path image = folder.resolve("image_" + PublishingJob.name(run) + ".json");
      boolean recorded = Files.exists(audit);
      for (Path document : several ? List.of(agg, image) : List.of(agg)) {
        boolean published = Files.exists(document);
        if (published && recorded) {
          assertThat(audit).content().contains(Sha256Hex.of(Files.readAllBytes(document)));
        }
        if (whole) {
          assertThat(published).isEqualTo(recorded && accepted(audit));
        }
      }
      if (several && Files.exists(agg)) { // which is moved to its place last
        assertThat(image).exists();
        String call = "\"image\": \"[^\"]*\"";
        assertThat(first(call, agg)).isEqualTo(first(call, image));
      }
    }
  }

  private static String first(String pattern, Path file) throws IOException {
    return Pattern.compile(pattern)
        .matcher(Files.readString(file))
        .results()
        .findFirst()
        .orElseThrow()
        .group();
  }

  private static boolean accepted(Path audit) throws IOException {
    return Files.readString(audit).contains("\"verdict\": \"accepted\"");
  }

  private List<String> files(String pattern) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(Path::toString).filter(file -> file.matches(".*/" + pattern)).toList();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  @Timeout(600)
  void of_two_calls_at_once_the_later_one_wins_whole_and_nothing_set_aside_is_lost(int documents)
      throws Exception {
    publish(documents);
    int runs = 300;
    results(runs);
    List<String> aside = new ArrayList<>();
    Job one = job("one", runs);
    Job two = job("two", runs);
    try {
      for (int round = 0; round < Search.attempts(50); round++) {
        for (Job job : List.of(one, two)) {
          job.begin(round);
        }
        for (Job job : List.of(one, two)) {
          List<String> answers = job.answers("done");
          assertThat(answers).hasSize(runs).allMatch(line -> line.matches("published|aside.*"));
          answers.stream()
              .filter(line -> line.contains("/"))
              .forEach(line -> aside.add(line.substring("aside ".length())));
        }
        assertOneAttempt(runs, true);
        assertThat(files("\\.rungate-.*")).isEmpty();
      }
      assertThat(files("agg_.*\\.stale.*")).containsExactlyInAnyOrderElementsOf(aside);
    } finally {
      one.process().destroyForcibly();
      two.process().destroyForcibly();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  @Timeout(600)
  void what_a_killed_process_left_is_taken_over(int documents) throws Exception {
    publish(documents);
    int runs = 40;
    results(runs);
    Random chance = new Random(1);
    for (int attempt = 0; attempt < Search.attempts(16); attempt++) {
      Job job = job("killed" + attempt, runs);
      for (int round = 0; round < 500; round++) {
        job.begin(round);
      }
      Thread.sleep(200 + chance.nextInt(500));
      job.process().destroyForcibly().waitFor();
      assertOneAttempt(runs, false);
      Gate gate = new Gate(new PackLoader(cache).load(pack));
      for (int run = 0; run < runs; run++) {
        Outcome outcome =
            gate.prepare(PublishingJob.request(folder, run, "after", 9), Optional.empty()).call();
        assertThat(outcome).isInstanceOf(Outcome.Published.class);
      }
      assertOneAttempt(runs, true);
      assertThat(files("\\.rungate-.*")).isEmpty();
    }
  }
}
