/**
 * Renderings of outcomes for people and machines, one small class per form. Nothing here decides
 * anything.
 */
package io.rungate.report;
