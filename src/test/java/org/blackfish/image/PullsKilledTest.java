package org.blackfish.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.blackfish.cluster.Eventually;
import org.blackfish.problem.WrongState;
import org.blackfish.transport.Command;
import org.blackfish.transport.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pulls of which the script, the container program or the server is killed, at every step of the way. */
class PullsKilledTest extends PullsFixture {
    private static final String LOST = "The pull ended without a word, as one that was killed does. No half image was"
            + " left under its name; try again.";

    @AfterEach
    void endWhatStillWaits() throws IOException {
        Files.writeString(programs.resolve("go"), "");
        runningScripts().forEach(script -> tree(script).forEach(ProcessHandle::destroyForcibly));
        helper().ifPresent(ProcessHandle::destroyForcibly);
    }

    /** The pull goes on to that step and waits there. */
    private void stopAt(String step) throws IOException {
        switch (step) {
            case "checking" -> program(programs, "sha256sum", waiting("") + "exec /usr/bin/sha256sum \"$@\"\n");
            case "before the rename" -> program(programs, "ln", waiting("") + "exec /bin/ln \"$@\"\n");
            case "after the rename" -> program(programs, "ln", waiting("/bin/ln \"$@\"\n"));
            default -> behave("pause " + step);
        }
    }

    private String waiting(String first) {
        return "#!/bin/bash\n" + first + "touch '" + reached() + "'\nuntil [[ -e '" + programs.resolve("go")
                + "' ]]; do sleep 0.1; done\n";
    }

    private Path reached() {
        return programs.resolve("helper");
    }

    private void goOnFreely() throws IOException {
        for (String program : List.of("sha256sum", "ln", "helper")) {
            Files.deleteIfExists(programs.resolve(program));
        }
        behave("ok");
    }

    private Optional<ProcessHandle> helper() throws IOException {
        String number = Files.exists(reached()) ? Files.readString(reached()).strip() : "";
        return number.isEmpty() ? Optional.empty() : ProcessHandle.of(Long.parseLong(number));
    }

    private static Stream<ProcessHandle> tree(ProcessHandle process) {
        // The script first, or it goes on where a program of its fails.
        return Stream.concat(Stream.of(process), process.descendants());
    }

    private static void await(BooleanSupplier condition) {
        Eventually.within(Duration.ofSeconds(60), "what the scripts do", condition);
    }

    /** As the end of a machine, with all that the script started. */
    private void killAll() {
        for (ProcessHandle script : runningScripts()) {
            List<ProcessHandle> all = tree(script).toList();
            all.forEach(ProcessHandle::destroyForcibly);
            all.forEach(process -> process.onExit().join());
        }
    }

    /** Another server's view after all is silent long enough. */
    private Pulls later() {
        Pulls restarted = pulls();
        restarted.get(profile(), ImagePlace.CACHE, FILE);
        ahead.set(Duration.ofSeconds(90));
        return restarted;
    }

