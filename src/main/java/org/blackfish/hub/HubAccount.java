package org.blackfish.hub;

/** Whom a token belongs to, as the hub says; what it does not say is empty. */
public record HubAccount(
        String name,
        String fullname,
        String email,
        String avatarUrl,
        String tokenName,
        String tokenRole,
        String tokenCreatedAt) {}
