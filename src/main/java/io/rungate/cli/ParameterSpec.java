package io.rungate.cli;

/**
 * An argument that is known by its place.
 *
 * @param label what stands for it in help and messages, such as {@code DIR}
 */
record ParameterSpec(String label, Arity arity, String description) {

  /** How often it comes. Only the last of a command may come several times. */
  enum Arity {
    ONE,
    OPTIONAL,
    ANY_NUMBER,
    AT_LEAST_ONE;

    boolean required() {
      return this == ONE || this == AT_LEAST_ONE;
    }

    boolean several() {
      return this == ANY_NUMBER || this == AT_LEAST_ONE;
    }
  }

  static ParameterSpec one(String label, String description) {
    return new ParameterSpec(label, Arity.ONE, description);
  }

  static ParameterSpec optional(String label, String description) {
    return new ParameterSpec(label, Arity.OPTIONAL, description);
  }

  static ParameterSpec anyNumber(String label, String description) {
    return new ParameterSpec(label, Arity.ANY_NUMBER, description);
  }

  static ParameterSpec atLeastOne(String label, String description) {
    return new ParameterSpec(label, Arity.AT_LEAST_ONE, description);
  }

  /** As help writes it, such as {@code [RESULT...]}. */
  String shown() {
    String name = arity.several() ? label + "..." : label;
    return arity.required() ? name : "[" + name + "]";
  }
}
