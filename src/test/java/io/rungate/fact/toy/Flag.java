package io.rungate.fact.toy;

/** Something that is on or off, as rules meet it in tests. */
public record Flag(String name, boolean on) {}
