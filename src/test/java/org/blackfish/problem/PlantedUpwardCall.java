package org.blackfish.problem;

import org.blackfish.settings.Secret;

/** A planted violation: the lowest package calls one above it, so that a test can see the rule fail. */
final class PlantedUpwardCall {
    private PlantedUpwardCall() {}

    static Secret upward() {
        return Secret.generate();
    }
}
