package io.rungate.gate;

import io.rungate.document.AuditRecord;
import io.rungate.document.AuditRecordWriter;
import io.rungate.document.AuditRecorder;
import io.rungate.document.OutputFolder;
import io.rungate.pack.RulePack;
import io.rungate.pack.Version;
import io.rungate.run.DocumentNames;
import io.rungate.run.RunName;
import io.rungate.run.RunRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
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
  private final Places places = new Places();

  Publisher(RulePack pack) {
    this.pack = pack;
    this.recorder = new AuditRecorder(pack, Version.PROGRAM);
  }

  /**
   * Where the documents of a run go.
   *
   * @param name the run's; empty when it has none
   * @param reserved false where another run of this call has taken the place
   */
  record Place(Path folder, String name, boolean reserved) {
    boolean named() {
      return !name.isEmpty();
    }

    /** Whether a document of the run's name that lies there is one of an earlier attempt. */
    boolean mayHoldEarlier() {
      return reserved && RunName.flaw(name).isEmpty();
    }
  }

  /** Reserves a place for a run; the first that asks for it has it. */
  Place reserve(String name, Path folder) {
    try {
      Path place = folder.toAbsolutePath().normalize().resolve(DocumentNames.audit(name));
      return new Place(folder, name, places.take(place.toString()));
    } catch (InvalidPathException e) {
      return new Place(folder, name, true); // no file can have this name, which is said later
    }
  }

  /** Writes both documents of an accepted run, and of a rejected one its audit record. */
  Outcome publish(RunRequest request, Judgement judgement, Place place) {
    boolean accepted = judgement.evaluation().accepted();
    String aggName = aggName(place.name());
    String auditName = place.named() ? DocumentNames.audit(place.name()) : unnamedAudit(judgement);
    OutputFolder folder = new OutputFolder(place.folder());
    try {
      folder.resolve(auditName);
    } catch (InvalidPathException e) {
      return withdraw(
          request, "its name cannot be the name of a file here: " + e.getReason(), place);
    }
    if (accepted && !place.reserved()) {
      return new Outcome.NotRecorded(
          request, judgement, taken(place) + ": give each run a name", Optional.empty());
    }
    Optional<Path> setAside = Optional.empty();
    try {
      if (place.mayHoldEarlier() && !(accepted && place.named())) {
        setAside = folder.setAside(aggName);
      }
      Map<String, byte[]> files = new LinkedHashMap<>();
      files.put(auditName, writer.bytes(record(judgement)));
      if (accepted) {
        files.put(aggName, judgement.document().bytes());
      }
      folder.write(files);
    } catch (IOException e) {
      String problem = "cannot write to " + place.folder() + ": " + reason(e);
      return new Outcome.NotRecorded(request, judgement, problem, setAside);
    }
    Path audit = folder.resolve(auditName);
    return accepted
        ? new Outcome.Published(request, judgement, folder.resolve(aggName), audit, setAside)
        : new Outcome.Rejected(request, judgement, audit, setAside);
  }

  /**
   * Without a verdict nothing may be published, not even an earlier attempt's document; and its
   * record would speak for a run that was not judged.
   */
  Outcome withdraw(RunRequest request, String problem, Place place) {
    if (!place.mayHoldEarlier()) {
      return new Outcome.NotJudged(request, problem);
    }
    OutputFolder folder = new OutputFolder(place.folder());
    Optional<Path> setAside = Optional.empty();
    try {
      setAside = folder.setAside(aggName(place.name()));
      if (place.named()) {
        folder.setAside(DocumentNames.audit(place.name()));
      }
    } catch (InvalidPathException e) {
      return new Outcome.NotJudged(request, problem); // so no earlier document has this name
    } catch (IOException e) {
      problem = problem + "; and an earlier document cannot be set aside: " + reason(e);
    }
    return new Outcome.NotJudged(request, problem, setAside);
  }

  /** Why a place that another run of the call has cannot be used. */
  static String taken(Place place) {
    return place.named()
        ? "another run of this call has the same name: its documents in "
            + place.folder()
            + " would be overwritten"
        : "another run of this call has no name either: its document in "
            + place.folder()
            + " would be overwritten";
  }

  /** The audit record of a judgement. */
  AuditRecord record(Judgement judgement) {
    return record(now(), judgement);
  }

  private AuditRecord record(String evaluatedAt, Judgement judgement) {
    String name = judgement.input().name();
    return recorder.record(
        evaluatedAt,
        judgement.input(),
        judgement.evaluation(),
        judgement.document(),
        aggName(name == null ? "" : name));
  }

  /** Judging the same run again gives the same record but for its time, and so the same name. */
  private String unnamedAudit(Judgement judgement) {
    byte[] timeless = writer.bytes(record("", judgement));
    return DocumentNames.unnamedAudit(new String(timeless, StandardCharsets.US_ASCII));
  }

  private String aggName(String name) {
    return DocumentNames.agg(pack.mapping().document().fileName(), name);
  }

  /** ISO 8601, to the second. */
  private static String now() {
    long second = Math.floorDiv(System.currentTimeMillis(), 1000L);
    LocalDateTime now = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
    return now + (now.getSecond() == 0 ? ":00Z" : "Z"); // a full minute is written without
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "access is denied";
    }
    if (e instanceof NoSuchFileException) {
      return "there is no such folder";
    }
    if (e instanceof FileSystemException fault && fault.getReason() != null) {
      return fault.getReason().toLowerCase(Locale.ROOT);
    }
    return e.getMessage() == null ? "no reason is given" : e.getMessage();
  }
}
