package org.blackfish.service;

import jakarta.enterprise.context.ApplicationScoped;

/** Launches services: checks an order whole, then commits the intent, submits, and commits the job id. */
@ApplicationScoped
public class Launcher {
    public Service launch(LaunchOrder order) {
        throw new UnsupportedOperationException("Launcher is being built");
    }

    public String testOnly(LaunchOrder order) {
        throw new UnsupportedOperationException("Launcher is being built");
    }
}
