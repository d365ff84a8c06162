package org.blackfish.service;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What became of one request to delete a service's record; {@code message} says why it was kept. */
public record Removal(UUID id, boolean removed, @Nullable String message) {}
