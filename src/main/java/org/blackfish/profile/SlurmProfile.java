package org.blackfish.profile;

import java.nio.file.Path;

/** A Slurm cluster, reached as {@code user} on {@code host}; the host {@code localhost} means this machine. */
public record SlurmProfile(
        String name, String host, String user, Path homeDirectory, Path cacheDirectory, boolean isDefault)
        implements Profile {

    /** Whether Slurm's commands and the files are those of this machine, as in an Open OnDemand session. */
    public boolean isLocalhost() {
        return host.equals("localhost");
    }
}
