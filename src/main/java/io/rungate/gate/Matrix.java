package io.rungate.gate;

import io.rungate.fact.JsonNull;
import io.rungate.run.InputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The matrix of a sweep, as the workflow generates it: a JSON array of jobs. A job that lists
 * several loads is a point for each.
 */
final class Matrix {

  /**
   * A point of a job.
   *
   * @param id the place of the job in the array, from 0, and the load
   * @param job in which what lists its points holds this one alone
   */
  record Point(String id, Map<String, Object> job) {}

  private final Path file;
  private final String each;

  private Matrix(Path file, String each) {
    this.file = file;
    this.each = each;
  }

  /**
   * Reads all points.
   *
   * @param each the key of a job that lists its points
   * @throws InputException if it cannot be read, or if a job has no point
   */
  static List<Point> read(Path file, String each) throws InputException {
    return new Matrix(file, each).points(SweepInput.json(file));
  }

  private List<Point> points(Object tree) throws InputException {
    if (!(tree instanceof List<?> jobs)) {
      throw new InputException(file + " is no matrix: it must be an array of jobs");
    }
    if (jobs.isEmpty()) {
      throw new InputException(file + " is no matrix: it has no job");
    }
    List<Point> points = new ArrayList<>();
    int place = 0;
    for (Object job : jobs) {
      add(place++, job, points);
    }
    return points;
  }

  private void add(int place, Object job, List<Point> points) throws InputException {
    String name = "job " + place;
    if (!(job instanceof Map<?, ?> members)) {
      throw new InputException(file + ": " + name + " must be an object");
    }
    Object given = members.get(each);
    List<?> loads =
        given instanceof List<?> several ? several : given == null ? null : List.of(given);
    if (loads == null || loads.isEmpty()) {
      throw new InputException(file + ": " + name + " has no " + each + ", so it is no point");
    }
    for (Object load : loads) {
      if (load instanceof Map || load instanceof List || load == JsonNull.NULL) {
        throw new InputException(
            file + ": the " + each + " of " + name + " must be a number or several");
      }
      Map<String, Object> one = new LinkedHashMap<>();
      members.forEach((key, value) -> one.put((String) key, value));
      one.put(each, load);
      points.add(new Point(name + ", " + each + " " + load, one));
    }
  }
}
