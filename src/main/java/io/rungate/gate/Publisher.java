package io.rungate.gate;

import io.rungate.document.AuditRecord;
import io.rungate.document.AuditRecordWriter;
import io.rungate.document.AuditRecorder;
import io.rungate.document.OutputFolder;
import io.rungate.gate.Places.Place;
import io.rungate.pack.RulePack;
import io.rungate.pack.Version;
import io.rungate.run.DocumentNames;
import io.rungate.run.RunRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Writes the documents of judged runs, and takes those of an earlier attempt out of the way.
 *
 * <p>A run without a name shares the name of its document with every other such run, but never its
 * audit record: that one is named by a digest of itself. And before its document takes the common
 * place, the one that lies there is set aside. So nothing is overwritten, whoever forgot the name.
 */
final class Publisher {
  private final RulePack pack;
  private final AuditRecorder recorder;
  private final AuditRecordWriter writer = new AuditRecordWriter();

  Publisher(RulePack pack) {
    this.pack = pack;
    this.recorder = new AuditRecorder(pack, Version.PROGRAM);
  }

  /** Writes both documents of an accepted run, and of a rejected one its audit record. */
  Outcome publish(RunRequest request, Judgement judgement, Place place) {
    boolean accepted = judgement.evaluation().accepted();
    if (accepted && !place.reserved()) {
      String problem = place.taken() + ": give each run a name";
      return new Outcome.NotRecorded(request, judgement, problem, Optional.empty());
    }
    String auditName = place.named() ? place.audit() : unnamedAudit(judgement);
    byte[] record = writer.bytes(record(judgement));
    Path audit = place.folder().resolve(auditName);
    try (OutputFolder.Attempt attempt = place.begin()) {
      try {
        if (place.mayHoldEarlier() && !(accepted && place.named())) {
          attempt.setAside();
        }
        if (accepted) {
          attempt.write(judgement.document().bytes(), auditName, record);
          Path agg = place.folder().resolve(place.agg());
          return new Outcome.Published(request, judgement, agg, audit, attempt.aside());
        }
        attempt.write(auditName, record);
        return new Outcome.Rejected(request, judgement, audit, attempt.aside());
      } catch (IOException e) {
        String problem = cannotWrite(place, e) + place.setAside(attempt);
        return new Outcome.NotRecorded(request, judgement, problem, attempt.aside());
      }
    } catch (IOException e) {
      String problem = cannotWrite(place, e) + place.stays(e);
      return new Outcome.NotRecorded(request, judgement, problem, Optional.empty());
    }
  }

  private static String cannotWrite(Place place, IOException e) {
    return "cannot write to " + place.folder().resolve("") + ": " + Places.reason(e);
  }

  /** The audit record of a judgement. */
  AuditRecord record(Judgement judgement) {
    return record(now(), judgement);
  }

  private AuditRecord record(String evaluatedAt, Judgement judgement) {
    String name = judgement.input().name();
    String template = pack.mapping().document().fileName();
    return recorder.record(
        evaluatedAt,
        judgement.input(),
        judgement.evaluation(),
        judgement.document(),
        DocumentNames.agg(template, name == null ? "" : name));
  }

  /** Judging the same run again gives the same record but for its time, and so the same name. */
  private String unnamedAudit(Judgement judgement) {
    byte[] timeless = writer.bytes(record("", judgement));
    return DocumentNames.unnamedAudit(new String(timeless, StandardCharsets.US_ASCII));
  }

  /** ISO 8601, to the second. */
  private static String now() {
    long second = Math.floorDiv(System.currentTimeMillis(), 1000L);
    LocalDateTime now = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
    return now + (now.getSecond() == 0 ? ":00Z" : "Z"); // a full minute is written without
  }
}
