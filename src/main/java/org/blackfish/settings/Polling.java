package org.blackfish.settings;

import java.time.Duration;

/**
 * How often Slurm is asked; see the manners in {@code docs/guide/slurm.md}.
 *
 * @param starting while something is submitted or starting and somebody watches (15 s)
 * @param active otherwise, while something is not yet steady (60 s)
 * @param steady while all is steady (120 s)
 * @param settle time between the two good queue answers that prove a job absent (30 s)
 * @param jitter share by which each wait is varied, so that users of one node do not ask in step (0.2)
 */
public record Polling(Duration starting, Duration active, Duration steady, Duration settle, double jitter) {}
