package org.blackfish.service;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** Reads a service's job log and script. */
@ApplicationScoped
public class ServiceLog {
    public LogPiece read(UUID id, long offset, int limit) {
        throw new UnsupportedOperationException("ServiceLog is being built");
    }

    public String tail(UUID id, int lines) {
        throw new UnsupportedOperationException("ServiceLog is being built");
    }

    public Optional<String> script(UUID id) {
        throw new UnsupportedOperationException("ServiceLog is being built");
    }
}
