/** One class per command: the only place that parses arguments, prints or exits. */
package io.rungate.cli;
