package org.blackfish.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.blackfish.service.LaunchOrder;
import org.blackfish.service.Launcher;

/**
 * A launch as it was asked for.
 *
 * @param wrong a sentence for each field that could not be read; the order lacks it
 * @param ignored names members of the body that nothing knew
 */
record LaunchRequest(LaunchOrder order, Map<String, String> wrong, List<String> ignored) {
    LaunchRequest {
        wrong = Collections.unmodifiableMap(new LinkedHashMap<>(wrong));
        ignored = List.copyOf(ignored);
    }

    /** The same if all of it could be read; else {@code InvalidInput} names these fields and those with wrong values. */
    LaunchRequest readable(Launcher launcher) {
        if (!wrong.isEmpty()) {
            launcher.refuse(order, wrong);
        }
        return this;
    }
}
