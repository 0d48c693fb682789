package io.rungate.cases;

import java.util.List;

/**
 * Where a case does not come out as it says.
 *
 * @param what verdict, topology, findings, or a key of the document
 * @param expected what the case says
 * @param actual what the rules say
 * @param reasons why they do, one a line: the rule, its place, and what it rests on
 */
public record Mismatch(String what, String expected, String actual, List<String> reasons) {}
