package org.blackfish.tier;

import org.jspecify.annotations.Nullable;

/**
 * A bundle of resources under a name that means something to a researcher.
 *
 * @param maxModelSizeGb decimal GB that a model's weights must stay below; null for no limit
 * @param gpuCount GPUs, 0 for none
 * @param gpuType label for people only, never sent to Slurm
 * @param cpuCores cores for one task on one node
 * @param memoryGb main memory as Slurm's {@code --mem=<n>G}
 * @param constraint Slurm's {@code --constraint}, as it is
 * @param gres what replaces {@code gpu} in {@code --gres}; see {@link TierGres}
 */
public record Tier(
        String name,
        String description,
        @Nullable Double maxModelSizeGb,
        int gpuCount,
        @Nullable String gpuType,
        int cpuCores,
        int memoryGb,
        @Nullable String constraint,
        @Nullable String gres) {}
