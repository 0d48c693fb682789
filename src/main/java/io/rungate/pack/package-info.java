/**
 * A rule pack as it lies in its folder: manifest, mapping and rules, read, and checked each for
 * itself.
 *
 * <p>Nothing here knows a run. A fault of the pack is a {@link PackException} that names file, line
 * and rule.
 */
package io.rungate.pack;
