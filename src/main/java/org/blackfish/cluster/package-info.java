/**
 * Jobs of a cluster: asking for them, finding ours again, and saying what is known of them.
 *
 * <p>Owns every word that is said to Slurm and every word that comes back: command lines, formats, parsers, job script,
 * endpoint file, poller and its cadence, and the one scheduler of each cluster. May call {@code profile},
 * {@code transport}, {@code problem} and {@code settings}. Invariants: a failed question is never an answer; a job is ours only by job id and working directory; nobody asks Slurm but
 * {@link org.blackfish.cluster.Slurm}, and every call is counted. What a job's state means for a service is decided
 * elsewhere.
 */
@NullMarked
package org.blackfish.cluster;

import org.jspecify.annotations.NullMarked;