    private boolean isStaged() {
        return Files.exists(images.resolve(FILE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fetching", "unpacking", "converting", "copying", "checking", "before the rename"})
    void aPullThatIsKilledInAnyPhaseLeavesNoImageAndTheNextTryStartsClean(String step) throws IOException {
        stopAt(step);
        pulls().start(profile(), order(false));
        await(() -> Files.exists(reached()));
        assertThat(isStaged()).isFalse();
        killAll();
        Pulls restarted = later();
        Pull lost = awaitEnd(restarted);
        assertThat(lost.phase()).isEqualTo(PullPhase.LOST);
        assertThat(lost.sentence()).isEqualTo(LOST);
        assertThat(left()).containsExactly(".pulling");
        goOnFreely();
        assertThat(restarted.start(profile(), order(false)).attempt()).isEqualTo(2);
        assertThat(awaitEnd(restarted).phase()).isEqualTo(PullPhase.DONE);
        assertThat(left()).containsExactly(".pulling", FILE);
        assertThat(images.resolve(".pulling")).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPullThatIsKilledBetweenItsRenameAndItsLastWordIsDoneAndClearedAway(boolean replace) throws IOException {
        Path scratch = Files.createDirectory(temporary.resolve("scratch"));
        Files.writeString(temporary.resolve("cache/images.yaml"), "pull: {scratch: \"" + scratch + "\"}\n");
        if (replace) {
            Files.createDirectories(images);
            Files.writeString(images.resolve(FILE), "old");
            program(
                    programs,
                    "mv",
                    "#!/bin/bash\n/bin/mv \"$@\" || exit\n[[ ${*: -1} != '" + images.resolve(FILE) + "' ]] || {\n"
                            + waiting("") + "}\n");
        } else {
            stopAt("after the rename");
        }
        pulls().start(profile(), order(replace));
        await(() -> Files.exists(reached()));
        killAll();
        assertThat(scratch).isNotEmptyDirectory();
        Pulls restarted = later();
        assertThat(awaitEnd(restarted).phase()).isEqualTo(PullPhase.DONE);
        assertThat(Files.readString(images.resolve(FILE))).contains("SIF_MAGIC");
        assertThat(images.resolve(".pulling")).isEmptyDirectory();
        assertThat(scratch).isEmptyDirectory();
        assertThat(ImageRecords.find(new ProgramHosts(programs), profile(), ImagePlace.CACHE, FILE))
                .isPresent();
    }

    @Test
    void aPullThatEndsWhileNoServerLivesIsNotedByTheNextOne() throws IOException {
        pulls().start(profile(), order(false));
        await(() -> Files.exists(folder().resolve("ended")));
        assertThat(ImageRecords.find(new ProgramHosts(programs), profile(), ImagePlace.CACHE, FILE))
                .isEmpty();
        assertThat(pulls().get(profile(), ImagePlace.CACHE, FILE).phase()).isEqualTo(PullPhase.DONE);
        assertThat(ImageRecords.find(new ProgramHosts(programs), profile(), ImagePlace.CACHE, FILE))
                .isPresent();
        assertThat(folder()).doesNotExist();
    }

    @Test
    void aServerThatIsKilledBetweenTheIntentAndTheStartLeavesAPullThatIsStartedAgain() {
        Pulls killed = pulls(new ProgramHosts(programs) {
            @Override
            public Outcome run(Command command) {
                if (command.argv().contains("setsid")) {
                    throw new AssertionError("killed");
                }
                return super.run(command);
            }
        });
        assertThatThrownBy(() -> killed.start(profile(), order(false))).isInstanceOf(AssertionError.class);
        Pulls restarted = later();
        assertThat(awaitEnd(restarted).phase()).isEqualTo(PullPhase.LOST);
        restarted.resume(profile());
        Pull again = awaitEnd(restarted);
        assertThat(again.phase()).isEqualTo(PullPhase.DONE);
        assertThat(again.attempt()).isEqualTo(2);
    }

    @Test
    void aContainerProgramThatIsKilledIsToldAndWhatItStartedEndsToo() throws IOException {
        stopAt("converting");
        Pulls pulls = pulls();
        pulls.start(profile(), order(false));
        await(() -> Files.exists(reached()));
        ProcessHandle helper = helper().orElseThrow();
        Path work = work();
        helper.parent().orElseThrow().destroyForcibly();
        Pull failed = awaitEnd(pulls);
        assertThat(failed.phase()).isEqualTo(PullPhase.FAILED);
        assertThat(failed.sentence())
                .isEqualTo("The container program was killed, as happens when memory runs out; nothing was staged. Try"
                        + " again, or pull as a Slurm job with more pull.memory_gb in images.yaml.");
        await(() -> !helper.isAlive());
        assertThat(work).doesNotExist();
        assertThat(left()).containsExactly(".pulling");
        goOnFreely();
        pulls.start(profile(), order(false));
        assertThat(awaitEnd(pulls).phase()).isEqualTo(PullPhase.DONE);
    }

    @Test
    void aLockOfAServerThatWasKilledIsTakenOverAndThatOfALivingOneIsRespected() throws IOException {
        Path locks = Files.createDirectories(temporary.resolve("cache/.blackfish/locks"));
        Path lock = locks.resolve("pull-" + FILE + ".lock");
        Files.writeString(
                lock, "owner alice\nhost login2\npurpose starting the pull of " + IMAGE + "\nsince 14:02\nnonce 0-1\n");
        Pulls pulls = pulls();
        assertThatThrownBy(() -> pulls.start(profile(), order(false)))
                .isInstanceOf(WrongState.class)
                .hasMessage("alice on login2 is starting the pull of " + IMAGE
                        + " since 14:02; try again when that is done.");
        assertThat(runningScripts()).isEmpty();
        Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minus(Duration.ofMinutes(3))));
        pulls.start(profile(), order(false));
        assertThat(awaitEnd(pulls).phase()).isEqualTo(PullPhase.DONE);
        assertThat(locks).isEmptyDirectory();
    }
}
