package org.blackfish.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.blackfish.cluster.Eventually;
import org.blackfish.cluster.JobState;
import org.blackfish.problem.UnknownItem;
import org.blackfish.problem.WrongState;
import org.blackfish.settings.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database was lost while a job ran; the loop with its threads and its poller on the real clock. */
class OrphansTest {
    @TempDir
    private Path folder;

    private TestWorld world;
    private Service lost;
    private Secret key;
    private Reconciler reconciler;
    private Orphans orphans;

    @BeforeEach
    void loseTheDatabase() {
        world = new TestWorld(folder, Clock.systemUTC(), Map.of("BLACKFISH_POLL_ACTIVE", "100ms"));
        lost = world.launcher(world.launching()).launch(LaunchOrder.of("chat", "local/tiny"));
        key = world.keys.of(lost.id());
        world.services.lose();
        Launching launching = world.launching();
        reconciler = world.reconciler(launching);
        orphans = world.orphans(reconciler, launching);
    }

    @AfterEach
    void stop() {
        reconciler.stop();
    }

    @Test
    void oneLookAtTheStartShowsTheJobAndNoLookComesFromReadingTheList() {
        world.cluster.add("7", JobState.RUNNING, Path.of("/home/ada/thesis"));
        world.cluster.add(
                "8",
                JobState.CANCELLED,
                lost.workDirectory().resolveSibling(UUID.randomUUID().toString()));
        start();
        for (int i = 0; i < 100; i++) {
            assertThat(orphans.list()).hasSize(1);
        }
        Orphan orphan = orphans.list().getFirst();
        assertThat(orphan.id()).isEqualTo(lost.id());
        assertThat(orphan.model()).isEqualTo("local/tiny");
        assertThat(orphan.launchedFrom()).isEqualTo(world.home);
        assertThat(orphan.isAdoptable()).isTrue();
        assertThat(world.cluster.looks()).isEqualTo(1);
    }

    @Test
    void anAdoptedJobIsTheServiceThatItWas() throws IOException {
        Files.delete(world.home.resolve("keys").resolve(lost.id().toString()));
        start();
        Service adopted = orphans.adopt(lost.id());
        assertThat(adopted.id()).isEqualTo(lost.id());
        assertThat(adopted.jobId()).isEqualTo("101");
        assertThat(adopted.createdAt()).isEqualTo(lost.createdAt());
        assertThat(adopted.workDirectory()).isEqualTo(lost.workDirectory());
        assertThat(world.keys.of(lost.id())).as("from the job's copy").isEqualTo(key);
        assertThat(world.log.script(lost.id())).isPresent();
        within("followed", () -> world.services.get(lost.id()).status() == Status.PENDING);
        assertThat(orphans.list()).isEmpty();
        assertThat(world.cluster.submitted).hasSize(1);
        assertThatThrownBy(() -> orphans.adopt(lost.id())).isInstanceOf(UnknownItem.class);
    }

    @Test
    void aJobWhoseFolderDoesNotSayWhatItIsCanOnlyBeCancelled() throws IOException {
        Files.delete(lost.workDirectory().resolve("service.json"));
        start();
        assertThat(orphans.list().getFirst().isAdoptable()).isFalse();
        assertThatThrownBy(() -> orphans.adopt(lost.id()))
                .isInstanceOf(WrongState.class)
                .hasMessageContaining(lost.workDirectory() + " holds no usable service.json");
        assertThat(world.services.list(ServiceFilter.any())).isEmpty();
    }

    @Test
    void aJobWithoutItsKeyCanOnlyBeCancelled() throws IOException {
        Files.delete(lost.workDirectory().resolve("key"));
        Files.delete(world.home.resolve("keys").resolve(lost.id().toString()));
        start();
        assertThatThrownBy(() -> orphans.adopt(lost.id()))
                .isInstanceOf(WrongState.class)
                .hasMessageContaining("Its key is gone");
    }

    @Test
    void aNoteThatWasCopiedFromAnotherFolderIsNotBelieved() throws IOException {
        Path note = lost.workDirectory().resolve("service.json");
        Files.writeString(note, Files.readString(note).replace(world.home.toString(), "/home/eve"));
        start();
        assertThat(orphans.list().getFirst().isAdoptable()).isFalse();
    }

    @Test
    void aCancelledJobLeavesTheListWhenTheQueueConfirmsIt() {
        start();
        orphans.cancel(lost.id());
        assertThat(world.cluster.ended()).containsExactly("cancel 101");
        assertThat(orphans.list()).hasSize(1);
        world.cluster.all(JobState.CANCELLED, "");
        within("confirmed", () -> orphans.list().isEmpty());
        assertThat(world.cluster.looks()).isEqualTo(2);
        assertThatThrownBy(() -> orphans.cancel(lost.id())).isInstanceOf(UnknownItem.class);
    }

    @Test
    void theJobOfAServiceOnRecordAndAStrangersJobCannotBeCancelledAsOrphans() {
        world.cluster.add("7", JobState.RUNNING, Path.of("/home/ada/thesis/" + UUID.randomUUID()));
        start();
        Service adopted = orphans.adopt(lost.id());
        assertThatThrownBy(() -> orphans.cancel(adopted.id())).isInstanceOf(UnknownItem.class);
        assertThat(world.cluster.ended()).isEmpty();
    }

    @Test
    void whatAnUnfinishedLaunchLeftIsClearedUpAtTheStartAfterALookIntoTheQueue() throws IOException {
        Path kept = world.home.resolve("keys").resolve(lost.id().toString());
        Files.setLastModifiedTime(kept, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
        world.cluster.forgetJobs();
        reconciler.start();
        within("cleared up", () -> Files.notExists(kept) && Files.notExists(lost.workDirectory()));
        assertThat(world.cluster.looks()).isEqualTo(1);
    }

    @Test
    void nothingIsClearedUpWhileTheQueueDoesNotAnswer() throws IOException {
        Path kept = world.home.resolve("keys").resolve(lost.id().toString());
        Files.setLastModifiedTime(kept, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
        world.cluster.silent = true;
        reconciler.start();
        within("asked", () -> world.cluster.looks() == 1);
        reconciler.stop();
        assertThat(kept).exists();
        assertThat(lost.workDirectory().resolve("key")).exists();
    }

    private void start() {
        reconciler.start();
        within("one orphan", () -> orphans.list().size() == 1);
    }

    private static void within(String what, BooleanSupplier condition) {
        Eventually.within(Duration.ofSeconds(30), what, condition);
    }
}
