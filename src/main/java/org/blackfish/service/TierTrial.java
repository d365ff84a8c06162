package org.blackfish.service;

/** What Slurm says to a job of a tier. */
public record TierTrial(String partition, String tier, SlurmOpinion opinion) {}
