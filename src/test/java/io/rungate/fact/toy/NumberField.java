package io.rungate.fact.toy;

/** What whole and real numbers have in common, as rules meet it in tests. */
public sealed interface NumberField permits IntegerField, RealField {
  String field();

  boolean isZero();
}
