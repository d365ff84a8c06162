package org.blackfish.image;

import java.util.Optional;

/**
 * The image that this version needs for a use, and who says so.
 *
 * @param digest what the registry's manifest must be; empty when the tag is trusted
 * @param source {@code built-in}, {@code environment} or the path of the site's {@code images.yaml}
 */
public record PinnedImage(ImageUse use, ImageRef image, Optional<Digest> digest, String source) {
    /** The source of what no site and no user has changed. */
    public static final String BUILT_IN = "built-in";

    static final String ENVIRONMENT = "environment";

    /** What is pinned, as people say it. */
    public String words() {
        return image + digest.map(text -> " (" + text + ")").orElse("");
    }
}
