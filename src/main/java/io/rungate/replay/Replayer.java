package io.rungate.replay;

import io.rungate.document.AuditRecord;
import io.rungate.document.AuditRecordException;
import io.rungate.gate.Gate;
import io.rungate.gate.OrderedExecutor;
import io.rungate.run.RunInput;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** Judges recorded runs again, on several threads and in order, and tells what changes. */
public final class Replayer {
  private final BiFunction<AuditRecord, RunInput, Rejudgement> before;
  private final Gate after;

  private Replayer(BiFunction<AuditRecord, RunInput, Rejudgement> before, Gate after) {
    this.before = before;
    this.after = after;
  }

  /** What a pack changes against the records. */
  public static Replayer under(Gate gate) {
    return new Replayer((record, input) -> Rejudgement.of(record), gate);
  }

  /** What a pack changes against another pack, whatever the records say. */
  public static Replayer between(Gate before, Gate after) {
    return new Replayer((record, input) -> Rejudgement.of(before.as(record), input), after);
  }

  /** Judges one recorded run. */
  public ReplayResult replay(AuditSource.Entry entry) {
    try {
      AuditRecord record = entry.read();
      RunInput input = record.input();
      String name = record.subject().name().orElse("");
      return new ReplayResult.Replayed(
          entry.place(),
          name.isEmpty() ? entry.name() : name,
          Unsaid.changes(
              record, before.apply(record, input), Rejudgement.of(after.as(record), input)));
    } catch (AuditRecordException e) {
      return new ReplayResult.Unreadable(entry.place(), e.getMessage());
    }
  }

  /** Judges many; the results come in the order of the records, one at a time. */
  public void replay(
      Iterator<AuditSource.Entry> entries,
      OrderedExecutor executor,
      Consumer<ReplayResult> results) {
    executor.run(
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return entries.hasNext();
          }

          @Override
          public Callable<ReplayResult> next() {
            AuditSource.Entry entry = entries.next();
            return () -> replay(entry);
          }
        },
        results);
  }
}
