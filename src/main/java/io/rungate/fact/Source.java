package io.rungate.fact;

/**
 * The place that a fact was read from.
 *
 * @param kind what sort of place
 * @param name the variable, the result key or path, or the file name itself
 */
public record Source(Kind kind, String name) {

  /** The sorts of places; the label is what documents and messages show. */
  public enum Kind {
    VARIABLE("variable"),
    RESULT("result key"),
    PATH("result path"),
    FILE_NAME("file name"),
    OTHER_VARIABLE("other variable"),
    OTHER_KEY("other result key"),
    KEY_TWICE("result key given twice"),
    ROW("row key"),
    MATRIX("matrix key"),
    SWEEP("sweep"),
    PACK("mapping");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    @Override
    public String toString() {
      return label;
    }
  }

  /** What the pack itself declares, such as the default of a field. */
  public static final Source PACK = new Source(Kind.PACK, "");

  public static Source variable(String name) {
    return new Source(Kind.VARIABLE, name);
  }

  public static Source resultKey(String name) {
    return new Source(Kind.RESULT, name);
  }

  public static Source resultPath(String path) {
    return new Source(Kind.PATH, path);
  }

  public static Source fileName(String name) {
    return new Source(Kind.FILE_NAME, name);
  }

  /** A variable that no field reads, of which the name is known and not the value. */
  public static Source otherVariable(String name) {
    return new Source(Kind.OTHER_VARIABLE, name);
  }

  /** The same of a key of the result file. */
  public static Source otherKey(String name) {
    return new Source(Kind.OTHER_KEY, name);
  }

  /** A key that the result file gives more than once. */
  public static Source keyTwice(String key) {
    return new Source(Kind.KEY_TWICE, key);
  }

  /** True for what is noticed of a name, which comes without a value. */
  public boolean isNameAlone() {
    return kind == Kind.OTHER_VARIABLE || kind == Kind.OTHER_KEY || kind == Kind.KEY_TWICE;
  }

  /** A key of a row, or the path of one inside of it. */
  public static Source rowKey(String key) {
    return new Source(Kind.ROW, key);
  }

  /** The same of a job of the matrix. */
  public static Source matrixKey(String key) {
    return new Source(Kind.MATRIX, key);
  }

  /** What is known of the sweep as a whole. */
  public static Source sweep(String name) {
    return new Source(Kind.SWEEP, name);
  }

  /** True for what the result file gives. */
  public boolean isMeasured() {
    return kind == Kind.RESULT
        || kind == Kind.PATH
        || kind == Kind.OTHER_KEY
        || kind == Kind.KEY_TWICE;
  }

  @Override
  public String toString() {
    return name.isEmpty() ? kind.label : kind.label + " " + name;
  }
}
