package io.rungate.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.rungate.pack.RuleSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DateFormattersTest {

  @Test
  void compiled_rules_make_no_date_formatter_when_they_are_loaded() throws Exception {
    CompiledRules rules =
        RuleCompiler.compile(
            List.of(
                new RuleSource(
                    "first.drl",
                    """
                    package rungate.first;
                    import io.rungate.fact.Topology;
                    rule "there is a topology" when Topology() then end
                    """)));
    String model = rules.models().get(0);
    Class<?> loaded = new Defined(rules.classes()).loadClass(model);
    assertThat(loaded.getField("DATE_TIME_FORMATTER").get(null)).isNull();
  }

  /** Whoever names the constant gets it. */
  @Test
  void rules_with_dates_keep_theirs() throws Exception {
    byte[] owner = bytes(Owner.class);
    byte[] user = bytes(User.class);
    Map<String, byte[]> classes = Map.of(Owner.class.getName(), owner, User.class.getName(), user);
    List<String> models = List.of(Owner.class.getName());
    assertThat(DateFormatters.leaveOut(classes, models).get(Owner.class.getName()))
        .isEqualTo(owner);
    Map<String, byte[]> alone = Map.of(Owner.class.getName(), owner);
    assertThat(DateFormatters.leaveOut(alone, models).get(Owner.class.getName()))
        .isNotEqualTo(owner)
        .hasSameSizeAs(owner);
  }

  private static byte[] bytes(Class<?> type) throws Exception {
    String file = "/" + type.getName().replace('.', '/') + ".class";
    try (var in = type.getResourceAsStream(file)) {
      return in.readAllBytes();
    }
  }

  static final class Owner {
    static final Object DATE_TIME_FORMATTER = new Object();
  }

  static final class User {
    Object used = Owner.DATE_TIME_FORMATTER;
  }

  private static final class Defined extends ClassLoader {
    private final Map<String, byte[]> classes;

    Defined(Map<String, byte[]> classes) {
      super(Defined.class.getClassLoader());
      this.classes = classes;
    }

    @Override
    protected Class<?> findClass(String name) {
      byte[] bytes = classes.get(name);
      return defineClass(name, bytes, 0, bytes.length);
    }
  }
}
