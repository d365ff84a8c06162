package org.blackfish.settings;

import java.util.Set;

/**
 * Pinned image references ({@code repo:tag}) of the services.
 *
 * @param given the services whose image was set from outside, by the names of {@code docs/guide/settings.md} in small
 *     letters such as {@code text_generation}; a site's {@code images.yaml} does not override those
 */
public record Images(
        String textGeneration, String llamaCpp, String speechRecognition, String tigerflowMl, Set<String> given) {
    public Images {
        given = Set.copyOf(given);
    }
}
