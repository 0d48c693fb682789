package io.rungate.replay;

import io.rungate.document.AuditRecordException;
import io.rungate.document.AuditRecordReader;
import io.rungate.run.PythonJsonWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The changes that somebody has reviewed: one a line, so that a review reads as a diff. */
public final class Expectation {
  private static final String SCHEMA = "rungate-changes/1";

  private final Map<String, Integer> counts = new TreeMap<>();

  /**
   * Reads a reviewed list.
   *
   * @throws IllegalArgumentException when the text is none, with a sentence
   */
  public static Expectation read(String text) {
    Expectation expectation = new Expectation();
    try {
      if (!(AuditRecordReader.written(text) instanceof Map<?, ?> tree)
          || !SCHEMA.equals(tree.get("schema"))
          || !(tree.get("changes") instanceof List<?> changes)) {
        throw new IllegalArgumentException("this is no list of changes of the form " + SCHEMA);
      }
      changes.forEach(change -> expectation.count(PythonJsonWriter.compact(change)));
      return expectation;
    } catch (AuditRecordException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** Adds what a run changes. */
  public void add(ReplayResult result) {
    if (result instanceof ReplayResult.Replayed run) {
      run.changes().forEach(change -> count(PythonJsonWriter.compact(tree(run.run(), change))));
    }
  }

  private void count(String change) {
    counts.merge(change, 1, Integer::sum);
  }

  /** A change with the run that it happens to. */
  public static Map<String, Object> tree(String run, Change change) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("run", run);
    tree.putAll(change.tree());
    return tree;
  }

  /** The changes of this list that another one lacks, as JSON, sorted. */
  public List<String> without(Expectation other) {
    List<String> left = new ArrayList<>();
    counts.forEach(
        (change, count) -> {
          int more = count - other.counts.getOrDefault(change, 0);
          left.addAll(Collections.nCopies(Math.max(0, more), change));
        });
    return left;
  }

  /** The list as a file. */
  public String text() {
    List<Object> changes = new ArrayList<>();
    try {
      for (String change : without(new Expectation())) {
        changes.add(AuditRecordReader.written(change));
      }
    } catch (AuditRecordException e) {
      throw new IllegalStateException("what was written can be read", e);
    }
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("schema", SCHEMA);
    tree.put("changes", changes);
    return PythonJsonWriter.listed(tree) + "\n";
  }
}
