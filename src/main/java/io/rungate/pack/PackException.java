package io.rungate.pack;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A rule pack cannot be used; carries everything found wrong with it, so that one run shows all.
 */
public final class PackException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<PackProblem> problems;

  /**
   * @throws IllegalArgumentException if there is no problem to report
   */
  public PackException(List<PackProblem> problems) {
    super(problems.stream().map(PackProblem::toString).collect(Collectors.joining("\n")));
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("a pack without problems is no exception");
    }
    this.problems = List.copyOf(problems);
  }

  /** One fault, in no rule. */
  public PackException(String file, int line, String message) {
    this(List.of(new PackProblem(file, line, message)));
  }

  /** The same faults with paths that people can open: inside a pack, files go by their names. */
  public PackException under(Path folder) {
    return new PackException(problems.stream().map(problem -> problem.under(folder)).toList());
  }

  /** The faults, in the order of files and lines; never empty. */
  public List<PackProblem> problems() {
    return problems;
  }
}
