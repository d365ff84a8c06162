package org.blackfish.api;

import java.util.List;
import org.blackfish.service.LaunchOrder;

/** A launch as it was asked for; {@code ignored} names members of the body that nothing knew. */
record LaunchRequest(LaunchOrder order, List<String> ignored) {
    LaunchRequest {
        ignored = List.copyOf(ignored);
    }
}
