package org.blackfish.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.blackfish.problem.AccessRefused;
import org.blackfish.transport.Access;
import org.blackfish.transport.Command;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pulls whose disk is full at one point of their way; /dev/full stands for it where a file of the script's own is written. */
class PullsOnFullDisksTest extends PullsFixture {
    private static final String HAD = " had [\\d.]+ [GM]B free when the pull began\\. Free some room";

    private Path scratch = Path.of("");

    @BeforeEach
    void aScratchFolderAndAnImageThatIsThereAlready() throws IOException {
        scratch = Files.createDirectory(temporary.resolve("scratch"));
        Files.writeString(temporary.resolve("cache/images.yaml"), "pull: {scratch: \"" + scratch + "\"}\n");
        Files.createDirectories(images);
        Files.writeString(images.resolve("other_1.sif"), "other");
    }

    private void nothingIsLeftOfIt() throws IOException {
        assertThat(left()).containsExactly(".pulling", "other_1.sif");
        assertThat(images.resolve("other_1.sif")).hasContent("other");
        assertThat(scratch).isEmptyDirectory();
        assertThat(folder().resolve("image.sif")).doesNotExist();
    }

    /** As the container program was seen to say it; paths below its temporary folder are absolute, others its own folder's. */
    @ParameterizedTest
    @CsvSource({
        "fetching image to cache: while building SIF from layers: conveyor failed to get: error writing layer: write"
                + " %TMP%/blobs/1, /tmp/blobs/1",
        "fetching image to cache: while building SIF from layers: packer failed to pack: while unpacking rootfs:"
                + " short write: write %TMP%/build-temp-1/rootfs/x, /tmp/build-temp-1/rootfs/x",
        "copying image out of cache: could not copy file: write tmp-copy-401, ",
    })
    void theFileThatDidNotFitIsNamedWithTheRoomThatThereWas(String said, @Nullable String file) throws IOException {
        behave("refuse");
        Files.writeString(
                programs.resolve("words"),
                "FATAL:   While making image from oci registry: error " + said + ": no space left on device\n");
        Pulls pulls = pulls();
        pulls.start(profile(), order(false));
        Pull failed = awaitEnd(pulls);
        assertThat(failed.phase()).isEqualTo(PullPhase.FAILED);
        String full = file == null ? "the image" : scratch + "/blackfish-pull\\.\\w{8}" + file;
        assertThat(failed.sentence())
                .matches("The disk is full: " + full + " could not be written; " + (file == null ? folder() : scratch)
                        + HAD + " or name another folder as pull\\.scratch in images\\.yaml, and try again\\.");
        nothingIsLeftOfIt();
        behave("ok");
        pulls.start(profile(), order(false));
        assertThat(awaitEnd(pulls).phase()).isEqualTo(PullPhase.DONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sums", ".facts.new"})
    void whatIsNotedOfTheFinishedImageNeedsRoomToo(String file) throws IOException {
        Files.writeString(programs.resolve("hook"), "ln -s /dev/full '" + file + "'\n");
        Pulls pulls = pulls();
        pulls.start(profile(), order(false));
        assertThat(awaitEnd(pulls).sentence())
                .matches("The disk is full: nothing more could be written in " + folder() + "; it" + HAD
                        + " and try again\\.");
        nothingIsLeftOfIt();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mktemp", "mkdir"})
    void aScratchFolderInWhichNothingCanBeMadeIsNamed(String program) throws IOException {
        program(
                programs,
                program,
                "#!/bin/sh\necho \"" + program + ": cannot create directory: No space left on device\" >&2\nexit 1\n");
        Pulls pulls = pulls();
        pulls.start(profile(), order(false));
        assertThat(awaitEnd(pulls).sentence())
                .matches("The disk is full: nothing more could be written in " + scratch + "; it" + HAD
                        + " and try again\\.");
        nothingIsLeftOfIt();
    }

    @Test
    void aLastWordThatFindsNoRoomIsReplacedByTheProgramsOwn() throws IOException {
        behave("refuse");
        Files.writeString(
                programs.resolve("words"),
                "FATAL:   While making image from oci registry: error copying image out of cache: could not copy file:"
                        + " write tmp-copy-1: no space left on device\n");
        Files.writeString(programs.resolve("hook"), "ln -s /dev/full .ended.new\n");
        Pulls pulls = pulls();
        pulls.start(profile(), order(false));
        await(pulls, pull -> runningScripts().isEmpty());
        ahead.set(Duration.ofSeconds(90));
        assertThat(awaitEnd(pulls).sentence())
                .isEqualTo("The pull ended without a word, as one that was killed does. The disk is full: the image"
                        + " could not be written. Free some room or name another folder as pull.scratch in images.yaml,"
                        + " and try again. No half image was left under its name; try again.");
        nothingIsLeftOfIt();
    }

    @Test
    void aBeatThatFindsNoRoomIsASignOfLifeAllTheSame() throws IOException {
        Files.writeString(programs.resolve("hook"), "ln -s /dev/full .beat.new\n");
        Pulls pulls = pulls();
        pulls.start(profile(), order(false));
        assertThat(awaitEnd(pulls).phase()).isEqualTo(PullPhase.DONE);
    }

    /** A disk on which that file finds no room. */
    private ProgramHosts fullFor(String file) {
        return new ProgramHosts(programs) {
            @Override
            public void write(Path path, byte[] content, Access access) {
                if (path.endsWith(file)) {
                    throw new AccessRefused(path.toString(), path + " could not be used: No space left on device.");
                }
                super.write(path, content, access);
            }
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"note.json", "pull.sh"})
    void aPullThatCannotEvenBeginLeavesNoneThatSeemsToWait(String file) throws IOException {
        Pulls full = pulls(fullFor(file));
        assertThatThrownBy(() -> full.start(profile(), order(false)))
                .isInstanceOf(AccessRefused.class)
                .hasMessageMatching("The disk is full: the pull could not begin in " + folder()
                        + "; [\\d.]+ [GM]B are free there\\. Free some room and try again\\.");
        assertThat(full.list(profile())).isEmpty();
        assertThat(folder()).doesNotExist();
    }

    @Test
    void aPullThatFindsNoRoomToBeginClearsAwayWhatAnEarlierTryUnpacked() throws IOException {
        Path unpacked = Files.createDirectory(scratch.resolve("blackfish-pull.aaaaaaaa"));
        String host = new ProgramHosts(programs)
                .run(Command.of(Duration.ofSeconds(20), "hostname"))
                .stdout()
                .strip();
        Files.writeString(Files.createDirectories(folder()).resolve("work.aaaaaaaa"), host + " " + unpacked + "\n");
        Pulls full = pulls(fullFor("note.json"));
        assertThatThrownBy(() -> full.start(profile(), order(false))).isInstanceOf(AccessRefused.class);
        assertThat(scratch).isEmptyDirectory();
        assertThat(folder()).doesNotExist();
    }

    @Test
    void aPullThatCannotBeToldToStopOnAFullDiskIsNotSaidToHaveFailedToBegin() throws IOException {
        behave("slow");
        Pulls full = pulls(fullFor("cancel"));
        full.start(profile(), order(false));
        await(full, pull -> pull.phase() == PullPhase.CONVERTING);
        assertThatThrownBy(() -> full.cancel(profile(), ImagePlace.CACHE, FILE))
                .isInstanceOf(AccessRefused.class)
                .hasMessageMatching("The disk is full: the pull could not be told to stop in " + folder()
                        + "; [\\d.]+ [GM]B are free there\\. Free some room and try again\\.");
        pulls().cancel(profile(), ImagePlace.CACHE, FILE);
        assertThat(awaitEnd(full).phase()).isEqualTo(PullPhase.CANCELLED);
    }

    @Test
    void aJobIsStoppedAlthoughThereIsNoRoomForTheWordThatItWasCancelled() throws IOException {
        behave("slow");
        Pulls full = pulls(fullFor("cancel"));
        full.start(profile(), order(false));
        await(full, pull -> pull.phase() == PullPhase.CONVERTING);
        Path note = folder().resolve("note.json");
        PullNote job = PullNote.parse(Files.readString(note)).orElseThrow().submitted("77");
        Files.writeString(note, job.text());
        assertThatThrownBy(() -> full.cancel(profile(), ImagePlace.CACHE, FILE))
                .as("Slurm is asked")
                .hasMessage("no Slurm here");
        Files.writeString(folder().resolve("cancel"), "");
        assertThat(awaitEnd(full).phase()).isEqualTo(PullPhase.CANCELLED);
    }
}
