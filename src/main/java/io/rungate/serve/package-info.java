/**
 * A process that stays and answers the calls of others, over a socket in the file system that only
 * its user can reach. What a call means is none of its business.
 */
package io.rungate.serve;
