package io.rungate.replay;

import io.rungate.document.AuditRecord;
import io.rungate.document.AuditRecordException;
import io.rungate.document.AuditRecordReader;
import io.rungate.engine.JudgementException;
import io.rungate.gate.Gate;
import io.rungate.gate.Outcome;
import io.rungate.gate.RowGate;
import io.rungate.gate.SweepEntry;
import io.rungate.pack.JsonProblem;
import io.rungate.pack.PythonJsonReader;
import io.rungate.pack.RulePack;
import io.rungate.pack.Sha256Hex;
import io.rungate.pack.SweepMapping;
import io.rungate.run.FoundJson;
import io.rungate.run.PythonJsonWriter;
import io.rungate.run.RunRequest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * Judges a row by the best that there is of it: by the audit record that says that it was written,
 * and where none does, by the rules that need only a row.
 */
final class RowJudge {
  private static final String SCHEMA = "schema";

  private final Gate gate;
  private final RowGate rows;
  private final FoundJson.Telling telling;

  /**
   * A judge of rows.
   *
   * @param gate of a pack that says what a row is
   */
  RowJudge(Gate gate) {
    RulePack pack = gate.pack();
    this.gate = gate;
    this.rows = new RowGate(pack);
    Set<String> names = new HashSet<>();
    for (SweepMapping.Signature one : pack.sweep().orElseThrow().signatures().values()) {
      names.addAll(one.keys());
    }
    this.telling = new FoundJson.Telling(names, Set.of(SCHEMA), rows::reads);
  }

  /** What a file holds, or an element of an array. */
  enum Kind {
    ROW,
    RESULT,
    RECORD,
    ARRAY,
    OTHER,
    UNREADABLE
  }

  FoundJson look(Path file) {
    return FoundJson.in(file, telling);
  }

  Kind kind(FoundJson found) {
    return switch (found.form()) {
      case ARRAY -> Kind.ARRAY;
      case VALUE -> Kind.OTHER;
      case UNREADABLE -> Kind.UNREADABLE;
      case OBJECT -> {
        if (AuditRecord.SCHEMA.equals(found.marks().get(SCHEMA))) {
          yield Kind.RECORD;
        }
        String name = rows.recognised(found.names()).orElse("");
        yield switch (name) {
          case SweepMapping.ROW -> Kind.ROW;
          case SweepMapping.RESULT -> Kind.RESULT;
          default -> Kind.OTHER;
        };
      }
    };
  }

  /**
   * Judges an element of an array.
   *
   * @param file where it lies
   */
  Outcome element(RunRequest file, int index, byte[] json, PublishedRow.Records records) {
    RunRequest row = CollectedRows.row(file, index);
    FoundJson found = FoundJson.of(json, telling);
    return switch (kind(found)) {
      case ROW -> judge(row, file.id(), index, found, () -> byRecord(row, json, records));
      case RESULT ->
          new Outcome.NotJudged(
              row,
              "this is the result of a run, and in an array it has neither a name nor an"
                  + " environment: put it into a file of its own");
      case RECORD, ARRAY, OTHER -> new Outcome.Ignored(row, 1);
      case UNREADABLE -> new Outcome.NotJudged(row, found.problem());
    };
  }

  /** Judges a row in a file of its own, by the record that says that these bytes were written. */
  Outcome file(RunRequest row, FoundJson found, PublishedRow.Records records) {
    return named(
        row, found, () -> records.isEmpty() ? null : byRecord(row, bytes(row, found), records));
  }

  private static byte[] bytes(RunRequest row, FoundJson found) throws IOException {
    return found.content() != null
        ? found.content()
        : PublishedRow.read(row.folder(), RunRequest.resultOf(row.fileName()));
  }

  /**
   * Judges a row in a file of its own.
   *
   * @param byRecord what its record says of it; null for nothing
   */
  Outcome named(RunRequest row, FoundJson found, Callable<Outcome> byRecord) {
    return judge(row, row.id(), -1, found, byRecord);
  }

  private Outcome judge(
      RunRequest row, String file, int index, FoundJson found, Callable<Outcome> byRecord) {
    return gate.check(
        row,
        () -> {
          try {
            Content content = content(row, found);
            SweepEntry alone =
                new SweepEntry(file, index, rows.row(row.id(), content.members).evaluation());
            Outcome recorded = byRecord.call();
            if (recorded instanceof Outcome.Checked checked) {
              return checked.with(alone);
            }
            return recorded == null ? new Outcome.Row(row, alone, content.sha256) : recorded;
          } catch (JsonProblem e) {
            return new Outcome.NotJudged(row, FoundJson.noJson(e));
          } catch (IOException e) {
            return new Outcome.NotJudged(row, e.getMessage());
          }
        });
  }

  /** Of a row what rules read of it. */
  private record Content(Map<String, Object> members, String sha256) {}

  private Content content(RunRequest row, FoundJson found) throws JsonProblem, IOException {
    byte[] json = found.content();
    if (json != null) {
      return new Content(found.marks(), Sha256Hex.of(json));
    }
    MessageDigest sha = Sha256Hex.begin();
    InputStream file = PublishedRow.open(row.folder(), RunRequest.resultOf(row.fileName()));
    try (InputStream bytes = new DigestInputStream(new BufferedInputStream(file), sha)) {
      return new Content(
          PythonJsonReader.readMembers(bytes, rows::reads, null),
          HexFormat.of().formatHex(sha.digest()));
    }
  }

  /** The document of a run that is published, as a row of the sweep. */
  Outcome published(Outcome.Published run) {
    RunRequest request = run.request();
    return gate.check(
        request,
        () -> {
          byte[] json = run.judgement().document().bytes();
          Map<String, Object> members = PythonJsonReader.readMembers(json, rows::reads, null);
          return run.with(
              new SweepEntry(request.id(), -1, rows.row(request.id(), members).evaluation()));
        });
  }

  /** What a record says of a row; null where none says that it was written. */
  private Outcome byRecord(RunRequest row, byte[] json, PublishedRow.Records records)
      throws JudgementException {
    if (records.isEmpty()) {
      return null;
    }
    try {
      byte[] written = written(json);
      return records.know(written) ? PublishedRow.check(gate, row, written, records) : null;
    } catch (AuditRecordException e) {
      return null; // such as a key that stands there twice: nobody wrote it so
    }
  }

  /** The bytes of a row when it was written, however it is laid out now. */
  static byte[] written(byte[] json) throws AuditRecordException {
    String text = new String(json, StandardCharsets.UTF_8);
    return PythonJsonWriter.prettyBytes(AuditRecordReader.written(text));
  }
}
