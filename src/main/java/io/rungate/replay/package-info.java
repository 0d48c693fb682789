/**
 * Recorded runs judged again: under another pack, or with changed inputs, and what that changes.
 *
 * <p>A record holds all that was read of a run, so neither its files nor its machine are needed.
 */
package io.rungate.replay;
