package org.blackfish.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a launch would do; nothing was stored.
 *
 * @param tier the tier that we recommend
 * @param sentence why we recommend it
 * @param fit null when the size of the weights or the room for them is unknown
 * @param queueWait how long such launches waited here; null for fewer than three
 * @param testOnly what {@code sbatch --test-only} says, null unless asked for
 * @param ignored members of the request that nothing knew
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
        @Nullable FitView fit,
        @Nullable WaitView queueWait,
        @Nullable OpinionView testOnly,
        List<String> ignored) {
    public PreviewView {
        ignored = List.copyOf(ignored);
    }
}
