package org.blackfish.profile;

import java.nio.file.Path;

/** A named place to run, one section of {@code profiles.cfg}; paths are those of the profile's own host. */
public sealed interface Profile permits SlurmProfile, LocalProfile {
    String name();

    /** {@code home_dir}: the user's own models, images and job folders; writable. */
    Path homeDirectory();

    /** {@code cache_dir}: the site's shared models, images and {@code resource_specs.yaml}; only ever read. */
    Path cacheDirectory();

    /** Whether the file marks this profile as the default; {@link Profiles#getDefault()} knows the fallbacks. */
    boolean isDefault();

    /** Whether its paths are paths of the machine that this program runs on. */
    default boolean isHere() {
        return switch (this) {
            case SlurmProfile slurm -> slurm.isLocalhost();
            case LocalProfile local -> true;
        };
    }
}
