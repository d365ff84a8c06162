package org.blackfish.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.blackfish.problem.AccessRefused;
import org.blackfish.problem.WrongState;
import org.blackfish.profile.SharedLock;
import org.blackfish.profile.SharedLocks;
import org.blackfish.transport.Command;
import org.blackfish.transport.Outcome;
import org.junit.jupiter.api.Test;

/** Pulls that meet what other orders, other tries and other accounts left where they work. */
class PullsOfOthersTest extends PullsFixture {
    private static final Digest OTHER = new Digest("sha256:" + "b".repeat(64));

    private static PullOrder order(String image, Optional<Digest> digest) {
        return new PullOrder(
                ImageRef.parse(image), digest, ImagePlace.CACHE, PullSite.HEAD_NODE, Optional.empty(), false);
    }

    /** As a folder with another account's files in it. */
    private ProgramHosts withForeignFiles() {
        return new ProgramHosts(programs) {
            @Override
            public void remove(Path path) {
                if (path.equals(folder())) {
                    throw new AccessRefused(path.toString(), path + " may not be read or written by this account.");
                }
                super.remove(path);
            }
        };
    }

    @Test
    void aPullOfAnotherImageUnderTheSameNameIsNotJoined() throws IOException {
        behave("slow");
        Pulls pulls = pulls();
        pulls.start(profile(), order(false));
        assertThatThrownBy(() -> pulls.start(profile(), order("127.0.0.1:5000/other/engine:2", Optional.empty())))
                .isInstanceOf(WrongState.class)
                .hasMessage(
                        System.getProperty("user.name") + " is pulling " + IMAGE + " into engine_2.sif, which is not"
                                + " 127.0.0.1:5000/other/engine:2; wait for its end or cancel it, then pull again.");
        assertThatThrownBy(() -> pulls.start(profile(), order(IMAGE.toString(), Optional.of(OTHER))))
                .isInstanceOf(WrongState.class)
                .hasMessageContaining("which is not " + IMAGE + " (" + OTHER + ");");
        assertThatThrownBy(() -> pulls.start(profile(), order(true)))
                .isInstanceOf(WrongState.class)
                .hasMessageContaining("which is not " + IMAGE + " as a replacement;");
        Files.createFile(programs.resolve("go"));
        assertThat(awaitEnd(pulls).phase()).isEqualTo(PullPhase.DONE);
    }

    @Test
    void theNextTryTakesTheDigestThatIsPinnedByThen() throws IOException {
        behave("refuse");
        Files.writeString(programs.resolve("words"), "FATAL:   manifest unknown\n");
        Pulls pulls = pulls();
        pulls.start(profile(), order(IMAGE.toString(), Optional.of(new Digest("sha256:" + "a".repeat(64)))));
        awaitEnd(pulls);
        Files.writeString(
                temporary.resolve("cache/images.yaml"),
                "images:\n  llama_cpp: {image: \"" + IMAGE + "\", digest: \"" + OTHER + "\"}\n");
        behave("ok");
        pulls.again(profile(), ImagePlace.CACHE, FILE);
        assertThat(awaitEnd(pulls).phase()).isEqualTo(PullPhase.DONE);
        assertThat(Files.readAllLines(programs.resolve("calls")).getLast()).endsWith("/lab/engine@" + OTHER);
    }

    @Test
    void theNoteOfUnpackedFilesElsewhereStaysWithTheNextTry() throws IOException {
        Path elsewhere = Files.createDirectories(folder()).resolve("work.aaaaaaaa");
        Files.writeString(elsewhere, "another-host /scratch/blackfish-pull.aaaaaaaa\n");
        behave("slow");
        Pulls pulls = pulls();
        pulls.start(profile(), order(false));
        await(pulls, pull -> pull.phase() == PullPhase.CONVERTING);
        assertThat(elsewhere).hasContent("another-host /scratch/blackfish-pull.aaaaaaaa");
        Files.createFile(programs.resolve("go"));
        assertThat(awaitEnd(pulls).phase()).isEqualTo(PullPhase.DONE);
        assertThat(pulls.list(profile())).isEmpty();
        assertThat(elsewhere).exists();
    }

    @Test
    void aStagedImageIsNoPullAnyMoreAlthoughAnotherAccountsFilesStayBehind() throws IOException {
        Pulls pulls = pulls(withForeignFiles());
        pulls.start(profile(), order(false));
        assertThat(awaitEnd(pulls).phase()).isEqualTo(PullPhase.DONE);
        assertThat(pulls.list(profile())).isEmpty();
        assertThat(folder()).exists();
    }

    @Test
    void whoeverDismissesAPullIsToldThatAnotherAccountsFilesStay() throws IOException {
        behave("junk");
        Pulls pulls = pulls(withForeignFiles());
        pulls.start(profile(), order(false));
        awaitEnd(pulls);
        assertThatThrownBy(() -> pulls.cancel(profile(), ImagePlace.CACHE, FILE))
                .isInstanceOf(AccessRefused.class)
                .hasMessage("The pull is forgotten, but " + folder() + " stays: it holds files of another account,"
                        + " which can remove its leftovers on Cache health.");
        assertThat(pulls.list(profile())).isEmpty();
    }

