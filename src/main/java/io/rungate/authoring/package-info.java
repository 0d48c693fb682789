/**
 * Help for people who write packs: the one form that their files have, and the first draft of a new
 * rule with its cases.
 */
package io.rungate.authoring;
