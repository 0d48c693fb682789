package io.rungate.compile;

/**
 * A pack has to be compiled, and this process has no compiler: it was started with what judging
 * needs alone. Its caller starts over with everything.
 */
public final class CompilerMissing extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private CompilerMissing() {
    super("the rules have to be compiled", null, false, false);
  }

  public static void check() {
    try {
      Class.forName(
          "org.drools.model.codegen.ExecutableModelProject",
          false,
          CompilerMissing.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new CompilerMissing();
    }
  }
}
