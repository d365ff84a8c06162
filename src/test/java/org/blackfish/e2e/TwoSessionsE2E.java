package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two servers over one home on two machines that see nothing of each other but the files; the lease's times are short. */
class TwoSessionsE2E {
    private static final String RIGHT = "";
    private static final String SEVEN_MINUTES_FAST = "+7m";
    private static final String SEVEN_MINUTES_SLOW = "-7m";

    private Path scratch = Path.of("unset");
    private Path home = Path.of("unset");
    private final ScheduledExecutorService eye = Executors.newSingleThreadScheduledExecutor();
    private final AtomicReference<String> doubled = new AtomicReference<>("");
    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicInteger sightings = new AtomicInteger();

    @BeforeEach
    void watchThePostmasters() throws IOException {
        scratch = Files.createTempDirectory(
                Files.createDirectories(Testbed.prefix().resolve("scratch")), "t");
        home = Files.createDirectory(scratch.resolve("home"));
        var watching = eye.scheduleWithFixedDelay(this::look, 0, 100, TimeUnit.MILLISECONDS);
        assertThat(watching.isDone()).isFalse();
    }

    @AfterEach
    void neverTwoPostmastersOnOneFolder() {
        eye.shutdownNow();
        assertThat(looks.get()).isGreaterThan(20);
        assertThat(sightings.get()).as("postmasters that were seen").isPositive();
        assertThat(doubled.get()).isEmpty();
    }

    @Test
    void theSecondIsToldWhoHoldsTheDataAndTakesOverWhenAskedOnItsPage() throws Exception {
        try (HeadNode first = HeadNode.start(home, 18911, RIGHT).awaitSays("answers on")) {
            first.makeToken("kept");
            try (HeadNode second =
                    HeadNode.start(home, 18912, SEVEN_MINUTES_FAST).awaitSays("waits on")) {
                assertThat(second.says()).contains("are in use by the Blackfish server on", "http://localhost:18911/");
                assertThat(second.get("/", "-s")).contains("Sign in").doesNotContain("18911", "Take over");
                Path jar = second.run().resolve("cookies");
                Path form = second.run().resolve("form");
                Testbed.write(
                        form,
                        "token=" + Testbed.read(home.resolve("auth_token")).strip());
                second.get("/session", "-c", jar.toString(), "-d", "@" + form);
                String page = second.get("/", "-b", jar.toString());
                assertThat(page)
                        .contains("in use by the Blackfish server on", "since 20")
                        .contains("only: open http://localhost:18911/ there.")
                        .doesNotContain("href=");
                assertThat(second.get("/take-over", "-b", jar.toString(), "-d", "csrf=guessed"))
                        .contains("Reload the page");
                Testbed.write(
                        form, "csrf=" + page.split("name=\"csrf\" value=\"")[1].split("\"")[0]);
                second.get("/take-over", "-b", jar.toString(), "-d", "@" + form);
                assertThat(first.awaitEnd()).isZero();
                assertThat(first.says()).contains("took the data over, as its user wished");
                second.awaitSays("answers on");
                assertThat(second.get("/api/tokens")).contains("kept");
            }
        }
    }

    @Test
    void whoIsToldNotToWaitEndsWithACodeOfItsOwn() throws Exception {
        try (HeadNode first = HeadNode.start(home, 18911, RIGHT).awaitSays("answers on");
                HeadNode second = HeadNode.start(home, 18912, RIGHT, "--no-wait")) {
            assertThat(second.awaitEnd()).isEqualTo(3);
            assertThat(second.says()).contains("are in use by the Blackfish server on");
            assertThat(first.get("/api/services")).contains("[]");
        }
    }

    @Test
    @Tag("heavy")
    void aHolderThatIsKilledIsFollowedAfterItsSilence() throws Exception {
        faulty(SEVEN_MINUTES_SLOW, first -> first.jvm().destroyForcibly(), first -> {});
    }

    @Test
    @Tag("heavy")
    void aHolderThatStandsStillLosesItsPostmasterAndEndsWhenItGoesOn() throws Exception {
        faulty(SEVEN_MINUTES_FAST, first -> Machines.signal("STOP", List.of(first.jvm())), first -> {
            Machines.signal("CONT", List.of(first.jvm()));
            assertThat(first.awaitEnd()).isEqualTo(75);
            assertThat(first.says()).contains("Stopped, because ");
        });
    }

    @Test
    @Tag("heavy")
    void aMachineThatStandsStillComesBackToDataThatNobodyReads() throws Exception {
        faulty(SEVEN_MINUTES_FAST, first -> Machines.signal("STOP", first.server()), first -> {
            Machines.signal("CONT", first.server());
            assertThat(first.awaitEnd()).isEqualTo(75);
        });
    }

    @Test
    @Tag("heavy")
    void aHolderWhoseStorageHangsStopsItsPostmasterAndItself() throws Exception {
        Path mount = Files.createDirectory(scratch.resolve("mount"));
        Process storage =
                new ProcessBuilder("bindfs", "-f", "--no-allow-other", home.toString(), mount.toString()).start();
        Testbed.await(
                "the home is mounted",
                () -> Testbed.run("findmnt", "-n", mount.toString()).contains("fuse"));
        try (HeadNode first = HeadNode.start(mount, 18911, RIGHT).awaitSays("answers on")) {
            first.makeToken("kept");
            try (HeadNode second =
                    HeadNode.start(home, 18912, SEVEN_MINUTES_SLOW).awaitSays("waits on")) {
                Machines.signal("STOP", List.of(storage.toHandle()));
                assertThat(first.awaitEnd()).isEqualTo(75);
                second.awaitSays("answers on");
                Machines.signal("CONT", List.of(storage.toHandle()));
                assertThat(second.get("/api/tokens")).contains("kept");
            }
        } finally {
            Testbed.run("fusermount3", "-u", "-z", mount.toString());
            storage.destroyForcibly().waitFor();
        }
    }

    /** One holds, the other waits, something happens to the first: the second serves the same rows, and what comes back ends. */
    private void faulty(String clock, Happening fault, Happening comeback) throws Exception {
        try (HeadNode first = HeadNode.start(home, 18911, RIGHT).awaitSays("answers on")) {
            first.makeToken("kept");
            try (HeadNode second = HeadNode.start(home, 18912, clock).awaitSays("waits on")) {
                fault.to(first);
                second.awaitSays("answers on");
                assertThat(second.get("/api/tokens")).contains("kept");
                comeback.to(first);
                second.makeToken("later");
                assertThat(second.get("/api/tokens")).contains("kept", "later");
            }
        }
    }

    private void look() {
        List<Object> folders = Machines.dataFolders(scratch);
        if (folders.size() != new HashSet<>(folders).size()) {
            doubled.set("two postmasters on the inode " + folders);
        }
        looks.incrementAndGet();
        sightings.addAndGet(folders.size());
    }

    @FunctionalInterface
    private interface Happening {
        void to(HeadNode node) throws Exception;
    }
}
