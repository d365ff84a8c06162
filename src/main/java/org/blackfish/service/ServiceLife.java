package org.blackfish.service;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Ends services and removes the records of ended ones. */
@ApplicationScoped
public class ServiceLife {
    public Service stop(UUID id) {
        throw new UnsupportedOperationException("ServiceLife is being built");
    }

    public Removal delete(UUID id) {
        throw new UnsupportedOperationException("ServiceLife is being built");
    }

    public List<Removal> delete(ServiceFilter filter) {
        throw new UnsupportedOperationException("ServiceLife is being built");
    }

    public int prune() {
        throw new UnsupportedOperationException("ServiceLife is being built");
    }
}
