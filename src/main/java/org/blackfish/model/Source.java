package org.blackfish.model;

import java.util.Locale;

/** How a model came into the catalogue. */
public enum Source {
    /** It lay there: put there by hand or by another program. */
    FOUND,
    /** A client said that it had put it there. */
    ADDED,
    /** Blackfish downloaded it. */
    DOWNLOADED;

    /** As REST says it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
