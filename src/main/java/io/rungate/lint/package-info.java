/**
 * The habits of a good pack, held against the texts of its rules and its mapping: rules only
 * conclude, say who they are, and can match.
 */
package io.rungate.lint;
