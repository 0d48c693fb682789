package io.rungate.replay;

import io.rungate.document.AuditRecordException;
import io.rungate.engine.JudgementException;
import io.rungate.gate.Gate;
import io.rungate.gate.Outcome;
import io.rungate.run.JsonElements;
import io.rungate.run.Lookahead;
import io.rungate.run.RunRequest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * The rows of a file that holds a JSON array of them, as consumers collect agg documents: each is
 * judged by itself, as a document that lies alone is, and is called by the file and its index.
 *
 * <p>A row does not say which run it is of. Written as an agg document is, it has the bytes that
 * were written then, and by their SHA-256 its audit record is found among those beside the file.
 * Rows are looked for one after another, so that answers come while the file is still being gone
 * through, and that it may be of any size.
 */
public final class CollectedRows extends Lookahead<Callable<Outcome>> {
  private final Gate gate;

  /** Null where the pack knows runs alone, so that a row needs its record. */
  private final RowJudge judge;

  private final RunRequest file;
  private JsonElements elements;
  private PublishedRow.Records records;

  /** Why there are no rows at all, until it is told; or null. */
  private String fault;

  private boolean any;
  private int ignored;
  private int firstIgnored;

  /** The rows of a file that an argument names, each of which needs its record. */
  public CollectedRows(Gate gate, RunRequest file) {
    this(gate, null, file, null);
  }

  /**
   * The rows of a file.
   *
   * @param records those beside it; null to be looked for
   */
  CollectedRows(Gate gate, RowJudge judge, RunRequest file, PublishedRow.Records records) {
    this.gate = gate;
    this.judge = judge;
    this.file = file;
    this.records = records;
    String name = RunRequest.resultOf(file.fileName());
    try {
      elements = new JsonElements(PublishedRow.open(file.folder(), name));
    } catch (IOException e) {
      fault = e.getMessage();
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
    Callable<Outcome> found = null;
    while (found == null && elements != null) {
      found = elements.hasNext() ? element(elements.next()) : end();
    }
    return found;
  }

  /** The work for an element; null where that is told later. */
  private Callable<Outcome> element(JsonElements.Element element) {
    boolean first = !any;
    any = true;
    RunRequest row = row(element.index());
    if (element instanceof JsonElements.Members members) {
      if (records == null) {
        records = new PublishedRow.Records(file.folder());
      }
      byte[] json = members.json();
      return judge == null
          ? () -> gate.check(row, () -> byRecord(row, json))
          : () -> judge.element(file, element.index(), json, records);
    }
    if (element instanceof JsonElements.Other) {
      if (judge == null) {
        return unjudged(row, "this is no row: a row is a JSON object");
      }
      firstIgnored = ignored == 0 ? element.index() : firstIgnored;
      ignored++;
      return null;
    }
    if (element instanceof JsonElements.TooLarge large) {
      return unjudged(row, large.problem());
    }
    if (element instanceof JsonElements.Fault broken) {
      return unjudged(row, broken.problem());
    }
    if (first) {
      any = false; // there is no element at all, which is told at the end
    }
    return unjudged(file, "there is something behind its rows");
  }

  private Callable<Outcome> end() {
    close();
    if (ignored > 0) {
      Outcome told = new Outcome.Ignored(ignored == 1 ? row(firstIgnored) : file, ignored);
      return () -> told;
    }
    if (!any) {
      return judge == null ? unjudged(file, "it holds no row") : () -> new Outcome.Ignored(file, 1);
    }
    return null;
  }

  private void close() {
    try {
      elements.close();
    } catch (IOException e) {
      // What was read is complete; that the file cannot be closed changes nothing.
    }
    elements = null;
  }

  private RunRequest row(int index) {
    return row(file, index);
  }

  static RunRequest row(RunRequest file, int index) {
    return new RunRequest(file.id() + "#" + index, file.folder(), Map.of(), null);
  }

  private Outcome byRecord(RunRequest row, byte[] json) throws JudgementException {
    try {
      return PublishedRow.check(gate, row, RowJudge.written(json), records);
    } catch (AuditRecordException e) {
      return new Outcome.NotJudged(row, "it is no JSON: " + e.getMessage());
    }
  }

  private static Callable<Outcome> unjudged(RunRequest request, String problem) {
    return () -> new Outcome.NotJudged(request, problem);
  }
}
