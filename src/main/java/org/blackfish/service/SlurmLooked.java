package org.blackfish.service;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A look into a cluster's queue brought something else than the one before.
 *
 * @param asOf when the last good picture was taken; null before the first
 * @param trouble why this look brought nothing, in a sentence; null while Slurm answers
 */
public record SlurmLooked(@Nullable Instant asOf, @Nullable String trouble) {}
