package io.rungate.replay;

import io.rungate.document.AggDocument;
import io.rungate.document.AuditRecord;
import io.rungate.document.AuditRecordException;
import io.rungate.document.AuditRecordReader;
import io.rungate.engine.JudgementException;
import io.rungate.gate.Basis;
import io.rungate.gate.Gate;
import io.rungate.gate.Judgement;
import io.rungate.gate.Outcome;
import io.rungate.pack.Mapping;
import io.rungate.pack.Sha256Hex;
import io.rungate.run.DocumentNames;
import io.rungate.run.PythonJsonWriter;
import io.rungate.run.RunRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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
   * @param form which document it is
   * @param run the run's name, by which its record is found; empty for a run without one, whose
   *     record is the one that says that this document was written
   */
  public static Outcome check(Gate gate, RunRequest request, Mapping.Document form, String run) {
    String file = DocumentNames.document(form.fileName(), run);
    return gate.check(
        request,
        () -> {
          byte[] row;
          try {
            row = read(request.folder(), file);
          } catch (IOException e) {
            return new Outcome.NotJudged(request, e.getMessage());
          }
          if (run.isEmpty()) {
            return check(gate, request, row, new Records(request.folder()));
          }
          String audit = DocumentNames.audit(run);
          return Files.exists(request.folder().resolve(audit))
              ? check(gate, request, row, new Found(audit, form.name()), run)
              : new Outcome.NotJudged(
                  request,
                  "its audit record %s is not beside it, and a row alone does not show what it was made of: put the record there, or check the result file %s.json with its environment"
                      .formatted(audit, run));
        });
  }

  /** Judges a row by the record that says that it was written. */
  static Outcome check(Gate gate, RunRequest request, byte[] row, Records records)
      throws JudgementException {
    Found found = records.files.get(Sha256Hex.of(row));
    return found == null
        ? new Outcome.NotJudged(request, records.none())
        : check(gate, request, row, found, null);
  }

  /** Judges a row by a record, which is to be of this run; of any one, if that is null. */
  private static Outcome check(Gate gate, RunRequest request, byte[] row, Found found, String run)
      throws JudgementException {
    String audit = found.audit;
    try {
      AuditRecord record = record(request.folder(), audit);
      if (run != null && !record.subject().name().equals(Optional.of(run))) {
        return new Outcome.NotJudged(
            request, audit + " is the record of another run, as its subject says");
      }
      Judgement judgement = Rejudgement.judge(gate.as(record), record.input());
      Optional<String> judged = Optional.of(judged(audit, record));
      List<String> differences = differences(row, record, judgement, found.document);
      return new Outcome.Checked(
          request, judgement, Basis.RECORD, judged, differences, Sha256Hex.of(row));
    } catch (AuditRecordException e) {
      return new Outcome.NotJudged(request, audit + ": " + e.getMessage());
    } catch (IOException e) {
      return new Outcome.NotJudged(request, e.getMessage());
    }
  }

  /**
   * Where a document is recorded.
   *
   * @param document its name in the record
   */
  private record Found(String audit, String document) {}

  /**
   * The audit records of a folder, by the document that each says was written. A document does not
   * name its run; its record knows the SHA-256 of its bytes. Of each record only that is kept.
   */
  static final class Records {
    /** Of several with one document, the first by name. */
    private final Map<String, Found> files = new HashMap<>();

    private final List<String> problems = new ArrayList<>();
    private int records;

    Records(Path folder) {
      try (Stream<Path> all = Files.list(folder)) {
        all.map(file -> file.getFileName().toString())
            .filter(DocumentNames::isAudit)
            .sorted()
            .forEachOrdered(name -> add(folder, name));
      } catch (IOException e) {
        problems.add("the folder of the row cannot be read");
      }
    }

    private void add(Path folder, String name) {
      records++;
      try {
        AuditRecord record = record(folder, name);
        add(record.document(), new Found(name, ""));
        record.documents().forEach(one -> add(one.document(), new Found(name, one.name())));
      } catch (AuditRecordException e) {
        problems.add(name + ": " + e.getMessage());
      } catch (IOException e) {
        problems.add(e.getMessage());
      }
    }

    boolean isEmpty() {
      return files.isEmpty();
    }

    /** Whether one of them says that a document with these bytes was written. */
    boolean know(byte[] written) {
      return files.containsKey(Sha256Hex.of(written));
    }

    private void add(AuditRecord.Document document, Found found) {
      if (document instanceof AuditRecord.Published published) {
        files.putIfAbsent(published.sha256(), found);
      }
    }

    /** Why there is no record of a document. */
    private String none() {
      String why =
          records == 0
              ? "there is no audit record beside it, and a row alone does not show what it was made"
                  + " of: put the records there"
              : "none of the "
                  + records
                  + " audit records beside it says that this row was written: its record is"
                  + " elsewhere, or the row was changed";
      return problems.isEmpty() ? why : why + "; " + String.join("; ", problems);
    }
  }

  private static String judged(String audit, AuditRecord record) {
    String waived =
        record.accepted() || !record.mayPublish()
            ? ""
            : ", and which was published since each error was waived";
    return "the run that %s recorded, which %s %s %s%s"
        .formatted(audit, record.pack().name(), record.pack().version(), record.verdict(), waived);
  }

  private static AuditRecord record(Path folder, String audit)
      throws IOException, AuditRecordException {
    return AuditRecordReader.read(new String(read(folder, audit), StandardCharsets.UTF_8));
  }

  /** Reads a file; what goes wrong is a sentence. */
  static byte[] read(Path folder, String name) throws IOException {
    try (InputStream bytes = open(folder, name)) {
      if (Files.size(folder.resolve(name)) > LARGEST) {
        throw new IOException(name + " has more than " + LARGEST + " bytes");
      }
      return bytes.readAllBytes();
    } catch (java.nio.file.FileSystemException e) {
      throw new IOException(name + " cannot be read", e);
    }
  }

  /** Opens a file; what goes wrong is a sentence. */
  static InputStream open(Path folder, String name) throws IOException {
    Path file = folder.resolve(name);
    try {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        throw new IOException(name + " is no regular file");
      }
      return Files.newInputStream(file);
    } catch (NoSuchFileException e) {
      throw new IOException(name + " cannot be read: there is no such file", e);
    } catch (java.nio.file.FileSystemException e) {
      throw new IOException(name + " cannot be read", e);
    }
  }

  private static List<String> differences(
      byte[] row, AuditRecord record, Judgement judgement, String name) {
    List<String> differences = new ArrayList<>();
    if (!(record.documentOf(name).orElse(null) instanceof AuditRecord.Published published)) {
      differences.add("its audit record says that nothing was published");
    } else if (!published.sha256().equals(Sha256Hex.of(row))) {
      differences.add("it is not what was written: its SHA-256 is not the one of its audit record");
    }
    if (judgement.evaluation().accepted() || record.mayPublish()) {
      String text = new String(row, StandardCharsets.UTF_8);
      judgement.documents().stream()
          .filter(document -> document.form().name().equals(name))
          .findFirst()
          .ifPresentOrElse(
              document -> compareAll(text, document, differences),
              () -> differences.add("the pack has no document " + name));
    }
    return differences;
  }

  private static void compareAll(String text, AggDocument document, List<String> differences) {
    int before = differences.size();
    compare(text, document, differences);
    if (differences.size() == before && !text.equals(document.text())) {
      differences.add("it holds what the rules give, but written otherwise");
    }
  }

  private static void compare(String text, AggDocument document, List<String> differences) {
    Map<?, ?> row;
    try {
      if (!(AuditRecordReader.written(text) instanceof Map<?, ?> members)) {
        differences.add("it is no JSON object");
        return;
      }
      row = members;
    } catch (AuditRecordException e) {
      differences.add("it is no JSON: " + e.getMessage());
      return;
    }
    for (AggDocument.Member member : document.members().values()) {
      String rules = PythonJsonWriter.compact(member.value());
      Object value = document.in(row, member);
      if (value == null) {
        differences.add("it has no " + member.key() + ", and the rules give " + shown(rules));
      } else if (!PythonJsonWriter.compact(value).equals(rules)) {
        String is = shown(PythonJsonWriter.compact(value));
        differences.add(member.key() + " is " + is + ", and the rules give " + shown(rules));
      }
    }
    int others = document.others(row);
    if (others > 0) {
      // Not which: nobody knows what they are, or whether they may be shown.
      differences.add("the rules do not give " + others + " of its members");
    }
  }

  private static String shown(String json) {
    return json.length() <= SHOWN ? json : json.substring(0, SHOWN) + "...";
  }
}
