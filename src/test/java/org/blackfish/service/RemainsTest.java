package org.blackfish.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.blackfish.cluster.JobState;
import org.blackfish.cluster.Queue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemainsTest {
    private static final LaunchOrder ORDER = LaunchOrder.of("chat", "local/tiny");
    private static final Duration OLD = Remains.AGE.plusSeconds(1);

    @TempDir
    private Path folder;

    private TestWorld world;
    private Remains remains;

    @BeforeEach
    void furnish() {
        world = new TestWorld(folder, Clock.systemUTC());
        remains = world.remains(world.launching());
    }

    @Test
    void whatALaunchLeftThatDiedBeforeItsRowIsRemovedWhole() throws IOException {
        UUID id = unfinishedLaunch(OLD);
        TestWorld.write(work(id).resolve(".key." + UUID.randomUUID()), "half");
        assertThat(remains.any()).isTrue();
        assertThat(sweep()).isFalse();
        assertThat(key(id)).doesNotExist();
        assertThat(work(id)).doesNotExist();
        assertThat(remains.any()).isFalse();
    }

    @Test
    void aKeyFileAloneIsRemovedToo() throws IOException {
        UUID id = UUID.randomUUID();
        Path half = world.home.resolve("keys/." + id + "." + UUID.randomUUID());
        TestWorld.write(key(id), "secret");
        TestWorld.write(half, "sec");
        old(key(id), OLD);
        old(half, OLD);
        sweep();
        assertThat(key(id)).doesNotExist();
        assertThat(half).doesNotExist();
    }

    @Test
    void whatIsYoungerThanSomeMinutesIsLeftForLater() throws IOException {
        UUID id = unfinishedLaunch(Remains.AGE.minusSeconds(20));
        assertThat(sweep()).isTrue();
        assertThat(key(id)).exists();
        assertThat(work(id).resolve("start.sh")).exists();
    }

    @Test
    void theFolderOfAnOrphanJobIsNeverTouched() throws IOException {
        UUID id = unfinishedLaunch(OLD);
        world.cluster.add("7", JobState.PENDING, work(id));
        assertThat(sweep()).isFalse();
        assertThat(key(id)).exists();
        assertThat(work(id).resolve("key")).exists();
        world.cluster.all(JobState.CANCELLED, "");
        sweep();
        assertThat(work(id)).doesNotExist();
    }

    @Test
    void whereAJobHasRunOnlyItsSecretIsRemoved() throws IOException {
        UUID id = unfinishedLaunch(OLD);
        TestWorld.write(work(id).resolve("slurm-7.out"), "precious");
        sweep();
        assertThat(key(id)).doesNotExist();
        assertThat(work(id).resolve("key")).doesNotExist();
        assertThat(work(id).resolve("slurm-7.out")).hasContent("precious");
        assertThat(work(id).resolve("start.sh")).exists();
    }

    @Test
    void aServiceOnRecordKeepsEverything() throws IOException {
        Service service = world.launcher(world.launching()).launch(ORDER);
        world.cluster.forgetJobs();
        old(key(service.id()), OLD);
        assertThat(remains.any()).isFalse();
        sweep();
        assertThat(key(service.id())).exists();
        assertThat(work(service.id()).resolve("key")).exists();
    }

    @Test
    void theFolderOfAnotherBlackfishOfWhichWeHaveNoKeyIsNotTouched() throws IOException {
        UUID id = unfinishedLaunch(OLD);
        Files.delete(key(id));
        old(work(id), OLD);
        sweep();
        assertThat(work(id).resolve("key")).exists();
    }

    private UUID unfinishedLaunch(Duration ago) throws IOException {
        UUID id = UUID.randomUUID();
        world.launching().recordIntent(ORDER, world.planner.plan(ORDER, id), id);
        world.services.lose();
        old(key(id), ago);
        return id;
    }

    private static void old(Path file, Duration age) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
    }

    private boolean sweep() {
        return remains.sweep(List.of((Queue) world.cluster.queue()));
    }

    private Path key(UUID id) {
        return world.home.resolve("keys").resolve(id.toString());
    }

    private Path work(UUID id) {
        return world.home.resolve("jobs").resolve(id.toString());
    }
}
