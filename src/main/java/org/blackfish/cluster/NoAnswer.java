package org.blackfish.cluster;

import java.time.Instant;

/** Slurm failed, was silent or could not be understood: nothing is known from this look; {@code why} is a sentence. */
public record NoAnswer(Instant at, String why) implements QueueAnswer {}
