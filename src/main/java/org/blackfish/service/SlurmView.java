package org.blackfish.service;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What the footer says about Slurm: how old our picture is, how often we asked, what is wrong. */
@ApplicationScoped
public class SlurmView {
    public Optional<Instant> asOf() {
        throw new UnsupportedOperationException("SlurmView is being built");
    }

    public Map<String, Integer> callsLastHour() {
        throw new UnsupportedOperationException("SlurmView is being built");
    }

    public Optional<String> trouble() {
        throw new UnsupportedOperationException("SlurmView is being built");
    }
}
