/**
 * The agg document and the audit record: what they hold, their exact bytes, and how they reach a
 * folder whole.
 */
package io.rungate.document;
