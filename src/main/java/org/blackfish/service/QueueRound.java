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

    /** Those that need more than this look, and all of them if the commit fails, are given to {@code alone}. */
    void see(QueueAnswer answer, List<Follower> followers, Consumer<Follower> alone) {
        Map<Follower, Decision> judged = new LinkedHashMap<>();
        List<Follower> others = new ArrayList<>(followers);
        try {
            for (Follower follower : followers) {
                follower.judge(answer).ifPresent(decision -> judged.put(follower, decision));
            }
            Map<UUID, Service> now = outcomes.apply(judged.values());
            others.removeIf(follower -> judged.containsKey(follower)
                    && follower.judged(answer, now.get(follower.service().id())));
        } finally {
            judged.keySet().forEach(Follower::leave);
            others.forEach(alone);
        }
    }
}
