/**
 * The cases of a pack: runs with a known answer, kept beside the rules.
 *
 * <p>Cases prove rules, so what is asked here goes both ways: whether the rules answer as the cases
 * say ({@link io.rungate.cases.CaseRunner}), and whether the cases would notice if they did not
 * ({@link io.rungate.cases.CaseSuiteResult}, {@link io.rungate.cases.Coverage}, {@link
 * io.rungate.cases.Mutation}, {@link io.rungate.cases.Completeness}).
 */
package io.rungate.cases;
