package org.blackfish.service;

import java.util.UUID;

/** Fired after the commit whenever a fact that people see has changed, with the service as committed; observers must be quick. */
public record ServiceChanged(Service service) {
    public UUID id() {
        return service.id();
    }

    public Status status() {
        return service.status();
    }

    public Phase phase() {
        return service.phase();
    }

    @Override
    public String toString() {
        return "ServiceChanged[" + id() + " " + status() + " " + phase() + "]";
    }
}
