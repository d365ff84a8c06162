package org.blackfish.service;

import java.util.UUID;

/** Fired after the commit whenever a fact that people see has changed; observers must be quick. */
public record ServiceChanged(UUID id, Status status, Phase phase) {}
