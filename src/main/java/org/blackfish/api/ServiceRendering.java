package org.blackfish.api;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.List;
import org.blackfish.service.Removal;
import org.blackfish.service.Service;
import org.blackfish.service.ServiceChanged;
import org.blackfish.service.ServiceRemoved;
import org.blackfish.wire.LiveView;
import org.blackfish.wire.RemovalView;
import org.blackfish.wire.ServiceNews;
import org.blackfish.wire.ServiceView;
import org.blackfish.wire.SlurmFacts;

/** Services as they cross HTTP; pure. */
final class ServiceRendering {
    private ServiceRendering() {}

    static ServiceView view(Service service) {
        return new ServiceView(
                true,
                service.id(),
                service.createdAt(),
                service.updatedAt(),
                service.name(),
                service.image(),
                service.imageRef(),
                service.model(),
                service.profile(),
                service.host(),
                service.user(),
                service.homeDirectory().toString(),
                service.cacheDirectory().toString(),
                service.jobId(),
                service.port(),
                service.status().word(),
                SlurmTimes.text(service.time()),
                service.cpus(),
                service.memoryGb(),
                String.valueOf(service.gpus()),
                service.partition(),
                service.constraint(),
                service.account(),
                "slurm",
                null,
                null,
                service.gracePeriod().toSeconds());
    }

    /** As a read answers it, with or without {@code live}. */
    static Object of(Service service, boolean live, URI api) {
        return live ? withLive(service, api, List.of()) : view(service);
    }

    /** As a change answers it: with {@code live} also where that has to name what nothing knew. */
    static Object of(Service service, boolean live, List<String> ignored, URI api) {
        return live || !ignored.isEmpty() ? withLive(service, api, ignored) : view(service);
    }

    /** {@code api} is the address of {@code /api/}, from which that of the gateway follows. */
    static LiveView live(Service service, URI api, List<String> ignored) {
        return new LiveView(
                service.phase().word(),
                service.phaseSince(),
                service.reason(),
                service.unknownSince(),
                service.node(),
                service.startedAt(),
                service.endsAt(),
                api.resolve("../services/" + service.id() + "/v1").toString(),
                service.tier(),
                service.engine(),
                service.revision(),
                new SlurmFacts(service.slurmState(), service.slurmReason(), service.exitCode()),
                ignored);
    }

    /** The 27 members and, under {@code live}, everything else. */
    static JsonObject withLive(Service service, URI api, List<String> ignored) {
        return Json.createObjectBuilder(JsonText.object(view(service)))
                .add("live", JsonText.object(live(service, api, ignored)))
                .build();
    }

    static RemovalView removal(Removal removal) {
        return new RemovalView(removal.id(), removal.id(), removal.removed() ? "ok" : "error", removal.message());
    }

    static ServiceNews news(ServiceChanged changed) {
        return new ServiceNews(
                changed.id(), changed.status().word(), changed.phase().word(), false);
    }

    static ServiceNews news(ServiceRemoved removed) {
        return new ServiceNews(removed.id(), null, null, true);
    }
}
