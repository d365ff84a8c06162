package org.blackfish.cluster;

/** What a Slurm state means for us; {@code TRANSIENT} states keep whatever was known before. */
public enum JobGroup {
    WAITING,
    RUNNING,
    TRANSIENT,
    SUSPENDED,
    COMPLETED,
    CANCELLED,
    TIMEOUT,
    FAILED,
    UNKNOWN;

    /** Whether the job is over and holds nothing any more. */
    public boolean ended() {
        return this == COMPLETED || this == CANCELLED || this == TIMEOUT || this == FAILED;
    }
}
