/**
 * Judges one run: a session of its own, bounded firings, and the justifications that stand when no
 * rule can fire.
 *
 * <p>Nothing here knows a file or a field. What rules conclude is read from the engine's own truth
 * maintenance, so a conclusion that was retracted on the way leaves no trace, and one that two
 * rules support has two justifications.
 */
package io.rungate.engine;
