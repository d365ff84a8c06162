package org.blackfish.wire;

import java.util.UUID;

/** A service's key; never in a list. */
public record KeyView(UUID id, String key) {}
