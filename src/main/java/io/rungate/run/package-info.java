/**
 * What a run left behind becomes facts: environment variables, the result file, and the name of
 * that file.
 *
 * <p>Nothing here knows a rule. Only what the mapping names is ever kept.
 */
package io.rungate.run;
