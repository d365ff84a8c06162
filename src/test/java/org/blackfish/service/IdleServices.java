package org.blackfish.service;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Services with an idle time, for tests of other packages. */
public final class IdleServices {
    private IdleServices() {}

    public static Service queued(@Nullable Integer minutes, Instant at) {
        Specification any = TestWorld.anySpecification();
        return new Service(
                UUID.randomUUID(),
                new Specification(
                        any.name(),
                        any.image(),
                        any.imageRef(),
                        any.model(),
                        any.revision(),
                        any.profile(),
                        any.host(),
                        any.user(),
                        any.homeDirectory(),
                        any.cacheDirectory(),
                        any.port(),
                        any.resources(),
                        any.engine(),
                        any.gracePeriod(),
                        any.options(),
                        minutes,
                        any.sif(),
                        any.idempotencyKey(),
                        any.fingerprint()),
                at);
    }

    public static Service ready(@Nullable Integer minutes, Instant at) {
        Service service = queued(minutes, at);
        service.follow(new Verdict(Status.HEALTHY, Phase.READY, null, null, false), null, at);
        return service;
    }

    public static Service used(@Nullable Integer minutes, Instant ready, Instant used) {
        Service service = ready(minutes, ready);
        try {
            var field = Service.class.getDeclaredField("lastUsedAt");
            field.setAccessible(true);
            field.set(service, used);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("The field is gone", e);
        }
        return service;
    }
}
