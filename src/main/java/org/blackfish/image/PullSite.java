package org.blackfish.image;

import java.util.Arrays;
import java.util.Optional;

/** Where the work of a pull is done; many sites forbid heavy work on login nodes. */
public enum PullSite {
    HEAD_NODE("head-node"),
    SLURM("slurm");

    private final String word;

    PullSite(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    public static Optional<PullSite> of(String word) {
        return Arrays.stream(values()).filter(site -> site.word.equals(word)).findFirst();
    }
}