    @Test
    void theScriptOfACancelledTryLeavesTheNextOneAlone() throws IOException {
        behave("slow");
        Pulls pulls = pulls();
        pulls.start(profile(), order(false));
        await(pulls, pull -> pull.phase() == PullPhase.CONVERTING);
        Path old = Files.copy(folder().resolve("pull.sh"), temporary.resolve("old.sh"));
        kill(pulls);
        awaitEnd(pulls);
        pulls.cancel(profile(), ImagePlace.CACHE, FILE);
        ahead.set(Duration.ZERO);
        pulls.start(profile(), order(false));
        await(pulls, pull -> pull.phase() == PullPhase.CONVERTING);
        Path hurried = Files.createDirectory(temporary.resolve("hurried"));
        program(hurried, "sleep", "#!/bin/sh\n");
        new ProgramHosts(hurried)
                .run(new Command(List.of("bash", old.toString()), "", Map.of(), Duration.ofSeconds(60)));
        assertThat(runningScripts()).hasSize(1);
        assertThat(work()).exists();
        Files.createFile(programs.resolve("go"));
        assertThat(awaitEnd(pulls).phase()).isEqualTo(PullPhase.DONE);
    }

    @Test
    void dismissingAPullRunsNoScriptThatLiesInItsFolder() throws IOException {
        behave("junk");
        Pulls pulls = pulls();
        pulls.start(profile(), order(false));
        awaitEnd(pulls);
        Path trap = temporary.resolve("sprung");
        Files.writeString(folder().resolve("pull.sh"), "touch '" + trap + "'\n");
        pulls.cancel(profile(), ImagePlace.CACHE, FILE);
        assertThat(trap).doesNotExist();
        assertThat(folder()).doesNotExist();
    }

    private void noteUnpacked(String host, Path where) throws IOException {
        Files.writeString(folder().resolve("work.aaaaaaaa"), host + " " + where + "\n");
    }

    private String thisHost() {
        Outcome said = new ProgramHosts(programs).run(Command.of(Duration.ofSeconds(20), "hostname"));
        return said.stdout().strip();
    }

    @Test
    void aNoteThatWasForgedHasNothingRemovedThatNoPullUnpacked() throws IOException {
        behave("junk");
        Pulls pulls = pulls();
        pulls.start(profile(), order(false));
        awaitEnd(pulls);
        Path models = Files.createDirectories(temporary.resolve("theirs/models"));
        Path link = Files.createSymbolicLink(temporary.resolve("blackfish-pull.X"), temporary.resolve("theirs"));
        noteUnpacked(thisHost(), link.resolve("models"));
        assertThatThrownBy(() -> pulls.cancel(profile(), ImagePlace.CACHE, FILE))
                .isInstanceOf(AccessRefused.class);
        assertThat(models).exists();
    }

    @Test
    void whoeverDismissesAPullIsToldOfUnpackedFilesOnAnotherHostWhoseNoteStays() throws IOException {
        behave("junk");
        Pulls pulls = pulls();
        pulls.start(profile(), order(false));
        awaitEnd(pulls);
        noteUnpacked("another-host", Path.of("/scratch/blackfish-pull.aaaaaaaa"));
        assertThatThrownBy(() -> pulls.cancel(profile(), ImagePlace.CACHE, FILE))
                .isInstanceOf(AccessRefused.class)
                .hasMessage("The pull is forgotten, but " + folder() + " stays: its files work.* tell on which host and"
                        + " where there are unpacked files that could not be removed from here; remove those, then that"
                        + " folder.");
        assertThat(folder().resolve("work.aaaaaaaa")).exists();
        assertThat(pulls.list(profile())).isEmpty();
    }

    @Test
    void whatAnotherHostUnpackedOnADiskThatIsHereTooIsClearedAway() throws IOException {
        behave("junk");
        Pulls pulls = pulls();
        pulls.start(profile(), order(false));
        awaitEnd(pulls);
        Path unpacked = Files.createDirectory(temporary.resolve("blackfish-pull.aaaaaaaa"));
        noteUnpacked("another-host", unpacked);
        pulls.cancel(profile(), ImagePlace.CACHE, FILE);
        assertThat(unpacked).doesNotExist();
        assertThat(folder()).doesNotExist();
    }

    @Test
    void aKilledPullIsNotSetGoingWhileAnotherServerStartsIt() throws IOException {
        behave("slow");
        pulls().start(profile(), order(false));
        Pulls restarted = pulls();
        await(restarted, pull -> pull.phase() == PullPhase.CONVERTING);
        kill(restarted);
        await(restarted, pull -> pull.phase() == PullPhase.LOST);
        try (SharedLock theirs = new SharedLocks(new ProgramHosts(programs)).take(profile(), "pull-" + FILE, "x")) {
            assertThat(theirs.isHeld()).isTrue();
            restarted.resume(profile());
        }
        assertThat(restarted.get(profile(), ImagePlace.CACHE, FILE).attempt()).isEqualTo(1);
        restarted.cancel(profile(), ImagePlace.CACHE, FILE);
    }

