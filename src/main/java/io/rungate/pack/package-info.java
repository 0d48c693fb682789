/**
 * A rule pack: manifest, mapping and rules, read from a folder, checked, compiled once and cached
 * by content.
 *
 * <p>Nothing here knows a run. A fault of the pack is a {@link PackException} that names file, line
 * and rule.
 */
package io.rungate.pack;
