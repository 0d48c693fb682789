package io.rungate.replay;

import io.rungate.document.AuditRecord;
import io.rungate.document.AuditRecordException;
import io.rungate.run.DocumentNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The audit records of a folder, by the document that each says was written. A document does not
 * name its run; its record knows the SHA-256 of its bytes. Of each record only that is kept.
 */
final class RecordsByDocument {
  private final Map<String, String> files = new HashMap<>();
  private final List<String> problems = new ArrayList<>();
  private int records;

  RecordsByDocument(Path folder) {
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
      AuditRecord record = PublishedRow.record(folder, name);
      if (record.document() instanceof AuditRecord.Published published) {
        files.putIfAbsent(published.sha256(), name);
      }
    } catch (AuditRecordException e) {
      problems.add(name + ": " + e.getMessage());
    } catch (IOException e) {
      problems.add(e.getMessage());
    }
  }

  /** The file name of the record of a document; of several, the first by name. */
  Optional<String> of(String sha256) {
    return Optional.ofNullable(files.get(sha256));
  }

  /** Why there is no record of a document. */
  String none() {
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
