package org.blackfish.web;

import java.util.Arrays;
import java.util.List;
import org.blackfish.security.Scope;

/** What a token may do, in words; the wider ones include the narrower. */
public record TokenScope(String word, String meaning) {
    static List<TokenScope> all() {
        return Arrays.stream(Scope.values()).map(TokenScope::of).toList();
    }

    static TokenScope of(Scope scope) {
        return new TokenScope(
                scope.word(),
                switch (scope) {
                    case READ -> "see services, models and tiers";
                    case USE -> "also call models, and see the keys of services";
                    case MANAGE -> "also launch, stop, download and remove";
                    case ADMIN -> "all that you may, other tokens included";
                });
    }

    /** As a choice is offered: {@code use: also call models, …}. */
    public String label() {
        return word + ": " + meaning;
    }
}
