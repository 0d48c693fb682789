/**
 * One class a command, and the frame that finds a command, reads its arguments and shows its help:
 * the only place that parses arguments, prints or exits.
 */
package io.rungate.cli;
