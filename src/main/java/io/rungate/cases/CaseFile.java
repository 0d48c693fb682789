package io.rungate.cases;

import java.util.List;

/**
 * One file of cases.
 *
 * @param file as people can open it
 * @param code the finding code that the file is about; null when it is about something else
 * @param topic the code, or the words that say what it is about
 * @param cases in the order of the file
 */
public record CaseFile(String file, String code, String topic, List<RunCase> cases) {}
