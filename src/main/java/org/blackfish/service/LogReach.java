package org.blackfish.service;

/**
 * How far a job's log goes now.
 *
 * @param size bytes written so far
 * @param over whether the job has ended, so that nothing will follow
 */
public record LogReach(long size, boolean over) {
    /** Whether a reader who stands at this offset has something to read or to be told. */
    public boolean isNewsAt(long offset) {
        return over || size > offset;
    }
}
