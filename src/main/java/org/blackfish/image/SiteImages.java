package org.blackfish.image;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a site's {@code images.yaml} says; a wrong entry is a problem in words and otherwise as if it were not there. */
record SiteImages(Map<ImageUse, Pin> pins, PullRules rules, List<String> problems) {
    static final SiteImages NONE = new SiteImages(Map.of(), PullRules.BUILT_IN, List.of());

    /** The image of one use. */
    record Pin(ImageRef image, Optional<Digest> digest) {}
}
