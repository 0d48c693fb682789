package io.rungate.replay;

import io.rungate.gate.Gate;
import io.rungate.gate.Outcome;
import io.rungate.pack.Mapping;
import io.rungate.run.ArtifactTree;
import io.rungate.run.DocumentNames;
import io.rungate.run.FoundJson;
import io.rungate.run.RunRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;

/**
 * What a sweep left behind, file by file: each is recognised by what it holds, and judged as what
 * it is. For one thread, which gives the work to others.
 */
public final class SweepInputs {
  private final Gate gate;
  private final RowJudge judge;

  /** The records of the folder that was asked for last: files come folder by folder. */
  private PublishedRow.Records records;

  private Path recordsOf;

  /**
   * For the files of a call.
   *
   * @param gate of a pack that says what a row is
   */
  public SweepInputs(Gate gate) {
    this.gate = gate;
    this.judge = new RowJudge(gate);
  }

  /**
   * The work that answers a file of a tree.
   *
   * @param runs takes a result on, see {@link Gate#prepare}
   */
  public Iterator<Callable<Outcome>> found(
      RunRequest file, Function<RunRequest, Callable<Outcome>> runs) {
    if (file.folder() == null) {
      return one(() -> new Outcome.NotJudged(file, file.flaw()));
    }
    if (gate.isWritten(file)) {
      return Collections.emptyIterator(); // by this call, which tells of it already
    }
    FoundJson found = judge.look(path(file));
    RowJudge.Kind kind = judge.kind(found);
    return switch (kind) {
      case UNREADABLE -> one(() -> new Outcome.NotJudged(file, found.problem()));
      case ARRAY, ROW -> rows(file, found, kind);
      case RECORD -> Collections.emptyIterator();
      case RESULT -> one(inSweep(runs.apply(file)));
      case OTHER -> {
        if (ArtifactTree.isEnvironment(name(file)) && found.form() == FoundJson.Form.OBJECT) {
          yield Collections.emptyIterator();
        }
        yield record(file) == null
            ? one(() -> new Outcome.Ignored(file, 1))
            : rows(file, found, kind);
      }
    };
  }

  /**
   * The work that answers a file that the user named.
   *
   * @param others takes on what holds no row
   */
  public Iterator<Callable<Outcome>> named(
      RunRequest file, Function<RunRequest, Callable<Outcome>> others) {
    FoundJson found = judge.look(path(file));
    RowJudge.Kind kind = judge.kind(found);
    boolean rows = kind == RowJudge.Kind.ARRAY || kind == RowJudge.Kind.ROW || record(file) != null;
    return rows ? rows(file, found, kind) : one(others.apply(file));
  }

  private Iterator<Callable<Outcome>> rows(RunRequest file, FoundJson found, RowJudge.Kind kind) {
    RunRequest row = new RunRequest(file.id(), file.folder(), Map.of(), file.fileName());
    Record record = record(file);
    if (record != null) {
      return one(
          () ->
              judge.named(
                  row, found, () -> PublishedRow.check(gate, row, record.form, record.run)));
    }
    if (kind == RowJudge.Kind.ARRAY) {
      return new CollectedRows(gate, judge, row, records(file.folder()));
    }
    PublishedRow.Records all = records(file.folder());
    return one(() -> judge.file(row, found, all));
  }

  /** A run that is published is a row of the sweep as well. */
  private Callable<Outcome> inSweep(Callable<Outcome> run) {
    return () -> {
      Outcome outcome = run.call();
      return outcome instanceof Outcome.Published published ? judge.published(published) : outcome;
    };
  }

  /** What the name of a file leads to: the document that it is, of a run whose record is there. */
  private record Record(Mapping.Document form, String run) {}

  private Record record(RunRequest file) {
    Mapping.Document form = DocumentNames.documentOf(gate.pack().mapping(), name(file));
    if (form == null) {
      return null;
    }
    String run = DocumentNames.runOf(form.fileName(), name(file));
    boolean there = !run.isEmpty() && Files.exists(file.folder().resolve(DocumentNames.audit(run)));
    return there ? new Record(form, run) : null;
  }

  private PublishedRow.Records records(Path folder) {
    if (!folder.equals(recordsOf)) {
      records = new PublishedRow.Records(folder);
      recordsOf = folder;
    }
    return records;
  }

  private static String name(RunRequest file) {
    return RunRequest.resultOf(file.fileName());
  }

  private static Path path(RunRequest file) {
    return file.folder().resolve(name(file));
  }

  private static Iterator<Callable<Outcome>> one(Callable<Outcome> work) {
    return List.of(work).iterator();
  }
}
