/**
 * The transfer of one model into a Hugging Face cache: a program of its own, beside the server or in a Slurm job.
 *
 * <p>Owns the way to a hub ({@link org.blackfish.fetch.Web}, {@link org.blackfish.fetch.Site}), the layout that
 * huggingface_hub reads ({@link org.blackfish.fetch.Repository}), ranges, resuming, checksums and the rate. May call nothing
 * but the JDK, so that a few kilobytes of it run on any node with Java. Invariants: a blob has its name only when its
 * checksum is the hub's; links and the branch come after the last file; the token leaves for the hub's own origin only.
 */
@NullMarked
package org.blackfish.fetch;

import org.jspecify.annotations.NullMarked;
