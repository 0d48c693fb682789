package io.rungate.run;

import io.rungate.fact.Source;
import io.rungate.pack.Excerpt;
import io.rungate.pack.JsonProblem;
import io.rungate.pack.Mapping;
import io.rungate.pack.PythonJsonReader;
import io.rungate.pack.ResultPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * Everything that a verdict rests on, exactly as it was read, and nothing that the mapping does not
 * name. It can be written down and read back, and then gives the same facts.
 *
 * @param name the run's name; null when no variable and no argument gives one
 * @param fileName the name that may give fields where no variable does; null when the environment
 *     alone decides
 * @param variables the mapped variables that are set
 * @param result the mapped members of the result file, in its order; null when there is no readable
 *     one
 * @param resultFile the name of the result file
 * @param resultSha256 over its bytes, in hex; empty when it was not read
 * @param unread why the result file could not be read; empty when it was, or when nobody asked for
 *     one
 * @param noticed what is noticed of names that give no value
 */
public record RunInput(
    String name,
    String fileName,
    Map<String, String> variables,
    Map<String, Object> result,
    String resultFile,
    String resultSha256,
    String unread,
    Set<Source> noticed) {

  /** A run of which no name is noticed. */
  public RunInput(
      String name,
      String fileName,
      Map<String, String> variables,
      Map<String, Object> result,
      String resultFile,
      String resultSha256,
      String unread) {
    this(name, fileName, variables, result, resultFile, resultSha256, unread, Set.of());
  }

  /** One thing that was read: where, and its text; a result's text is JSON. */
  public record Item(Source source, String text) {}

  /** Only the variables that the mapping names: the rest of an environment is nobody's business. */
  public static Map<String, String> mapped(Map<String, String> environment, Mapping mapping) {
    Map<String, String> kept = new LinkedHashMap<>();
    for (Mapping.Field field : mapping.fields()) {
      keep(field.variable(), environment, kept);
      for (String name : field.earlier()) {
        keep(name, environment, kept);
      }
    }
    return kept;
  }

  private static void keep(
      String variable, Map<String, String> environment, Map<String, String> kept) {
    String text = variable == null ? null : environment.get(variable);
    if (text != null) {
      kept.put(variable, text);
    }
  }

  /** What the environment of a request says, before there is a result. */
  public static RunInput withoutResult(RunRequest request, Mapping mapping) {
    Map<String, String> environment = request.environment();
    if (request.fileName() != null) {
      environment = new HashMap<>(environment);
      environment.put(mapping.runName(), request.fileName());
    }
    String name = environment.get(mapping.runName());
    Set<Source> noticed =
        mapping.noticed() == null ? Set.of() : NoticedNames.of(mapping).ofVariables(environment);
    return new RunInput(
        name, request.fileName(), mapped(environment, mapping), null, "", "", "", noticed);
  }

  /** The same with the result, which is asked for by the name of its file. */
  public static RunInput of(
      RunRequest request, Mapping mapping, Function<String, ResultFile> results) {
    RunInput run = withoutResult(request, mapping);
    if (run.name == null || !RunName.staysInFolder(run.name)) {
      return run;
    }
    String file = RunRequest.resultOf(run.name);
    ResultFile result = results.apply(file);
    Set<Source> noticed = run.noticed;
    if (!result.noticed().isEmpty()) {
      noticed = new LinkedHashSet<>(noticed);
      noticed.addAll(result.noticed());
    }
    return new RunInput(
        run.name,
        run.fileName,
        run.variables,
        result.members(),
        file,
        result.sha256(),
        result.unread(),
        noticed);
  }

  /** The same run with other variables and members of the result. */
  public RunInput with(Map<String, String> others, Map<String, Object> members) {
    return new RunInput(name, fileName, others, members, resultFile, resultSha256, unread, noticed);
  }

  /**
   * The same run with another value of the variable that names it, in a folder that holds no other
   * result. A run that its file names keeps its name.
   *
   * @param other null to leave the variable out
   */
  public RunInput named(Mapping mapping, String other) {
    if (fileName != null || Objects.equals(name, other)) {
      return this;
    }
    Map<String, String> others = new LinkedHashMap<>(variables);
    others.put(mapping.runName(), other);
    others.values().removeIf(Objects::isNull);
    boolean asked = other != null && RunName.staysInFolder(other);
    String file = asked ? RunRequest.resultOf(other) : "";
    Set<Source> names = new LinkedHashSet<>(noticed);
    names.removeIf(source -> source.kind() != Source.Kind.OTHER_VARIABLE);
    return new RunInput(
        other, null, others, null, file, "", asked ? ResultFile.NO_FILE : "", names);
  }

  /** What was read, to be written down. */
  public List<Item> items() {
    List<Item> items = new ArrayList<>(128);
    if (fileName != null) {
      items.add(new Item(Source.fileName(""), fileName));
    }
    variables.forEach((variable, text) -> items.add(new Item(Source.variable(variable), text)));
    if (result != null) {
      measured()
          .forEach((source, tree) -> items.add(new Item(source, PythonJsonWriter.compact(tree))));
    }
    noticed.forEach(source -> items.add(new Item(source, "")));
    return items;
  }

  /** What was read of the result, by its place: JSON trees, in the order of the file. */
  public Map<Source, Object> measured() {
    Map<Source, Object> measured = new LinkedHashMap<>();
    result.forEach(
        (key, tree) -> {
          if (FactReader.isData(tree)) {
            measured.put(Source.resultKey(key), tree);
          } else {
            ((Excerpt) tree)
                .each(
                    new ResultPath(List.of(key), null),
                    (place, part) -> measured.put(Source.resultPath(place.toString()), part));
          }
        });
    return measured;
  }

  /** The places on the way to one that is read by path, and for a reduction the array itself. */
  public static List<Source> enclosing(Source source) {
    List<Source> all = new ArrayList<>();
    ResultPath.parse(source.name())
        .ifPresent(
            path -> {
              int size = path.steps().size();
              all.add(Source.resultKey((String) path.steps().get(0)));
              for (int i = 2; i <= (path.reduction() == null ? size - 1 : size); i++) {
                all.add(Source.resultPath(path.prefix(i).toString()));
              }
            });
    return all;
  }

  /** Puts what was read by path back in its place; false where it cannot stand there. */
  public static boolean putPart(Map<String, Object> result, String path, Object tree) {
    return ResultPath.parse(path).filter(place -> Excerpt.put(result, place, tree)).isPresent();
  }

  /**
   * The input that {@link #items} wrote down.
   *
   * @throws JsonProblem when the text of a result is no JSON
   */
  public static RunInput of(
      String name, List<Item> items, String resultFile, String resultSha256, String unread)
      throws JsonProblem {
    String fileName = null;
    Map<String, String> variables = new LinkedHashMap<>();
    Set<Source> noticed = new LinkedHashSet<>();
    Map<String, Object> result = resultSha256.isEmpty() ? null : new LinkedHashMap<>();
    for (Item item : items) {
      switch (item.source().kind()) {
        case FILE_NAME -> fileName = item.text();
        case VARIABLE -> variables.put(item.source().name(), item.text());
        case RESULT -> result.put(item.source().name(), PythonJsonReader.read(item.text()));
        case PATH -> {
          if (!putPart(result, item.source().name(), PythonJsonReader.read(item.text()))) {
            throw new IllegalArgumentException(item.source() + " cannot stand beside the others");
          }
        }
        case OTHER_VARIABLE, OTHER_KEY, KEY_TWICE -> noticed.add(item.source());
        case ROW, MATRIX, SWEEP, PACK ->
            throw new IllegalArgumentException("no run has a " + item.source());
      }
    }
    return new RunInput(
        name, fileName, variables, result, resultFile, resultSha256, unread, noticed);
  }
}
