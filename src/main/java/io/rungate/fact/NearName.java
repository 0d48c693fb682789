package io.rungate.fact;

/**
 * A name that is given and near to that of a field which is not: perhaps it was meant. What it
 * stands for is not read.
 *
 * @param name the variable or result key that would give the field
 * @param near the name that is given
 */
public record NearName(String field, String group, String name, String near, Source source)
    implements Fact {

  @Override
  public String toString() {
    return near + " is given, which is near to " + name;
  }
}
