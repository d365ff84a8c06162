package org.blackfish.wire;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How fresh the picture of Slurm is, as the event stream tells it. */
public record SlurmNews(@Nullable Instant asOf, @Nullable String trouble) {}
