/**
 * Rules as classes, and classes as a rule base that judges. What rules may link to is decided here,
 * and the engine's own reports of faults become faults with file, line and rule.
 */
package io.rungate.rules;
