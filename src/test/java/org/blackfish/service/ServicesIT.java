package org.blackfish.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.inject.Inject;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.blackfish.cluster.JobId;
import org.blackfish.problem.UnknownItem;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The store of services in the real server over the real PostgreSQL. */
@ExtendWith(ArquillianExtension.class)
class ServicesIT {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00.123456Z");

    private final List<UUID> made = new ArrayList<>();

    @Inject
    private Services services;

    /** The WAR as it is shipped, but for the filter: the test's own requests carry no token. */
    @Deployment
    static WebArchive war() {
        WebArchive war = ShrinkWrap.createFromZipFile(WebArchive.class, new File("target/blackfish.war"));
        war.delete("WEB-INF/classes/org/blackfish/security/AccessFilter.class");
        return war;
    }

    @AfterEach
    void removeAll() {
        for (UUID id : made) {
            if (services.find(id).isPresent()) {
                services.change(id, row -> row.ended(Status.STOPPED, "The test is over.", NOW));
                services.removeEnded(id);
            }
        }
    }

    @Test
    void everyFactComesBackAsItWasStored() {
        Service stored = add("kept", services.freePort(), null);
        Service read = services.get(stored.id());
        assertEquals(NOW, read.createdAt());
        assertEquals(Path.of("/home/ada").resolve("jobs").resolve(read.id().toString()), read.workDirectory());
        assertEquals(Duration.ofMinutes(30), read.time());
        assertEquals(Duration.ofSeconds(90), read.gracePeriod());
        assertEquals("gpu80", read.constraint());
        assertEquals(Optional.empty(), Optional.ofNullable(read.revision()));
        assertEquals(Status.SUBMITTED, read.status());
        assertEquals(NOW, read.submittingSince());
    }

    @Test
    void listsAreFilteredByEveryGivenValueAndNewestFirst() {
        Service first = add("twin", services.freePort(), null);
        Service second = add("twin", services.freePort(), null);
        List<Service> twins = services.list(new ServiceFilter(null, null, null, null, null, "twin", null));
        assertEquals(
                List.of(second.id(), first.id()).stream().sorted().toList(),
                twins.stream().map(Service::id).sorted().toList());
        ServiceFilter exact =
                new ServiceFilter(first.id(), "text_generation", "org/x", Status.SUBMITTED, first.port(), "twin", "p");
        assertEquals(1, services.list(exact).size());
        assertEquals(
                0,
                services.list(new ServiceFilter(first.id(), null, null, Status.HEALTHY, null, null, null))
                        .size());
        assertTrue(services.counts().getOrDefault(Status.SUBMITTED, 0L) >= 2);
    }

    @Test
    void aChangeThatRestsOnAnOldPictureIsNotMade() {
        Service seen = services.get(add("raced", services.freePort(), null).id());
        services.change(seen.id(), row -> row.stopAsked(NOW));
        assertEquals(Optional.empty(), services.changeIfStill(seen, row -> row.ended(Status.FAILED, "No.", NOW)));
        Service now = services.get(seen.id());
        assertTrue(now.isStopAsked());
        assertEquals(Phase.DRAINING, now.phase());
        assertTrue(services.changeIfStill(now, row -> row.submitted(new JobId("7"), NOW))
                .isPresent());
        assertEquals("7", services.get(seen.id()).jobId());
        assertNotEquals(now.version(), services.get(seen.id()).version());
    }

    @Test
    void manyAreChangedTogetherButForThoseOfWhichThePictureIsOld() {
        List<Service> seen = List.of("a", "b", "c").stream()
                .map(name -> services.get(add(name, services.freePort(), null).id()))
                .toList();
        services.change(seen.get(1).id(), row -> row.stopAsked(NOW));
        List<Service> changed = services.changeIfStill(seen, row -> row.submitted(new JobId("7"), NOW));
        assertEquals(
                Set.of(seen.get(0).id(), seen.get(2).id()),
                changed.stream().map(Service::id).collect(Collectors.toSet()));
        assertEquals(
                Optional.empty(),
                Optional.ofNullable(services.get(seen.get(1).id()).jobId()));
        for (Service service : changed) {
            assertEquals(services.get(service.id()).version(), service.version());
            assertTrue(services.changeIfStill(service, row -> row.submitted(new JobId("8"), NOW))
                    .isPresent());
            assertEquals("8", services.get(service.id()).jobId());
        }
        assertEquals(List.of(), services.changeIfStill(List.of(), row -> {}));
    }

