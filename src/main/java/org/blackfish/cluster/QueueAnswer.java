package org.blackfish.cluster;

import java.time.Instant;

/** What a look into the queue brought. */
public sealed interface QueueAnswer permits Queue, NoAnswer {
    /** When Slurm was asked, by our clock; the answer is at least as new. */
    Instant at();
}
