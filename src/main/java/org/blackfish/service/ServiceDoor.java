package org.blackfish.service;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Says where a ready service can be reached. */
@ApplicationScoped
public class ServiceDoor {
    public Door open(UUID id) {
        throw new UnsupportedOperationException("ServiceDoor is being built");
    }

    public List<Service> ready() {
        throw new UnsupportedOperationException("ServiceDoor is being built");
    }

    public void used(UUID id) {
        throw new UnsupportedOperationException("ServiceDoor is being built");
    }
}
