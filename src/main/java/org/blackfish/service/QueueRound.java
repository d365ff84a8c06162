package org.blackfish.service;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.blackfish.cluster.QueueAnswer;

/**
 * What one look into a queue means for all the services there. What can be judged at once is committed together, since a
 * transaction for two hundred rows takes hardly longer than one for a single row.
 */
final class QueueRound {
    private final Outcomes outcomes;

    QueueRound(Outcomes outcomes) {
        this.outcomes = outcomes;
    }

    /**
     * Those that need more than this look, or were changed by somebody else before the commit, and all of them if it fails,
     * are given to {@code alone}.
     */
    void see(QueueAnswer answer, List<Follower> followers, Consumer<Follower> alone) {
        Map<Follower, Decision> judged = new LinkedHashMap<>();
        List<Follower> others = new ArrayList<>(followers);
        try {
            for (Follower follower : followers) {
                follower.judge(answer).ifPresent(decision -> judged.put(follower, decision));
            }
            Map<UUID, Service> now = outcomes.apply(judged.values());
            others.removeIf(follower -> {
                Service committed = judged.containsKey(follower)
                        ? now.get(follower.service().id())
                        : null;
                return committed != null && follower.judged(answer, committed);
            });
        } finally {
            judged.keySet().forEach(Follower::leave);
            others.forEach(alone);
        }
    }
}
