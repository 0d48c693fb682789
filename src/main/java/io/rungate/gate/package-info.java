/** One run from request to documents, as a straight line: read, judge, build, write. */
package io.rungate.gate;
