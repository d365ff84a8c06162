package org.blackfish.wire;

import org.jspecify.annotations.Nullable;

/**
 * What a launch would do; nothing was stored.
 *
 * @param tier the tier that we recommend
 * @param sentence why we recommend it
 * @param testOnly what {@code sbatch --test-only} said, null unless asked for
 */
public record PreviewView(
        String script,
        ChoiceView tier,
        String sentence,
        String profile,
        String model,
        @Nullable String revision,
        String engine,
        String imageRef,
        ResourcesAsked resources,
        @Nullable String testOnly) {}
