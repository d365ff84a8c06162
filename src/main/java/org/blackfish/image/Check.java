package org.blackfish.image;

import java.time.Instant;
import java.util.List;

/** What a check of a staged image found, step by step. */
public record Check(String file, Instant at, boolean running, List<Step> steps) {
    public Check {
        steps = List.copyOf(steps);
    }

    /**
     * One step.
     *
     * @param sentence what was seen
     */
    public record Step(String name, Result result, String sentence) {}

    /** How a step came out; {@code UNKNOWN} where nothing was there to compare with. */
    public enum Result {
        GOOD,
        BAD,
        UNKNOWN
    }

    public boolean isGood() {
        return !running && steps.stream().noneMatch(step -> step.result() == Result.BAD);
    }
}
