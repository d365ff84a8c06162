package org.blackfish.model;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of the catalogue are meant; null means any.
 *
 * @param profiles their names; those of one that is no longer in {@code profiles.cfg} are never meant
 */
public record CatalogueFilter(
        List<String> profiles,
        @Nullable String image,
        @Nullable String repo,
        @Nullable String revision) {
    private static final Map<String, List<String>> COMPATIBLE = Map.of(
            "text-generation",
            List.of(
                    "text-generation",
                    "image-text-to-text",
                    "audio-text-to-text",
                    "video-text-to-text",
                    "image-to-text",
                    "any-to-any"),
            "object-detection",
            List.of("object-detection", "zero-shot-object-detection"));

    public CatalogueFilter {
        profiles = List.copyOf(profiles);
    }

    public static CatalogueFilter ofProfile(String profile) {
        return new CatalogueFilter(List.of(profile), null, null, null);
    }

    /** The tasks that a wanted one may be served by; an unknown task is never hidden. Empty for any. */
    List<String> images() {
        if (image == null) {
            return List.of();
        }
        String task = image.toLowerCase(Locale.ROOT).replace('_', '-');
        List<String> known = COMPATIBLE.getOrDefault(task, List.of(task));
        return Stream.concat(known.stream(), Stream.of(CatalogueEntry.UNKNOWN)).toList();
    }
}
