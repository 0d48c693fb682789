package io.rungate.compile;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Takes the date formatters out of compiled rules. The engine's compiler gives every model a
 * constant for rules with dates, and making it takes a sixth of the time in which a run is judged.
 * No rule here has dates: a verdict must not depend on the day on which it is asked for.
 *
 * <p>The initializer of the class, which does nothing else, gets another name in the class file, so
 * that the JVM does not run it.
 */
final class DateFormatters {
  private static final String FIELD = "DATE_TIME_FORMATTER";

  /** As it stands in a table of constants: a text (tag 1) of eight bytes. */
  private static final byte[] INITIALIZER = {1, 0, 8, '<', 'c', 'l', 'i', 'n', 'i', 't', '>'};

  private DateFormatters() {}

  /**
   * The same classes, unless a rule has dates after all.
   *
   * @param models the names of the classes that hold such a constant
   */
  static Map<String, byte[]> leaveOut(Map<String, byte[]> classes, List<String> models) {
    Map<String, byte[]> lean = new TreeMap<>(classes);
    for (String model : models) {
      String member = model.replace('.', '/') + "." + FIELD;
      boolean used =
          classes.entrySet().stream()
              .filter(type -> !type.getKey().equals(model))
              .anyMatch(type -> ConstantPool.of(type.getValue()).members().contains(member));
      if (!used) {
        lean.computeIfPresent(model, (name, bytes) -> withoutInitializer(bytes));
      }
    }
    return lean;
  }

  private static byte[] withoutInitializer(byte[] classFile) {
    for (int at = 0; at + INITIALIZER.length <= classFile.length; at++) {
      if (startsInitializer(classFile, at)) {
        byte[] changed = classFile.clone();
        changed[at + 3] = 'x';
        changed[at + INITIALIZER.length - 1] = 'x';
        return changed;
      }
    }
    return classFile;
  }

  private static boolean startsInitializer(byte[] classFile, int at) {
    for (int i = 0; i < INITIALIZER.length; i++) {
      if (classFile[at + i] != INITIALIZER[i]) {
        return false;
      }
    }
    return true;
  }
}
