package org.blackfish.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.blackfish.cluster.Schedulers;
import org.blackfish.cluster.SlurmMeter;
import org.blackfish.fetch.Fetch;
import org.blackfish.fetch.Wait;
import org.blackfish.problem.CommandFailed;
import org.blackfish.profile.Hosts;
import org.blackfish.profile.Profiles;
import org.blackfish.settings.Settings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadCareTest {
    private static final UUID ID = UUID.randomUUID();

    @TempDir
    Path home;

    private final MemoryDownloads records = new MemoryDownloads();
    private final List<DownloadChanged> told = new ArrayList<>();
    private final Interrupting clock = new Interrupting();
    private Runnable slurm = () -> {};
    private Path folder;
    private Profiles profiles;
    private DownloadCare care;

    /** Lets somebody else act once, the next time that somebody asks what time it is. */
    private static final class Interrupting extends Clock {
        private Runnable other = () -> {};
        private Duration ahead = Duration.ZERO;

        @Override
        public Instant instant() {
            Runnable now = other;
            other = () -> {};
            now.run();
            return Instant.now().plus(ahead);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @BeforeEach
    void begin() throws Exception {
        Files.writeString(
                home.resolve("profiles.cfg"),
                "[here]\nschema = local\nhome_dir = " + home + "\ncache_dir = " + home + "\n");
        profiles = new Profiles(Settings.from(Map.of("BLACKFISH_HOME_DIR", home.toString())));
        care = care();
        folder = Files.createDirectories(home.resolve("downloads/one"));
        HubModel model = new HubModel(
                "acme/tiny",
                "0".repeat(40),
                "",
                "",
                "",
                false,
                0,
                0,
                "",
                "",
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                List.of());
        DownloadPlan plan = new DownloadPlan(
                model, home.resolve("models"), List.of(), true, 9, 9, Optional.empty(), Map.of(), Optional.empty());
        records.add(new DownloadRecord(ID, "here", DownloadOrder.of("acme/tiny"), plan, folder, Instant.now()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"paused", "done", "failed\nThe disk is full."})
    void whoPausesWhileItIsLookedAtHasTheLastWord(String ended) throws Exception {
        Files.writeString(folder.resolve("ended"), ended);
        clock.other = () -> become(DownloadStatus.PAUSED);
        care.look();
        assertThat(status()).isEqualTo(DownloadStatus.PAUSED);
        assertThat(folder.resolve("ended")).as("left to whoever resumes it").exists();
        assertThat(folder.resolve("token")).as("no program was set going").doesNotExist();
        assertThat(told).isEmpty();
    }

    @Test
    void aBeatThatWasSeenBeforeAPauseDoesNotUndoIt() throws Exception {
        Files.writeString(folder.resolve("beat"), beat());
        clock.other = () -> become(DownloadStatus.PAUSED);
        care.look();
        assertThat(status()).isEqualTo(DownloadStatus.PAUSED);
    }

    @ParameterizedTest
    @EnumSource(names = {"PAUSED", "CANCELLED", "COMPLETED", "FAILED"})
    void whatNoLongerGoesOnIsNotSetGoing(DownloadStatus status) {
        become(status);
        assertThat(care.again(ID)).isEmpty();
        assertThat(status()).isEqualTo(status);
        assertThat(folder.resolve("token")).doesNotExist();
    }

    @Test
    void aCancelledOneThatIsResumedWhileItIsLookedAtKeepsItsFolder() throws Exception {
        Files.writeString(folder.resolve("ended"), "cancelled");
        become(DownloadStatus.CANCELLED);
        records.beforeFind = () -> become(DownloadStatus.PENDING);
        assertThat(care.look()).isTrue();
        assertThat(folder).exists();

        become(DownloadStatus.CANCELLED);
        care.look();
        assertThat(folder).doesNotExist();
    }

    @Test
    void aClearingThatTheServersEndBrokeOffIsDoneAtTheNextStart() throws Exception {
        program("echo cancelled >ended");
        become(DownloadStatus.CANCELLED);
        care.resumeAll();
        assertThat(care.look()).isTrue();
        Wait.until(() -> !care.look());
        assertThat(folder).doesNotExist();
    }

    @Test
    void aClearingThatSaysNothingIsBegunAgain() throws Exception {
        program("echo cleared >>../runs");
        become(DownloadStatus.CANCELLED);
        assertThat(care.look()).isTrue();
        Wait.until(() -> runs() == 1);
        assertThat(care.look()).isTrue();
        clock.ahead = Duration.ofSeconds(21);
        assertThat(care.look()).isTrue();
        Wait.until(() -> runs() == 2);
        assertThat(care.look()).isTrue();
        assertThat(runs()).isEqualTo(2);
    }

    @Test
    void aClearingThatFailsIsTriedAFewTimesAndThenToldAndNotLookedAtAnyMore() throws Exception {
        program("echo cleared >>../runs; printf 'failed\\nThe disk is closed.\\n' >.e; mv .e ended");
        become(DownloadStatus.CANCELLED);
        Wait.until(() -> !care.look());
        assertThat(runs()).isEqualTo(5);
        assertThat(care.look()).isFalse();
        assertThat(folder).exists();
        assertThat(told).singleElement().satisfies(changed -> {
            assertThat(changed.download().status()).isEqualTo(DownloadStatus.CANCELLED);
            assertThat(changed.download().sentence())
                    .isEqualTo("What it brought is not cleared up, and the next start of Blackfish tries it again: The"
                            + " disk is closed.");
        });

        program("echo cancelled >ended");
        care = care();
        care.resumeAll();
        Wait.until(() -> !care.look());
        assertThat(folder).doesNotExist();
        assertThat(told.getLast().download().sentence()).isEmpty();
        assertThat(told).hasSize(2);
    }

    @Test
    void aCancelStandsWhenItsClearingCannotBeBegunWhichIsTriedAgain() throws Exception {
        program("echo cancelled >ended");
        Path unwritable = Files.createDirectory(folder.resolve("stop"));
        assertThat(care.cancelled(record()).status()).isEqualTo(DownloadStatus.CANCELLED);
        Files.delete(unwritable);
        assertThat(care.look()).isTrue();
        clock.ahead = Duration.ofSeconds(21);
        Wait.until(() -> !care.look());
        assertThat(folder).doesNotExist();
    }

    @Test
    void aCancelStandsWhenTheClusterKeepsItsJobAndAsksAgainOnceAllIsClearedUp() throws Exception {
        program("echo cancelled >ended");
        records.change(ID, row -> row.found("7"));
        List<String> asked = new ArrayList<>();
        slurm = () -> {
            asked.add("scancel");
            throw new CommandFailed("here", asked, 1, "The controller is away.");
        };
        assertThat(care.cancelled(record()).status()).isEqualTo(DownloadStatus.CANCELLED);
        assertThat(asked).hasSize(1);
        Wait.until(() -> !care.look());
        assertThat(folder).doesNotExist();
        assertThat(asked).hasSize(2);
    }

    @Test
    void aPauseThatWasHeardInPlaceOfTheCancelClearsNothing() throws Exception {
        program("echo cleared >>../runs; echo cancelled >ended");
        Files.writeString(folder.resolve("ended"), "paused");
        become(DownloadStatus.CANCELLED);
        Wait.until(() -> !care.look());
        assertThat(folder).doesNotExist();
        assertThat(runs()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"PAUSED", "CANCELLED"})
    void whoIsDoneBeforeHeHearsOfTheStopIsDone(DownloadStatus wish) throws Exception {
        become(wish);
        Files.writeString(folder.resolve("ended"), "done");
        care.look();
        assertThat(status()).isEqualTo(DownloadStatus.COMPLETED);
        assertThat(told).hasSize(1);
        assertThat(folder).doesNotExist();
    }

    @Test
    void theLastWordOfWhoIsDoneOutlivesTheStop() throws Exception {
        Files.writeString(folder.resolve("ended"), "done");
        become(DownloadStatus.PAUSED);
        care.folder(record()).stop(Fetch.PAUSE);
        care.look();
        assertThat(status()).isEqualTo(DownloadStatus.COMPLETED);
    }

    @Test
    void theLastWordOfAnEarlierProgramGoesWithTheStop() throws Exception {
        Files.writeString(folder.resolve("ended"), "paused");
        care.folder(record()).stop(Fetch.CANCEL);
        assertThat(folder.resolve("ended")).doesNotExist();
        assertThat(folder.resolve("stop")).hasContent("cancel");
    }

    @Test
    void whoIsPausedIsLookedAtUntilItsProgramHasHeardOfIt() throws Exception {
        become(DownloadStatus.PAUSED);
        assertThat(care.look()).isTrue();
        Files.writeString(folder.resolve("ended"), "paused");
        assertThat(care.look()).isFalse();
        Files.delete(folder.resolve("ended"));
        clock.ahead = Duration.ofMinutes(1);
        assertThat(care.look()).as("its program was killed").isFalse();
    }

    @Test
    void whatIsTakenOffTheListIsClearedUpAllTheSame() throws Exception {
        program("echo cancelled >ended");
        become(DownloadStatus.CANCELLED);
        DownloadRecord record = record();
        records.remove(ID);
        care.left(record);
        assertThat(told).as("whoever watches looks again").hasSize(1);
        assertThat(care.look()).isTrue();
        Wait.until(() -> !care.look());
        assertThat(folder).doesNotExist();
    }

    @Test
    void whatNobodyListsAndWasToldToClearUpDoesSoAtTheNextStart() throws Exception {
        program("echo cancelled >ended");
        Files.writeString(folder.resolve("stop"), "cancel\n");
        records.remove(ID);
        care.resumeAll();
        Wait.until(() -> !care.look());
        assertThat(folder).doesNotExist();
    }

    /** That of a server that has just started. */
    private DownloadCare care() {
        Schedulers none = new Schedulers(
                profile -> {
                    slurm.run();
                    throw new AssertionError("no Slurm in this test");
                },
                new SlurmMeter());
        Map<String, String> environment = Map.of("HF_HOME", home.toString());
        return new DownloadCare(
                profiles,
                new Hosts(),
                records,
                new DownloadStart(none, new Hub(new HubToken(environment), environment), environment),
                new DownloadView(none, Duration.ofSeconds(1), clock),
                clock,
                told::add);
    }

    /** What runs in the place of the transfer's program. */
    private void program(String line) throws IOException {
        Files.writeString(folder.resolve("order"), "");
        Files.writeString(folder.resolve("fetch.jar"), "");
        Files.writeString(folder.resolve("fetch.sh"), "cd " + folder + " || exit 1\n" + line + "\n");
    }

    private long runs() throws IOException {
        Path runs = home.resolve("downloads/runs");
        return Files.exists(runs) ? Files.readAllLines(runs).size() : 0;
    }

    private static String beat() {
        return "1 5 9 0 1 0 \n";
    }

    private void become(DownloadStatus status) {
        records.change(ID, row -> row.moveTo(status, "", Instant.now()));
    }

    private DownloadRecord record() {
        return records.find(ID).orElseThrow();
    }

    private DownloadStatus status() {
        return record().status();
    }
}
