package io.rungate.replay;

/**
 * The text of an audit record, not read yet.
 *
 * @param place where it lies: a file, or a file and a line
 * @param text what lies there; null when it could not be read
 * @param problem why not; null when it could
 */
public record Recording(String place, String text, String problem) {}
