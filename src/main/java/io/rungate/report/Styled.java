package io.rungate.report;

import java.util.List;

/**
 * A part of a line that stands out from the rest of it where there is colour.
 *
 * @param code as terminals know it
 */
record Styled(String code, List<Object> parts) {
  static Styled good(Object... parts) {
    return new Styled("32;1", List.of(parts));
  }

  static Styled bad(Object... parts) {
    return new Styled("31;1", List.of(parts));
  }

  static Styled warn(Object... parts) {
    return new Styled("33;1", List.of(parts));
  }

  static Styled dim(Object... parts) {
    return new Styled("2", List.of(parts));
  }

  static Styled strong(Object... parts) {
    return new Styled("1", List.of(parts));
  }
}
