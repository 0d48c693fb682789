package io.rungate.replay;

import io.rungate.document.AggDocument;
import io.rungate.document.AuditRecord;
import io.rungate.document.AuditRecordException;
import io.rungate.document.AuditRecordReader;
import io.rungate.engine.JudgementException;
import io.rungate.gate.Gate;
import io.rungate.gate.Judgement;
import io.rungate.gate.Outcome;
import io.rungate.pack.JsonProblem;
import io.rungate.pack.PythonJsonReader;
import io.rungate.pack.Sha256Hex;
import io.rungate.run.DocumentNames;
import io.rungate.run.PythonJsonWriter;
import io.rungate.run.RunRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Judges an agg document that was published: the row that the consumer has.
 *
 * <p>A row alone does not show whether it is right: what a run gave is not in it, nor which of its
 * numbers divided which. Its audit record has all that was read. So the recorded run is judged
 * again, and the row has to be what the rules give for it, and what the record says was written.
 * Without a record nothing is said, since a guess would look like a verdict.
 */
public final class PublishedRow {

  /** No document or record comes near it; without a limit, any file could fill the heap. */
  private static final long LARGEST = 64L << 20;

  /** As much of a value as a person needs to see. */
  private static final int SHOWN = 80;

  private PublishedRow() {}

  /**
   * Judges the document of a run that lies in the request's folder; writes nothing.
   *
   * @param run the run's name, by which its record is found; empty for a run without one, whose
   *     record is the one that says that this document was written
   */
  public static Outcome check(Gate gate, RunRequest request, String run) {
    String file = DocumentNames.agg(gate.pack().mapping().document().fileName(), run);
    return gate.check(
        request,
        () -> {
          try {
            byte[] row = read(request.folder(), file);
            return run.isEmpty()
                ? check(gate, request, row, new RecordsByDocument(request.folder()))
                : check(gate, request, row, DocumentNames.audit(run), run);
          } catch (IOException e) {
            return new Outcome.NotJudged(request, e.getMessage());
          }
        });
  }

  private static Outcome check(Gate gate, RunRequest request, byte[] row, String audit, String run)
      throws IOException, JudgementException {
    if (Files.notExists(request.folder().resolve(audit))) {
      throw new IOException(
          "its audit record %s is not beside it, and a row alone does not show what it was made of: put the record there, or check the result file %s.json with its environment"
              .formatted(audit, run));
    }
    try {
      AuditRecord record = record(request.folder(), audit);
      return record.subject().name().equals(Optional.of(run))
          ? judge(gate, request, row, audit, record)
          : new Outcome.NotJudged(
              request, audit + " is the record of another run, as its subject says");
    } catch (AuditRecordException e) {
      return new Outcome.NotJudged(request, audit + ": " + e.getMessage());
    }
  }

  /** Judges a row by the record that says that it was written. */
  static Outcome check(Gate gate, RunRequest request, byte[] row, RecordsByDocument records)
      throws IOException, JudgementException {
    Optional<String> audit = records.of(Sha256Hex.of(row));
    if (audit.isEmpty()) {
      return new Outcome.NotJudged(request, records.none());
    }
    try {
      AuditRecord record = record(request.folder(), audit.get());
      return judge(gate, request, row, audit.get(), record);
    } catch (AuditRecordException e) {
      return new Outcome.NotJudged(request, audit.get() + ": " + e.getMessage());
    }
  }

  private static Outcome judge(
      Gate gate, RunRequest request, byte[] row, String audit, AuditRecord record)
      throws AuditRecordException, JudgementException {
    Judgement judgement = Rejudgement.judge(gate, record.input());
    return new Outcome.Checked(
        request, judgement, Optional.of(basis(audit, record)), differences(row, record, judgement));
  }

  private static String basis(String audit, AuditRecord record) {
    return "the run that %s recorded, which %s %s %s"
        .formatted(audit, record.pack().name(), record.pack().version(), record.verdict());
  }

  static AuditRecord record(Path folder, String audit) throws IOException, AuditRecordException {
    return AuditRecordReader.read(new String(read(folder, audit), StandardCharsets.UTF_8));
  }

  /** Reads a file; what goes wrong is a sentence. */
  static byte[] read(Path folder, String name) throws IOException {
    Path file = folder.resolve(name);
    try {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        throw new IOException(name + " is no regular file");
      }
      if (Files.size(file) > LARGEST) {
        throw new IOException(name + " has more than " + LARGEST + " bytes");
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new IOException(name + " cannot be read: there is no such file", e);
    } catch (java.nio.file.FileSystemException e) {
      throw new IOException(name + " cannot be read", e);
    }
  }

  private static List<String> differences(byte[] row, AuditRecord record, Judgement judgement) {
    List<String> differences = new ArrayList<>();
    if (!(record.document() instanceof AuditRecord.Published published)) {
      differences.add("its audit record says that nothing was published");
    } else if (!published.sha256().equals(Sha256Hex.of(row))) {
      differences.add("it is not what was written: its SHA-256 is not the one of its audit record");
    }
    if (judgement.evaluation().accepted()) {
      String text = new String(row, StandardCharsets.UTF_8);
      int before = differences.size();
      compare(text, judgement.document(), differences);
      if (differences.size() == before && !text.equals(judgement.document().text())) {
        differences.add("it holds what the rules give, but written otherwise");
      }
    }
    return differences;
  }

  private static void compare(String text, AggDocument document, List<String> differences) {
    Map<?, ?> row;
    try {
      if (!(PythonJsonReader.read(text) instanceof Map<?, ?> members)) {
        differences.add("it is no JSON object");
        return;
      }
      row = members;
    } catch (JsonProblem e) {
      differences.add("it is no JSON: line " + e.line() + ", column " + e.column());
      return;
    }
    for (AggDocument.Member member : document.members().values()) {
      String rules = PythonJsonWriter.compact(member.value());
      Object value = row.get(member.key());
      if (value == null) {
        differences.add("it has no " + member.key() + ", and the rules give " + shown(rules));
      } else if (!PythonJsonWriter.compact(value).equals(rules)) {
        String is = shown(PythonJsonWriter.compact(value));
        differences.add(member.key() + " is " + is + ", and the rules give " + shown(rules));
      }
    }
    Set<Object> others = new HashSet<>(row.keySet());
    others.removeAll(document.members().keySet());
    if (!others.isEmpty()) {
      // Not which: nobody knows what they are, or whether they may be shown.
      differences.add("the rules do not give " + others.size() + " of its members");
    }
  }

  private static String shown(String json) {
    return json.length() <= SHOWN ? json : json.substring(0, SHOWN) + "...";
  }
}
