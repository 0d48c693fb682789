package io.rungate.replay;

import io.rungate.fact.JsonNull;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * One thing that is not as it was.
 *
 * @param kind what sort of thing
 * @param what the key of the document, the code of the finding, or what is unsaid; empty for the
 *     other kinds
 * @param before a JSON tree; null for what was not there
 * @param after the same
 */
public record Change(Kind kind, String what, Object before, Object after) {

  /** The sorts of changes, gravest first. */
  public enum Kind {
    VERDICT,
    TOPOLOGY,
    /** The record does not say something that the pack asks for; nothing is told of its effect. */
    UNSAID,
    FINDING,
    FIELD,
    ORDER;

    /** As it stands in reports and files. */
    public String label() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** By how much a number grew, as a share of what it was; empty where that has no meaning. */
  public OptionalDouble relative() {
    if (kind != Kind.FIELD || !(before instanceof Number) || !(after instanceof Number)) {
      return OptionalDouble.empty();
    }
    double was = ((Number) before).doubleValue();
    double is = ((Number) after).doubleValue();
    double share = (is - was) / Math.abs(was);
    return Double.isFinite(share) ? OptionalDouble.of(share) : OptionalDouble.empty();
  }

  /** True for values that are few: what changes from one to the other is one kind of change. */
  boolean isDiscrete() {
    return isDiscrete(before) && isDiscrete(after);
  }

  private boolean isDiscrete(Object value) {
    return value == null
        || value instanceof Boolean
        || kind == Kind.VERDICT
        || kind == Kind.TOPOLOGY
        || value instanceof BigInteger number && number.bitLength() < 2;
  }

  /** The change as a JSON tree. */
  public Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("change", kind.label());
    if (!what.isEmpty()) {
      tree.put("what", what);
    }
    tree.put("before", before == null ? JsonNull.NULL : before);
    tree.put("after", after == null ? JsonNull.NULL : after);
    return tree;
  }
}
