/**
 * A gate between a benchmark run and the dashboard that publishes it.
 *
 * <p>The packages are the steps of the flow, and arrows only point down this list:
 *
 * <ul>
 *   <li>{@code cli}: one class per command; the only place that parses arguments, prints or exits
 *   <li>{@code serve}: a process that stays: its socket, its callers, what passes between them
 *   <li>{@code report}: renderings for people and machines
 *   <li>{@code document}: the agg document and the audit record, their exact bytes
 *   <li>{@code engine}: one session per run, and the justifications that stand at its end
 *   <li>{@code run}: environment, result file and file name become facts
 *   <li>{@code pack}: a rule pack: manifest, mapping, rules; read, compiled, checked
 *   <li>{@code json}: JSON and number texts as the consumer's Python reads and writes them
 *   <li>{@code fact}: the words that rules and Java share
 * </ul>
 */
package io.rungate;
