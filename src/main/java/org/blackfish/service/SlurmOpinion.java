package org.blackfish.service;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What Slurm says to a script that it is not to queue; {@code words} are fit to be shown. */
public sealed interface SlurmOpinion {
    String words();

    /** It would take the job; its forecast of the start is null where it tells none. */
    record Accepted(String words, @Nullable Instant startsAt) implements SlurmOpinion {}

    /** It would refuse the job, in its own words. */
    record Refused(String words) implements SlurmOpinion {}

    /** It did not answer, which says nothing about the job. */
    record Unknown(String words) implements SlurmOpinion {}
}
