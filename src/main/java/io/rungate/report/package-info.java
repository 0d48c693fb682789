/**
 * Reports for people and machines: one {@code Reporter}, one small class a format. Nothing here
 * decides anything.
 */
package io.rungate.report;
