package org.blackfish.service;

import java.util.Locale;

/** Where a service is on its way, for the phase line that people watch; finer than {@link Status}. */
public enum Phase {
    QUEUED,
    STARTING,
    LOADING,
    READY,
    DRAINING,
    ENDED;

    /** The phase as it is written in JSON and shown to people. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
