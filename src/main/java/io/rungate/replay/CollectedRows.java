package io.rungate.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.rungate.document.AuditRecordException;
import io.rungate.document.AuditRecordReader;
import io.rungate.engine.JudgementException;
import io.rungate.gate.Gate;
import io.rungate.gate.Outcome;
import io.rungate.run.Lookahead;
import io.rungate.run.PythonJsonWriter;
import io.rungate.run.RunRequest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/**
 * The rows of a file that holds a JSON array of them, as consumers collect agg documents: each is
 * judged by itself, as a document that lies alone is, and is called by the file and its index.
 *
 * <p>A row does not say which run it is of. Written as an agg document is, it has the bytes that
 * were written then, and by their SHA-256 its audit record is found among those beside the file. A
 * row without one is not judged. Rows are looked for one after another, so that answers come while
 * the file is still being gone through.
 */
public final class CollectedRows extends Lookahead<Callable<Outcome>> {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final Gate gate;
  private final RunRequest file;
  private byte[] content;
  private JsonParser rows;
  private PublishedRow.Records records;

  /** Why there are no rows at all, until it is told; or null. */
  private String fault;

  private int index;

  /** The rows of a file that an argument names. */
  public CollectedRows(Gate gate, RunRequest file) {
    this.gate = gate;
    this.file = file;
    String name = RunRequest.resultOf(file.fileName());
    try {
      content = PublishedRow.read(file.folder(), name);
      rows = JSON.createParser(content);
      rows.nextToken();
    } catch (IOException e) {
      rows = null;
      fault = fault(e);
    }
  }

  /**
   * Whether a file begins like an array; false for one that cannot be read, which is told later.
   */
  public static boolean areIn(Path file) {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file))) {
      int one = bytes.read();
      while (one == ' ' || one == '\t' || one == '\r' || one == '\n') {
        one = bytes.read();
      }
      return one == '[';
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  protected Callable<Outcome> find() {
    if (fault != null) {
      String told = fault;
      fault = null;
      return unjudged(file, told);
    }
    if (rows == null) {
      return null;
    }
    RunRequest row =
        new RunRequest(file.id() + "#" + index, file.folder(), file.environment(), null);
    try {
      JsonToken token = rows.nextToken();
      if (token == JsonToken.END_ARRAY) {
        boolean more = rows.nextToken() != null;
        rows = null;
        if (more) {
          return unjudged(file, "there is something behind its rows");
        }
        return index == 0 ? unjudged(file, "it holds no row") : null;
      }
      index++;
      if (token != JsonToken.START_OBJECT) {
        rows.skipChildren();
        return unjudged(row, "this is no row: a row is a JSON object");
      }
      int start = (int) rows.currentTokenLocation().getByteOffset();
      rows.skipChildren();
      int end = (int) rows.currentLocation().getByteOffset();
      if (records == null) {
        records = new PublishedRow.Records(file.folder());
      }
      String text = new String(content, start, end - start, StandardCharsets.UTF_8);
      return () -> gate.check(row, () -> judge(row, text));
    } catch (IOException e) {
      rows = null; // what comes behind a fault is anybody's guess
      return unjudged(row, fault(e));
    }
  }

  private Outcome judge(RunRequest row, String text) throws JudgementException {
    try {
      byte[] written = PythonJsonWriter.prettyBytes(AuditRecordReader.written(text));
      return PublishedRow.check(gate, row, written, records);
    } catch (AuditRecordException e) {
      return new Outcome.NotJudged(row, "it is no JSON: " + e.getMessage());
    }
  }

  private static Callable<Outcome> unjudged(RunRequest request, String problem) {
    return () -> new Outcome.NotJudged(request, problem);
  }

  private static String fault(IOException e) {
    if (!(e instanceof JsonProcessingException fault)) {
      return e.getMessage();
    }
    JsonLocation at = fault.getLocation();
    return "it is no JSON: line " + at.getLineNr() + ", column " + at.getColumnNr();
  }
}
