package org.blackfish.wire;

/** A local profile as {@code profiles.cfg} has it. */
public record LocalProfileView(String name, String homeDir, String cacheDir, String schema, boolean default_) {}
