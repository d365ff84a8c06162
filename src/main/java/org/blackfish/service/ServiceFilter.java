package org.blackfish.service;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which services are meant: those that equal every given value; null means any. */
public record ServiceFilter(
        @Nullable UUID id,
        @Nullable String image,
        @Nullable String model,
        @Nullable Status status,
        @Nullable Integer port,
        @Nullable String name,
        @Nullable String profile) {

    /** Every service. */
    public static ServiceFilter any() {
        return new ServiceFilter(null, null, null, null, null, null, null);
    }
}
