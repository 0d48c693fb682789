package io.rungate.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.rungate.Search;
import io.rungate.cli.Program;
import io.rungate.document.AuditRecord;
import io.rungate.document.AuditRecordReader;
import io.rungate.document.AuditRecordWriter;
import io.rungate.engine.JudgementException;
import io.rungate.fact.JsonNull;
import io.rungate.fact.Source;
import io.rungate.fact.Topology;
import io.rungate.gate.Gate;
import io.rungate.gate.GeneratedRuns;
import io.rungate.gate.GeneratedRuns.GeneratedRun;
import io.rungate.gate.Judgement;
import io.rungate.pack.PackException;
import io.rungate.pack.RulePack;
import io.rungate.run.PythonJsonWriter;
import io.rungate.run.RunInput;
import io.rungate.run.RunRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A question about a recorded run is answered as if the run itself had been another one. */
@Tag(Search.LONG)
class WhatIfPropertiesTest {
  private static final RulePack PACK = Program.pack("v2");
  private static final Gate GATE = new Gate(PACK);

  private static final List<String> NAMES =
      Arrays.asList(null, "", "a/b", "other", "x".repeat(300), "..", "a\nb", "\u00fc");
  private static final List<Object> VALUES =
      Arrays.asList(null, BigInteger.ZERO, 12.5, -1.0, "12", true, JsonNull.NULL, List.of());

  @TempDir Path folder;

  /** A job as it can be run again with one thing changed. */
  private record Job(Map<String, String> environment, Map<String, Object> result, String file) {

    static Job of(GeneratedRun run, Random random) {
      return new Job(run.variables(), run.result(), random.nextBoolean() ? "generated" : null);
    }

    Job with(Edit edit) {
      Map<String, String> variables = new LinkedHashMap<>(environment);
      Map<String, Object> members = new LinkedHashMap<>(result);
      boolean variable = edit.input().kind() == Source.Kind.VARIABLE;
      Map<String, ?> changed = variable ? variables : members;
      if (edit.value() == null) {
        changed.remove(edit.input().name());
      } else if (variable) {
        variables.put(edit.input().name(), (String) edit.value());
      } else {
        members.put(edit.input().name(), edit.value());
      }
      return new Job(variables, members, file);
    }

    Job with(List<Edit> edits) {
      Job job = this;
      for (Edit edit : edits) {
        job = job.with(edit);
      }
      return job;
    }

