package io.rungate.pack;

import io.rungate.pack.ResultPath.Reduction;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a mapping names by path below one place of a result file. The reader keeps that, and nothing
 * else of it.
 */
public record Wanted(List<Way> ways) {

  /**
   * A path, of which the first steps are gone.
   *
   * @param steps names, indices, and {@link FamilyPath.Part} for names that follow a pattern
   */
  record Way(List<?> steps, int gone, Reduction reduction) {
    boolean ends() {
      return gone == steps.size();
    }

    boolean leadsTo(Object step) {
      return !ends() && FamilyPath.fits(steps.get(gone), step);
    }
  }

  /** What a mapping names. */
  public static Wanted of(Mapping mapping) {
    List<Way> ways = new ArrayList<>();
    for (Mapping.Field field : mapping.fields()) {
      if (field.path() != null) {
        ways.add(new Way(field.path().steps(), 0, field.path().reduction()));
      }
    }
    for (Mapping.Family family : mapping.families()) {
      if (family.path() != null) {
        ways.add(new Way(family.path().steps(), 0, null));
      }
    }
    return new Wanted(ways);
  }

  /** Whether anything is read of a key at the top. */
  public boolean reads(String key) {
    return ways.stream().anyMatch(way -> way.leadsTo(key));
  }

  /** What is wanted of a member or an element; null for nothing. */
  Wanted at(Object step) {
    List<Way> further = null;
    for (Way way : ways) {
      if (way.leadsTo(step)) {
        further = further == null ? new ArrayList<>(1) : further;
        further.add(new Way(way.steps, way.gone + 1, way.reduction));
      }
    }
    return further == null ? null : new Wanted(further);
  }

  /** Whether anything inside of the value is. */
  boolean leadsFurther() {
    return !ways.stream().allMatch(Way::ends);
  }

  /** Whether all of the value is. */
  boolean whole() {
    return ways.stream().anyMatch(way -> way.ends() && way.reduction == null);
  }

  /** What is to be made of an array. */
  Set<Reduction> reductions() {
    Set<Reduction> reductions = EnumSet.noneOf(Reduction.class);
    for (Way way : ways) {
      if (way.ends() && way.reduction != null) {
        reductions.add(way.reduction);
      }
    }
    return reductions;
  }
}
