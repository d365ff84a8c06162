package org.blackfish.security;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a token may do; each scope includes those before it. */
public enum Scope {
    READ,
    USE,
    MANAGE,
    ADMIN;

    /** The lower-case word used in REST and in the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Scope> of(String word) {
        return Arrays.stream(values())
                .filter(scope -> scope.word().equals(word))
                .findFirst();
    }

    boolean covers(Scope needed) {
        return compareTo(needed) >= 0;
    }
}