    /** What comes of it in a folder that holds its result alone. */
    Rejudgement processed(Path folder) {
      try {
        Files.writeString(folder.resolve("generated.json"), PythonJsonWriter.compact(result));
        RunInput read = GATE.read(new RunRequest("", folder, environment, file));
        return Rejudgement.of(GATE.record(GATE.judge(read)));
      } catch (JudgementException e) {
        return Rejudgement.unjudged(PACK.shown(e.problem()).toString());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Questions about its record, as it is read back from its file. */
    WhatIf recorded(Path folder) {
      AuditRecord record = processed(folder).record().orElseThrow();
      byte[] bytes = AuditRecordWriter.bytes(record);
      try {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return new WhatIf(GATE, AuditRecordReader.read(text).input());
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
  }

  private static <T> T any(List<T> of, Random random) {
    return of.get(random.nextInt(of.size()));
  }

  private static Edit edit(List<Edit> candidates, Random random) {
    Edit edit = any(candidates, random);
    return switch (random.nextInt(6)) {
      case 0 -> new Edit(Source.variable("RESULT_FILENAME"), any(NAMES, random));
      case 1 ->
          edit.input().kind() == Source.Kind.RESULT
              ? new Edit(edit.input(), any(VALUES, random))
              : edit;
      default -> edit;
    };
  }

  private static void assertSame(Rejudgement answer, Rejudgement truth, List<Edit> edits) {
    String what = edits.toString();
    assertThat(answer.verdict()).as(what).isEqualTo(truth.verdict());
    assertThat(answer.topology()).as(what).isEqualTo(truth.topology());
    assertThat(answer.findings()).as(what).isEqualTo(truth.findings());
    assertThat(List.copyOf(answer.fields().entrySet()))
        .as(what)
        .isEqualTo(List.copyOf(truth.fields().entrySet()));
  }

  @Test
  void a_run_with_one_or_two_changed_inputs_is_judged_as_if_it_had_really_been_so() {
    GeneratedRuns.each(
        8_000,
        (run, random) -> {
          Job job = Job.of(run, random);
          WhatIf recorded = job.recorded(folder);
          List<Edit> candidates = Edit.candidates(PACK.mapping(), recorded.input());
          List<Edit> edits = new ArrayList<>(List.of(edit(candidates, random)));
          Edit second = edit(candidates, random);
          if (random.nextBoolean() && !second.input().equals(edits.get(0).input())) {
            edits.add(second);
          }
          assertSame(recorded.after(edits), job.with(edits).processed(folder), edits);
        });
  }

  @Test
  void a_flip_really_turns_the_run_and_no_part_of_it_does_and_no_smaller_one_is_missed() {
    GeneratedRuns.each(
        240,
        (run, random) -> {
          Job job = Job.of(run, random);
          WhatIf recorded = job.recorded(folder);
          for (Flip.Target target : Flip.Target.values()) {
            Flip.Answer answer = search(recorded, target);
            answer.ways().stream().limit(20).forEach(way -> requireMinimal(way, job, target));
            int size = answer.ways().isEmpty() ? 0 : answer.ways().get(0).edits().size();
            if (size != 1 && answer.complete()) {
              requireNone(recorded, target, size == 2 ? 1 : 2, random);
            }
          }
        });
  }

  private static Flip.Answer search(WhatIf recorded, Flip.Target target) {
    try {
      return Flip.search(recorded, target);
    } catch (PackException e) {
      throw new AssertionError(e);
    }
  }

  private void requireMinimal(Flip.Way way, Job job, Flip.Target target) {
    Rejudgement before = job.processed(folder);
    List<Edit> edits = way.edits();
    Rejudgement after = job.with(edits).processed(folder);
    assertThat(turned(before, after, target)).as(edits.toString()).isTrue();
    assertThat(way.changes()).isEqualTo(before.changesTo(after));
    for (int part = 1; part < (1 << edits.size()) - 1; part++) {
      List<Edit> some = new ArrayList<>();
      for (int i = 0; i < edits.size(); i++) {
        if ((part >> i & 1) == 1) {
          some.add(edits.get(i));
        }
      }
      Rejudgement instead = job.with(some).processed(folder);
      assertThat(turned(before, instead, target)).as(edits + " and " + some).isFalse();
    }
  }

  /** Tries all changes of one input, and of two inputs as many as chance picks. */
  private static void requireNone(WhatIf recorded, Flip.Target target, int size, Random random) {
    List<Edit> candidates = Edit.candidates(PACK.mapping(), recorded.input());
    List<List<Edit>> tries = new ArrayList<>();
    candidates.forEach(edit -> tries.add(List.of(edit)));
    for (int i = 0; size == 2 && i < Search.attempts(1_600); i++) {
      tries.add(List.of(any(candidates, random), any(candidates, random)));
    }
    for (List<Edit> edits : tries) {
      Optional<Judgement> after = recorded.judged(edits);
      boolean turned =
          after.isPresent()
              && (target == Flip.Target.VERDICT
                  ? !after
                      .get()
                      .evaluation()
                      .verdict()
                      .outcome()
                      .toString()
                      .equals(recorded.verdict())
                  : after.get().evaluation().topology().isPresent()
                      && !after
                          .get()
                          .evaluation()
                          .topology()
                          .map(Topology::name)
                          .equals(recorded.topology()));
      assertThat(turned).as(edits.toString()).isFalse();
    }
  }

  private static boolean turned(Rejudgement before, Rejudgement after, Flip.Target target) {
    if (target == Flip.Target.TOPOLOGY) {
      return after.topology().isPresent() && !after.topology().equals(before.topology());
    }
    return after.record().isPresent() && !after.verdict().equals(before.verdict());
  }
}