    @Test
    void anImageThatIsStagedMeanwhileIsKeptWhateverMvSays() throws IOException {
        program(
                programs,
                "mv",
                "#!/bin/bash\n[[ $1 != -nT || ! -e ${*: -1} ]] || exit 1\nPATH=${PATH#*:} exec mv \"$@\"\n");
        behave("slow");
        Pulls pulls = pulls();
        pulls.start(profile(), order(false));
        await(pulls, pull -> pull.phase() == PullPhase.CONVERTING);
        Files.writeString(images.resolve(FILE), "theirs");
        Files.createFile(programs.resolve("go"));
        assertThat(awaitEnd(pulls).sentence())
                .isEqualTo("Meanwhile somebody else staged an image of that name; theirs was kept.");
        assertThat(images.resolve(FILE)).hasContent("theirs");
    }

    @Test
    void aDiskWithoutHardLinksHoldsTheImageToo() throws IOException {
        program(programs, "ln", "#!/bin/sh\nexit 1\n");
        Pulls pulls = pulls();
        pulls.start(profile(), order(false));
        assertThat(awaitEnd(pulls).phase()).isEqualTo(PullPhase.DONE);
        assertThat(left()).containsExactly(".pulling", FILE);
    }

    /** A pull of bob's account of which nothing lives any more, as he left it in the shared folder. */
    private Pulls bobsKilledPull() throws IOException {
        behave("slow");
        pulls().start(profile(), order(false));
        Pulls watching = pulls();
        await(watching, pull -> pull.phase() == PullPhase.CONVERTING);
        kill(watching);
        Path note = folder().resolve("note.json");
        Files.writeString(
                note,
                Files.readString(note).replace("\"by\":\"" + System.getProperty("user.name") + "\"", "\"by\":\"bob\""));
        assertThat(awaitEnd(watching).by()).isEqualTo("bob");
        behave("ok");
        return watching;
    }

    @Test
    void aKilledPullOfAnotherAccountIsLeftToItUntilAPersonTriesAgain() throws IOException {
        Pulls pulls = bobsKilledPull();
        pulls.resume(profile());
        assertThat(pulls.get(profile(), ImagePlace.CACHE, FILE))
                .returns("bob", Pull::by)
                .returns(PullPhase.LOST, Pull::phase);
        Pull ours = pulls.start(profile(), order(false));
        assertThat(ours).returns(System.getProperty("user.name"), Pull::by).returns(2, Pull::attempt);
        assertThat(awaitEnd(pulls).phase()).isEqualTo(PullPhase.DONE);
    }

    @Test
    void filesOfAnotherAccountThatMayBeRemovedButNotWrittenToAreInNobodysWay() throws IOException {
        Pulls pulls = bobsKilledPull();
        for (String name : List.of(".beat.new", ".facts.new", ".ended.new", "sums")) {
            Files.createSymbolicLink(folder().resolve(name), Path.of("/dev/full"));
        }
        pulls.start(profile(), order(false));
        assertThat(awaitEnd(pulls).phase()).isEqualTo(PullPhase.DONE);
        assertThat(ImageRecords.find(new ProgramHosts(programs), profile(), ImagePlace.CACHE, FILE))
                .hasValueSatisfying(record -> assertThat(record.sha256()).hasSize(64));
    }

    /** As a folder in which only its owner may remove a file. */
    private ProgramHosts sticky() {
        return new ProgramHosts(programs) {
            @Override
            public void remove(Path path) {
                if (path.startsWith(folder())) {
                    throw new AccessRefused(path.toString(), path + " could not be used: Operation not permitted.");
                }
                super.remove(path);
            }
        };
    }

    @Test
    void whereAForgottenPullIsInTheWayTheNextOneNamesCacheHealth() throws IOException {
        Files.createFile(Files.createDirectories(folder()).resolve("log"));
        assertThatThrownBy(() -> pulls(sticky()).start(profile(), order(false)))
                .isInstanceOf(AccessRefused.class)
                .hasMessage(folder() + " holds what is left of a pull of another account, which this account may not"
                        + " take away; ask its owner to remove the leftovers on Cache health, or the folder's owner for"
                        + " the right to write there.");
    }

    @Test
    void whereOnlyTheirOwnerMayRemoveFilesTheNextPullSaysWhomToAsk() throws IOException {
        bobsKilledPull();
        Pulls sticky = pulls(sticky());
        sticky.get(profile(), ImagePlace.CACHE, FILE);
        ahead.set(Duration.ofMinutes(5));
        assertThatThrownBy(() -> sticky.start(profile(), order(false)))
                .isInstanceOf(AccessRefused.class)
                .hasMessage(folder() + " holds what is left of a pull of bob, which this account may not take away; ask"
                        + " bob to dismiss that pull, or the folder's owner for the right to write there.");
        assertThat(left()).containsExactly(".pulling");
        assertThat(runningScripts()).isEmpty();
        // The container program still runs, and would write into the folder while it is removed after the test.
        PullLeftovers.sweep(new ProgramHosts(programs), folder());
    }
}
