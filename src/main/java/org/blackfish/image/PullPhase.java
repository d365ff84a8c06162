package org.blackfish.image;

import java.util.Locale;
import java.util.Optional;

/** How far a pull is, in its order; the last four are ends. */
public enum PullPhase {
    WAITING("waiting to start"),
    STARTING("asking the registry"),
    FETCHING("fetching"),
    UNPACKING("unpacking"),
    CONVERTING("writing the SIF"),
    COPYING("copying"),
    CHECKING("checking"),
    DONE("staged"),
    FAILED("failed"),
    CANCELLED("cancelled"),
    LOST("broke off");

    private final String words;

    PullPhase(String words) {
        this.words = words;
    }

    /** In people's words. */
    public String words() {
        return words;
    }

    /** On the wire and in the pull's files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean isEnd() {
        return compareTo(DONE) >= 0;
    }

    /** Empty for a word that no pull writes of itself. */
    static Optional<PullPhase> of(String word) {
        for (PullPhase phase : values()) {
            if (phase.word().equals(word)) {
                return Optional.of(phase);
            }
        }
        return Optional.empty();
    }
}
