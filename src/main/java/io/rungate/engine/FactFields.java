package io.rungate.engine;

import io.rungate.fact.Absent;
import io.rungate.fact.Flag;
import io.rungate.fact.Quantity;
import io.rungate.fact.Structure;
import io.rungate.fact.Text;
import io.rungate.fact.Unreadable;
import io.rungate.fact.Whole;

/** The mapped field that a fact is about. */
final class FactFields {
  private FactFields() {}

  /** The field, or null for what is about none. */
  static String field(Object fact) {
    if (fact instanceof Absent absent) {
      return absent.field();
    }
    if (fact instanceof Unreadable unreadable) {
      return unreadable.field();
    }
    if (fact instanceof Whole whole) {
      return whole.field();
    }
    if (fact instanceof Text text) {
      return text.field();
    }
    if (fact instanceof Flag flag) {
      return flag.field();
    }
    if (fact instanceof Quantity quantity) {
      return quantity.field();
    }
    return fact instanceof Structure structure ? structure.field() : null;
  }
}
