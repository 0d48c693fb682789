package io.rungate.fact.toy;

/** Something that is on or off, as rules meet it in tests. */
public record BooleanField(String name, boolean on) {}
