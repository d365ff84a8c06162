package org.blackfish.hub;

import java.util.Optional;
import java.util.stream.Stream;
import org.blackfish.profile.Profile;
import org.blackfish.profile.SlurmProfile;

/** Where the bytes come through. */
public enum DownloadSite {
    /** The machine that Blackfish runs on. */
    HERE("here"),
    /** A node, as a Slurm job: for sites that forbid downloads on login nodes. */
    SLURM("slurm");

    private final String word;

    DownloadSite(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    /** This, or the machine itself for a profile without Slurm. */
    public DownloadSite on(Profile profile) {
        return profile instanceof SlurmProfile ? this : HERE;
    }

    public static Optional<DownloadSite> of(String word) {
        return Stream.of(values()).filter(site -> site.word.equals(word)).findFirst();
    }
}
