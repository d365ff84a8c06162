package org.blackfish.service;

import jakarta.enterprise.context.ApplicationScoped;

/** Follows live services: asks Slurm through the one poller, probes engines, applies the decisions. */
@ApplicationScoped
public class Reconciler {
    public void start() {
        throw new UnsupportedOperationException("Reconciler is being built");
    }

    public void stop() {
        throw new UnsupportedOperationException("Reconciler is being built");
    }
}
