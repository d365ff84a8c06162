package org.blackfish.service;

import java.util.UUID;

/** Fired after the commit when the record of a service was deleted. */
public record ServiceRemoved(UUID id) {}
