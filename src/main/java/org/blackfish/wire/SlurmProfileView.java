package org.blackfish.wire;

/** A Slurm profile as {@code profiles.cfg} has it. */
public record SlurmProfileView(
        String name, String host, String user, String homeDir, String cacheDir, String schema, boolean default_) {}
