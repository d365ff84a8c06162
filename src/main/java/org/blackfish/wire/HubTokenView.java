package org.blackfish.wire;

import org.jspecify.annotations.Nullable;

/** Whose Hugging Face token is in force; {@code problem} says why that could not be asked, or what is wrong with it. */
public record HubTokenView(
        boolean configured,
        @Nullable String username,
        @Nullable String fullname,
        @Nullable String email,
        @Nullable String avatarUrl,
        @Nullable String tokenName,
        @Nullable String tokenRole,
        @Nullable String tokenCreatedAt,
        @Nullable String problem) {}
