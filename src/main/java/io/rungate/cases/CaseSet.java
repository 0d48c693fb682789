package io.rungate.cases;

import java.util.List;

/**
 * All cases of a pack.
 *
 * @param files by name; the base runs first, each of which is a case too
 */
public record CaseSet(List<CaseFile> files) {

  /** Every case, in the order of the files. */
  public List<RunCase> cases() {
    return files.stream().flatMap(file -> file.cases().stream()).toList();
  }
}
