package org.blackfish.service;

/** The row of a followed service as it was last read or committed, and whether somebody has changed it since. */
final class FollowedRow {
    private final Services services;
    private volatile Service service;
    private volatile boolean stale;

    FollowedRow(Services services, Service service) {
        this.services = services;
        this.service = service;
    }

    Service service() {
        return service;
    }

    boolean isStale() {
        return stale;
    }

    /** It has to be read again. */
    void changed() {
        stale = true;
    }

    /** We have committed this. */
    void is(Service now) {
        service = now;
    }

    /** Reads it again if it was changed; it stays changed when it cannot be read. */
    void refresh() {
        if (!stale) {
            return;
        }
        // Before it is read, as it may be changed once more meanwhile.
        stale = false;
        try {
            service = services.find(service.id()).orElse(service);
        } catch (RuntimeException e) {
            stale = true;
            throw e;
        }
    }
}