    @Test
    void aUseIsNotedWithoutVoidingADecisionThatIsBeingMade() {
        Service seen = services.get(add("used", services.freePort(), null).id());
        assertTrue(services.used(seen.id(), NOW.plusSeconds(60)));
        Service now = services.get(seen.id());
        assertEquals(NOW.plusSeconds(60), now.lastUsedAt());
        assertEquals(seen.version(), now.version());
        assertTrue(services.changeIfStill(seen, row -> row.submitted(new JobId("7"), NOW))
                .isPresent());
        assertEquals(NOW.plusSeconds(60), services.get(seen.id()).lastUsedAt());
        assertFalse(services.used(UUID.randomUUID(), NOW));
    }

    @Test
    void theServicesOfAProfileFollowItsNewName() {
        Service one = add("follower", services.freePort(), null);
        String before = one.profile();
        assertTrue(services.followProfile(before, "renamed").stream()
                .anyMatch(row -> row.id().equals(one.id())));
        assertEquals("renamed", services.get(one.id()).profile());
        services.followProfile("renamed", before);
        assertEquals(before, services.get(one.id()).profile());
    }

    @Test
    void twoLiveServicesNeverShareAPortAndAnEndedOneGivesItsPortBack() {
        int port = services.freePort();
        Service first = add("first", port, null);
        assertThrows(RuntimeException.class, () -> add("second", port, null));
        services.change(first.id(), row -> row.ended(Status.FAILED, "It failed.", NOW));
        assertEquals(port, services.freePort());
        assertEquals(port, add("third", port, null).port());
    }

    @Test
    void anIdempotencyKeyIsFoundAgainAndOnlyOnce() {
        Service first = add("once", services.freePort(), "click-" + UUID.randomUUID());
        String key = String.valueOf(first.idempotencyKey());
        assertEquals(
                first.id(),
                services.findByIdempotencyKey(key, NOW).orElseThrow().id());
        assertThrows(RuntimeException.class, () -> add("twice", services.freePort(), key));
    }

    @Test
    void anIdempotencyKeyIsFreeAgainAfterADay() {
        Service first = add("once", services.freePort(), "click-" + UUID.randomUUID());
        String key = String.valueOf(first.idempotencyKey());
        Instant dayLater = NOW.plus(Services.KEYS_LAST);
        assertEquals(Optional.empty(), services.findByIdempotencyKey(key, dayLater));
        services.forgetIdempotencyKeys(NOW.minusMillis(1));
        assertTrue(services.findByIdempotencyKey(key, NOW).isPresent());
        services.forgetIdempotencyKeys(NOW);
        assertEquals(key, add("again", services.freePort(), key).idempotencyKey());
    }

    @Test
    void everythingAskedForTheEngineComesBackAsItWasStored() {
        EngineOptions options = EngineOptions.of(List.of("--a", "", "b=c d"), Map.of("A", "x=y", "B", ""), true);
        Service stored = add("asked", services.freePort(), null, options);
        Service read = services.get(stored.id());
        assertEquals(options, read.options());
        assertEquals(45, read.idleMinutes());
        assertEquals("gpu:1", read.gres());
        assertEquals(Path.of("/cache/images/x_1.sif"), read.sif());
    }

    @Test
    void onlyAnEndedServiceIsRemoved() {
        Service service = add("gone", services.freePort(), null);
        assertFalse(services.removeEnded(service.id()));
        services.change(service.id(), row -> row.ended(Status.STOPPED, "Stopped.", NOW));
        assertTrue(services.removeEnded(service.id()));
        assertThrows(UnknownItem.class, () -> services.get(service.id()));
    }

    private Service add(String name, int port, @Nullable String idempotencyKey) {
        return add(name, port, idempotencyKey, EngineOptions.NONE);
    }

    private Service add(String name, int port, @Nullable String idempotencyKey, EngineOptions options) {
        UUID id = UUID.randomUUID();
        made.add(id);
        Specification wanted = new Specification(
                name,
                "text_generation",
                "x:1",
                "org/x",
                null,
                "p",
                "localhost",
                "ada",
                Path.of("/home/ada"),
                Path.of("/shared"),
                port,
                new Resources(1, 2, 0, Duration.ofMinutes(30), "gpu:1", null, "gpu80", null, null),
                "vllm",
                Duration.ofSeconds(90),
                options,
                45,
                Path.of("/cache/images/x_1.sif"),
                idempotencyKey,
                "fingerprint");
        return services.add(new Service(id, wanted, NOW));
    }
}
