package org.blackfish.wire;

/** What Slurm says to a job of a tier. */
public record TierTrialView(String partition, String tier, OpinionView slurm) {}
