package io.rungate.engine;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What rules call a field of a fact or of a conclusion. */
public final class FieldOf {
  private FieldOf() {}

  /** Empty for what has no such field, and with nothing inside for one without a value. */
  public static Optional<Optional<Object>> read(Object fact, String name) {
    Optional<Method> reader = reader(fact.getClass(), name);
    if (reader.isEmpty()) {
      return Optional.empty();
    }
    try {
      // Called often, a Method makes a class of the JDK's own for itself beside the class that it
      // is of, and that of a word is loaded by one who knows no such classes.
      Object value = MethodHandles.publicLookup().unreflect(reader.get()).invoke(fact);
      return Optional.of(Optional.ofNullable(value));
    } catch (Throwable e) {
      throw new IllegalStateException("what rules read can be read", e);
    }
  }

  /** What rules call a field of a type, they read by a method of one of these names. */
  private static Optional<Method> reader(Class<?> type, String name) {
    String capital = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    return Stream.of(name, "get" + capital, "is" + capital)
        .flatMap(one -> Stream.of(type.getMethods()).filter(method -> method.getName().equals(one)))
        .filter(method -> method.getParameterCount() == 0)
        .findFirst();
  }
}
