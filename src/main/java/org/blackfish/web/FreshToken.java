package org.blackfish.web;

import org.blackfish.security.Scope;
import org.blackfish.settings.Secret;

/**
 * A token just made, with the secret that is shown this once.
 *
 * @param root the address of Blackfish itself, without a slash at its end
 */
public record FreshToken(String name, Scope scope, Secret kept, String root) {
    public String secret() {
        return kept.value();
    }

    /** Whether it opens {@code /v1}: one that only reads is refused there. */
    public boolean callsModels() {
        return scope != Scope.READ;
    }

    /** What an OpenAI client is given as its base. */
    public String base() {
        return root + "/v1";
    }

    /** How a program uses it, in a sentence. */
    public String usage() {
        String header = "as \"Authorization: Bearer …\" or \"X-Blackfish-Token: …\"";
        return callsModels()
                ? "Programs for the OpenAI API take it from OPENAI_API_KEY, with OPENAI_BASE_URL set to " + base()
                        + "; all others send it " + header + "."
                : "Programs send it with every request to " + root + "/api " + header + ".";
    }
}
