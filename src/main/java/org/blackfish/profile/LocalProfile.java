package org.blackfish.profile;

import java.nio.file.Path;

/** This machine without a scheduler. */
public record LocalProfile(String name, Path homeDirectory, Path cacheDirectory, boolean isDefault)
        implements Profile {}
