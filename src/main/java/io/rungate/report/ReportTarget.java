package io.rungate.report;

import java.io.PrintStream;
import java.nio.file.Path;

/**
 * Where a report goes.
 *
 * @param out the report
 * @param people what only a person wants to know, where the report is for programs; else the same
 * @param paint of texts
 * @param folder the working directory: a path below it is shown from there
 */
public record ReportTarget(PrintStream out, PrintStream people, Paint paint, Path folder) {}
