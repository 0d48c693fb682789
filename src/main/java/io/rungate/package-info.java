/**
 * A gate between a benchmark run and the dashboard that publishes it.
 *
 * <p>The packages are the steps of the flow, and arrows only point down this list:
 *
 * <ul>
 *   <li>{@code cli}: one class per command; the only place that parses arguments, prints or exits
 *   <li>{@code report}: what commands found out, told in one format or another
 *   <li>{@code authoring}, {@code cases}, {@code lint}: the workshop of those who write rules
 *   <li>{@code replay}: recorded runs under other packs, differences, what-if questions
 *   <li>{@code gate}: judges runs and publishes them
 *   <li>{@code document}: the agg document and the audit record, their exact bytes
 *   <li>{@code engine}: one session per run, and the justifications that stand at its end
 *   <li>{@code run}: environment, result file and file name become facts
 *   <li>{@code rules}: what a pack says becomes something that can judge: compiled, checked, kept
 *   <li>{@code pack}: the folder of a rule pack as data: manifest, mapping, rule texts
 *   <li>{@code fact}: the words that rules and Java share
 * </ul>
 */
package io.rungate;
