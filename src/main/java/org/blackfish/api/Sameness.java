package org.blackfish.api;

import java.util.ArrayList;
import java.util.List;
import org.blackfish.service.LaunchOrder;
import org.blackfish.service.Service;
import org.jspecify.annotations.Nullable;

/**
 * Whether a live service is what an order asks for; pure. What the order leaves to us any service meets, but no engine
 * arguments are a choice too, as are no variables and no trust.
 */
final class Sameness {
    private final List<String> differences = new ArrayList<>();

    private Sameness() {}

    /** The fields in which the service is not what was asked for, by the names of the request. */
    static List<String> differences(Service service, LaunchOrder order) {
        Sameness sameness = new Sameness();
        sameness.compare("image", order.image(), service.image());
        sameness.compare("repo_id", order.repoId(), service.model());
        sameness.compare("profile", order.profile(), service.profile());
        sameness.compare("revision", order.revision(), service.revision());
        sameness.compare("image_ref", order.imageRef(), service.imageRef());
        sameness.compare("engine", order.engine(), service.engine());
        sameness.compare("tier", order.tier(), service.tier());
        sameness.compare("partition", order.partition(), service.partition());
        sameness.compare("cpus", order.cpus(), service.cpus());
        sameness.compare("memory_gb", order.memoryGb(), service.memoryGb());
        sameness.compare("gpus", order.gpus(), service.gpus());
        sameness.compare("time", order.time(), service.time());
        sameness.compare("constraint", order.constraint(), service.constraint());
        sameness.compare("account", order.account(), service.account());
        sameness.compare("grace_period", order.grace(), service.gracePeriod());
        sameness.compare("idle_minutes", order.idleMinutes(), service.idleMinutes());
        sameness.compare(
                "engine_args", order.options().arguments(), service.options().arguments());
        sameness.compare("env", order.options().environment(), service.options().environment());
        sameness.compare(
                "trust_remote_code",
                order.options().trustRemoteCode(),
                service.options().trustRemoteCode());
        return List.copyOf(sameness.differences);
    }

    private void compare(String field, @Nullable Object asked, @Nullable Object there) {
        if (asked != null && !asked.equals(there)) {
            differences.add(field);
        }
    }
}
