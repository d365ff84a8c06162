package org.blackfish.tier;

/** A tier and the partition it belongs to. */
public record Placement(Partition partition, Tier tier) {}
