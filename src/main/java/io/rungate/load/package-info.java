/**
 * From a folder to a pack that can judge, the shortest way there is: rules that are shipped, kept
 * in memory or in the cache of the user are compiled no second time, known by their content alone.
 */
package io.rungate.load;
