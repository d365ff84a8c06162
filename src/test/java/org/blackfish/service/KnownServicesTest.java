package org.blackfish.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;
import org.blackfish.problem.UnknownItem;
import org.blackfish.settings.Secret;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownServicesTest {
    @TempDir
    private Path folder;

    private TestWorld world;
    private Service service;

    @BeforeEach
    void aServiceIsThere() {
        world = new TestWorld(folder, Clock.systemUTC());
        service = world.services.add(new Service(
                UUID.randomUUID(),
                TestWorld.anySpecification(),
                Clock.systemUTC().instant()));
        world.keys.keep(service.id(), new Secret("a-key-of-the-service"));
    }

    @Test
    void aServiceIsReadOnceUntilOneChanges() {
        assertThat(world.known.get(service.id())).isSameAs(world.known.get(service.id()));
    }

    @Test
    void aChangeIsSeenAtOnce() {
        assertThat(world.known.get(service.id()).isStopAsked()).isFalse();
        assertThat(world.known.healthy()).isEmpty();
        world.life.stop(service.id());
        assertThat(world.known.get(service.id()).isStopAsked()).isTrue();
    }

    @Test
    void aRemovedServiceIsUnknownWithItsNameAndKey() {
        assertThat(world.known.findByName("any")).contains(service.id());
        assertThat(world.known.key(service.id()).value()).isEqualTo("a-key-of-the-service");
        world.services.change(
                service.id(),
                row -> row.ended(Status.STOPPED, "over", Clock.systemUTC().instant()));
        assertThat(world.life.delete(service.id()).removed()).isTrue();
        assertThat(world.known.findByName("any")).isEmpty();
        assertThatThrownBy(() -> world.known.get(service.id())).isInstanceOf(UnknownItem.class);
        assertThatThrownBy(() -> world.known.key(service.id())).isInstanceOf(UnknownItem.class);
    }

    @Test
    void aNameThatNobodyHasIsAskedForAgain() {
        assertThat(world.known.findByName("late")).isEmpty();
        assertThat(world.known.findByName("any")).contains(service.id());
    }
}
