package org.blackfish.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.blackfish.problem.InvalidInput;
import org.blackfish.problem.UnknownItem;
import org.blackfish.problem.WrongState;
import org.junit.jupiter.api.Test;

class PullsTest extends PullsFixture {
    @Test
    void aPullEndsInAWholeFileThatAllMayReadWithItsRecordAndNothingElse() throws IOException {
        Pulls pulls = pulls();
        pulls.start(profile(), order(false));
        Pull pull = awaitEnd(pulls);
        assertThat(pull.phase()).as(pull.log()).isEqualTo(PullPhase.DONE);
        Path file = images.resolve(FILE);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rwxr-xr-x");
        assertThat(Files.readString(programs.resolve("calls")))
                .isEqualTo("pull --no-https image.sif docker://127.0.0.1:5000/lab/engine:2\n");
        assertThat(images.resolve(".pulling").resolve(FILE)).doesNotExist();
        ImageRecord record = ImageRecords.find(new ProgramHosts(programs), profile(), ImagePlace.CACHE, FILE)
                .orElseThrow();
        assertThat(record.digest()).isEqualTo("sha256:" + "0".repeat(63) + "7");
        assertThat(record.size()).isEqualTo(Files.size(file));
        assertThat(record.image()).isEqualTo(IMAGE.toString());
        assertThat(told.getLast().phase()).isEqualTo("done");
        assertThat(pulls.list(profile())).isEmpty();
    }

    @Test
    void twoPullsOfOneImageAreOneAlsoFromTwoServers() throws IOException {
        behave("slow");
        Pulls one = pulls();
        Pulls other = pulls();
        one.start(profile(), order(false));
        await(one, pull -> pull.phase() == PullPhase.CONVERTING && pull.bytes() >= 3000);
        Pull joined = other.start(profile(), order(false));
        assertThat(joined.phase()).isEqualTo(PullPhase.CONVERTING);
        assertThat(runningScripts()).hasSize(1);
        assertThat(left()).containsExactly(".pulling");
        Files.createFile(programs.resolve("go"));
        assertThat(awaitEnd(other).phase()).isEqualTo(PullPhase.DONE);
        assertThat(Files.readAllLines(programs.resolve("calls"))).hasSize(1);
    }

    @Test
    void startsAtTheSameMomentAreOnePullToo() throws Exception {
        behave("slow");
        Pulls one = pulls();
        Pulls other = pulls();
        try (var threads = Executors.newFixedThreadPool(4)) {
            List<Future<Pull>> started = new ArrayList<>();
            for (Pulls pulls : List.of(one, other, one, other)) {
                started.add(threads.submit(() -> pulls.start(profile(), order(false))));
            }
            for (Future<Pull> pull : started) {
                assertThat(pull.get(30, TimeUnit.SECONDS).isLive()).isTrue();
            }
        }
        Files.createFile(programs.resolve("go"));
        assertThat(awaitEnd(one).phase()).isEqualTo(PullPhase.DONE);
        assertThat(Files.readAllLines(programs.resolve("calls"))).hasSize(1);
    }

    @Test
    void aPullThatIsKilledLeavesNoImageAndTheNextTryStartsClean() throws IOException {
        behave("slow");
        pulls().start(profile(), order(false));
        Pulls restarted = pulls();
        await(restarted, pull -> pull.phase() == PullPhase.CONVERTING);
        Path work = work();
        kill(restarted);
        Pull lost = awaitEnd(restarted);
        assertThat(lost.phase()).isEqualTo(PullPhase.LOST);
        assertThat(lost.sentence())
                .isEqualTo(
                        "The pull ended without a word, as one that was killed does. No half image was left under its"
                                + " name; try again.");
        assertThat(left()).containsExactly(".pulling");
        assertThat(work).exists();
        behave("ok");
        assertThat(restarted.start(profile(), order(false)).attempt()).isEqualTo(2);
        assertThat(awaitEnd(restarted).phase()).isEqualTo(PullPhase.DONE);
        assertThat(work).doesNotExist();
        assertThat(left()).containsExactly(".pulling", FILE);
    }

    @Test
    void afterARestartAKilledPullOfOursIsSetGoingAgain() throws IOException {
        behave("slow");
        pulls().start(profile(), order(false));
        Pulls restarted = pulls();
        await(restarted, pull -> pull.phase() == PullPhase.CONVERTING);
        kill(restarted);
        behave("ok");
        await(restarted, pull -> pull.phase() == PullPhase.LOST);
        restarted.resume(profile());
        Pull again = awaitEnd(restarted);
        assertThat(again.phase()).isEqualTo(PullPhase.DONE);
        assertThat(again.attempt()).isEqualTo(2);
    }

