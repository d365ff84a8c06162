package org.blackfish.cluster;

/** How fresh the picture of the queue has to be; later ones are more urgent. */
public enum Need {
    /** Nothing is active: Slurm is not asked. */
    NONE,
    /** All is steady. */
    STEADY,
    /** Something is not yet, or no longer, steady. */
    ACTIVE,
    /** Something is submitted or starting, and somebody watches. */
    WATCHED_START
}
