package org.blackfish.gateway;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Pattern;
import org.blackfish.problem.NotYet;
import org.blackfish.problem.UnknownItem;
import org.blackfish.service.Door;
import org.blackfish.service.KnownServices;
import org.blackfish.service.Service;
import org.blackfish.service.ServiceDoor;
import org.blackfish.service.ServiceFilter;
import org.blackfish.service.Services;
import org.blackfish.service.Traffic;

/** Connects each call with the service that it means. */
@ApplicationScoped
public class Switchboard {
    private static final long MOST_BEFORE_MODEL = 512L * 1024 * 1024;
    private static final Pattern UUID_TEXT =
            Pattern.compile("\\p{XDigit}{8}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{12}");

    private final Services services;
    private final KnownServices known;
    private final ServiceDoor doors;
    private final ReadyModels models;
    private final Traffic traffic;
    private final CallerWatches watches = new CallerWatches();

    @Inject
    Switchboard(Services services, KnownServices known, ServiceDoor doors, ReadyModels models, Traffic traffic) {
        this.services = services;
        this.known = known;
        this.doors = doors;
        this.models = models;
        this.traffic = traffic;
    }

    void serve(Caller caller) throws IOException {
        switch (Route.of(caller.method(), caller.path())) {
            case Route.ToService to ->
                connect(caller, byIdOrName(Route.decoded(to.idOrName())), to.path(), Manner.AS_IS);
            case Route.Legacy to -> connect(caller, byPort(to.port()), to.path(), legacy(caller));
            case Route.ByModel to -> byModel(caller, to.path());
            case Route.ModelList list -> caller.answer(200, models.list());
            case Route.OneModel one -> caller.answer(200, models.one(Route.decoded(one.id())));
            case Route.Speech speech -> throw new NotYet("Speech at /v1/audio comes with a later version.");
            case Route.Nowhere nowhere -> throw unknownPath(caller.path());
        }
    }

    private static Manner legacy(Caller caller) {
        return caller.query().matches("(?i).*[?&]streaming=(true|1|on|yes)(&.*)?")
                ? Manner.LEGACY_STREAMING
                : Manner.LEGACY;
    }

    private void byModel(Caller caller, String path) throws IOException {
        if (!caller.hasBody()) {
            throw models.missing();
        }
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        try (BodyStart start = BodyStart.read(caller.body(), caller.contentType(), folder, MOST_BEFORE_MODEL)) {
            String model = start.model().orElseThrow(models::missing);
            connect(caller, models.get(model).id(), path, Manner.AS_IS, start.whole());
        }
    }

    private UUID byIdOrName(String text) {
        if (UUID_TEXT.matcher(text).matches()) {
            return UUID.fromString(text);
        }
        return known.findByName(text).orElseThrow(() -> new UnknownItem("service", text));
    }

    private UUID byPort(int port) {
        return services.list(new ServiceFilter(null, null, null, null, port, null, null)).stream()
                .filter(service -> service.status().isLive())
                .map(Service::id)
                .findFirst()
                .orElseThrow(() ->
                        new UnknownItem("service", String.valueOf(port), "No live service has the port " + port + "."));
    }

    private void connect(Caller caller, UUID id, String path, Manner manner) throws IOException {
        connect(caller, id, path, manner, caller.hasBody() ? caller.body() : InputStream.nullInputStream());
    }

    private void connect(Caller caller, UUID id, String path, Manner manner, InputStream body) throws IOException {
        Door door = doors.open(id);
        if (!EnginePaths.allows(door.engine(), path)) {
            throw unknownPath(path);
        }
        doors.used(id);
        traffic.began(id);
        try {
            new Exchange(caller, door, manner, watches).run(path, caller.hasBody() ? body : null);
        } finally {
            traffic.ended(id);
            doors.used(id);
        }
    }

    @PreDestroy
    void stop() {
        watches.close();
    }

    private static UnknownItem unknownPath(String path) {
        return new UnknownItem(
                "path",
                path,
                "The gateway does not lead to \"" + path + "\"; engines are reached at /v1/… and /health.");
    }
}