    @Test
    void aPullIsCancelledByAnyAdminAndLeavesNothing() throws IOException {
        behave("slow");
        pulls().start(profile(), order(false));
        Pulls other = pulls();
        await(other, pull -> pull.phase() == PullPhase.CONVERTING);
        Path work = work();
        other.cancel(profile(), ImagePlace.CACHE, FILE);
        Pull cancelled = awaitEnd(other);
        assertThat(cancelled.phase()).isEqualTo(PullPhase.CANCELLED);
        assertThat(cancelled.sentence()).isEqualTo("The pull was cancelled.");
        assertThat(work).doesNotExist();
        other.cancel(profile(), ImagePlace.CACHE, FILE);
        assertThat(images.resolve(".pulling").resolve(FILE)).doesNotExist();
    }

    @Test
    void aRefusalIsToldInOneSentenceAndTheNextTryMayWork() throws IOException {
        behave("refuse");
        Files.writeString(
                programs.resolve("words"),
                "FATAL:   While making image from oci registry: error fetching image to cache: failed to get checksum"
                        + " for docker://127.0.0.1:5000/lab/engine:2: reading manifest 2 in 127.0.0.1:5000/lab/engine:"
                        + " manifest unknown\n");
        Pulls pulls = pulls();
        pulls.start(profile(), order(false));
        Pull failed = awaitEnd(pulls);
        assertThat(failed.phase()).isEqualTo(PullPhase.FAILED);
        assertThat(failed.sentence())
                .isEqualTo("The registry knows no image 127.0.0.1:5000/lab/engine:2; check its name and tag.");
        assertThat(left()).containsExactly(".pulling");
        behave("ok");
        pulls.start(profile(), order(false));
        assertThat(awaitEnd(pulls).phase()).isEqualTo(PullPhase.DONE);
    }

    @Test
    void whatIsNoSifIsNotStaged() throws IOException {
        behave("junk");
        Pulls pulls = pulls();
        pulls.start(profile(), order(false));
        assertThat(awaitEnd(pulls).sentence()).isEqualTo("What was fetched is no SIF image; nothing was staged.");
        assertThat(left()).containsExactly(".pulling");
    }

    @Test
    void aStagedImageIsReplacedOnlyWhenAskedForAndOnlyByAWholeOne() throws IOException {
        Files.createDirectories(images);
        Files.writeString(images.resolve(FILE), "old");
        Pulls pulls = pulls();
        assertThatThrownBy(() -> pulls.start(profile(), order(false)))
                .isInstanceOf(WrongState.class)
                .hasMessage(images.resolve(FILE) + " is there already; ask for a replacement to pull it again.");
        behave("junk");
        pulls.start(profile(), order(true));
        awaitEnd(pulls);
        assertThat(images.resolve(FILE)).hasContent("old");
        behave("ok");
        pulls.start(profile(), order(true));
        assertThat(awaitEnd(pulls).phase()).isEqualTo(PullPhase.DONE);
        assertThat(Files.readString(images.resolve(FILE))).contains("SIF_MAGIC");
    }

    @Test
    void withoutAContainerProgramTheExactCommandIsTold() throws IOException {
        Files.writeString(programs.resolve("apptainer"), "#!/bin/sh\nexit 127\n");
        assertThatThrownBy(() -> pulls().start(profile(), order(false)))
                .isInstanceOf(WrongState.class)
                .hasMessage("Neither apptainer nor singularity is on the PATH of localhost: pull as a Slurm job, or run"
                        + " \"apptainer pull --no-https " + images.resolve(FILE)
                        + " docker://127.0.0.1:5000/lab/engine:2\" where there is one.");
        assertThat(left()).isEmpty();
    }

    @Test
    void aPullAsAJobNeedsSlurmAndOtherNamesAreRefused() {
        PullOrder job =
                new PullOrder(IMAGE, Optional.empty(), ImagePlace.CACHE, PullSite.SLURM, Optional.empty(), false);
        assertThatThrownBy(() -> pulls().start(profile(), job))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("The profile \"p\" has no Slurm; pull on the head node instead.");
        assertThatThrownBy(() -> pulls().get(profile(), ImagePlace.CACHE, "../x.sif"))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("The name \"../x.sif\" is none of a SIF file.");
        assertThatThrownBy(() -> pulls().get(profile(), ImagePlace.CACHE, "none_1.sif"))
                .isInstanceOf(UnknownItem.class)
                .hasMessage(
                        "There is no pull of none_1.sif in cache; ask for the list of images to see what is staged.");
    }
}
