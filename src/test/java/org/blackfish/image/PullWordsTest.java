package org.blackfish.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The program's lines are those that Apptainer 1.5.3 was seen to write; where not, the test's name says "invented". */
class PullWordsTest {
    private static final String MAKING = "FATAL:   While making image from oci registry: error ";
    private static final String CHECKSUM =
            MAKING + "fetching image to cache: failed to get checksum for docker://reg.example.org/lab/engine:2: ";
    private static final String BUILD = MAKING + "fetching image to cache: while building SIF from layers: ";

    private static String sentence(String log) {
        return PullWords.sentence(sight(log), "failed exit-255");
    }

    static PullSight sight(String log) {
        PullOrder order = new PullOrder(
                ImageRef.parse("reg.example.org/lab/engine:2"),
                Optional.empty(),
                ImagePlace.CACHE,
                PullSite.HEAD_NODE,
                Optional.empty(),
                false);
        PullNote note = new PullNote(order, "ada", Instant.EPOCH, 1, Optional.empty());
        return new PullSight(
                note,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                Optional.empty(),
                log,
                "",
                Instant.EPOCH);
    }

    @Test
    void refusalsOfARegistryAreToldByTheirReasonAndRemedy() {
        assertThat(sentence(CHECKSUM + "reading manifest 2 in reg.example.org/lab/engine: manifest unknown"))
                .isEqualTo("The registry knows no image reg.example.org/lab/engine:2; check its name and tag.");
        assertThat(sentence(CHECKSUM + "reading manifest 1 in reg.example.org/lab/engine: unauthorized"))
                .isEqualTo("The registry wants to know who asks for reg.example.org/lab/engine:2 (401); sign in with"
                        + " \"apptainer registry login\" on the host, or check the image's name.");
        assertThat(sentence(CHECKSUM + "pinging container registry reg.example.org: denied"))
                .isEqualTo("The registry refuses reg.example.org/lab/engine:2 to this account (403); ask its owner for"
                        + " access, or check the image's name.");
        assertThat(sentence(CHECKSUM
                        + "pinging container registry reg.example.org: received unexpected HTTP status: 500 Internal"
                        + " Server Error"))
                .isEqualTo("The registry of reg.example.org/lab/engine:2 has a trouble of its own: received unexpected"
                        + " HTTP status: 500 Internal Server Error. Try again later.");
    }

    @Test
    void inventedWordsForTooManyRequestsAndAWrongDigestAreUnderstood() {
        assertThat(sentence(CHECKSUM + "toomanyrequests: You have reached your pull rate limit"))
                .isEqualTo(
                        "The registry refused reg.example.org/lab/engine:2 because it was asked too often (429); wait"
                                + " an hour, or sign in with \"apptainer registry login\" on the host and try again.");
        assertThat(sentence(CHECKSUM + "Manifest does not match provided manifest digest sha256:12"))
                .isEqualTo("What the registry gave for reg.example.org/lab/engine:2 has another digest than the one"
                        + " asked for, so it was thrown away; correct the digest where it was given, and try again.");
    }

    @Test
    void aFileThatMayNotBeWrittenIsNoRefusalOfTheRegistry() {
        assertThat(sentence(MAKING
                        + "copying image out of cache: could not open temporary file for copy: failed to create"
                        + " temporary file: open tmp-copy-77: permission denied"))
                .isEqualTo("This account may not write a file of its own there: open tmp-copy-77: permission denied."
                        + " Check the rights of the folder of the images, and of pull.scratch in images.yaml.");
    }

    @Test
    void aRegistryOutOfReachIsToldWithTheProgramsOwnReason() {
        assertThat(sentence(CHECKSUM
                        + "pinging container registry reg.example.org: Get \"http://reg.example.org/v2/\": dial tcp"
                        + " reg.example.org: connect: connection refused"))
                .isEqualTo("The registry of reg.example.org/lab/engine:2 could not be reached from there: connect:"
                        + " connection refused. Check the network or the proxy, or pull where there is a way out.");
        assertThat(sentence(CHECKSUM
                        + "pinging container registry reg.example.org: Get \"https://reg.example.org/v2/\": http:"
                        + " server gave HTTP response to HTTPS client"))
                .isEqualTo("The registry of reg.example.org/lab/engine:2 has no TLS, without which Blackfish asks"
                        + " registries of the host itself only: http: server gave HTTP response to HTTPS client. Ask"
                        + " its owner for TLS, or pull by hand with \"apptainer pull --no-https\".");
    }

    @Test
    void inventedWordsForAFailureOfTlsAreToldWithTheRemedy() {
        String ping = CHECKSUM + "pinging container registry reg.example.org: Get \"https://reg.example.org/v2/\": ";
        assertThat(sentence(ping + "tls: failed to verify certificate: x509: certificate signed by unknown authority"))
                .isEqualTo(
                        "The registry of reg.example.org/lab/engine:2 has no certificate that this host trusts: x509:"
                                + " certificate signed by unknown authority. Ask the site to trust its authority; or start"
                                + " Blackfish with SSL_CERT_FILE naming a file of authorities, pull on the head node, and"
                                + " try again.");
        assertThat(sentence(ping + "remote error: tls: handshake failure"))
                .isEqualTo("No safe connection to the registry of reg.example.org/lab/engine:2 came about: tls:"
                        + " handshake failure. Check the proxy and the registry's TLS, and try again.");
        assertThat(sentence(ping + "net/http: TLS handshake timeout")).contains("could not be reached from there");
        assertThat(sentence(ping + "EOF")).contains("broke off while");
    }

    @Test
    void numbersInNamesAndPathsAreNoAnswersOfARegistry() {
        String reading =
                MAKING + "fetching image to cache: failed to get checksum for docker://reg.example.org:500/lab/"
                        + "code:%d: reading manifest %1$d in reg.example.org:500/lab/code: ";
        for (int status : List.of(401, 404, 429, 500)) {
            assertThat(sentence(String.format(Locale.ROOT, reading, status) + "something new"))
                    .isEqualTo("The container program failed: "
                            + String.format(Locale.ROOT, reading, status).replace("FATAL:   ", "")
                            + "something new.");
            assertThat(sentence(MAKING + "copying image out of cache: could not copy file: write /scratch/" + status
                            + "/tmp-copy-" + status + ": no space left on device"))
                    .startsWith("The disk is full: /scratch/" + status);
        }
        String odd = CHECKSUM + "invalid status code from registry %d (as it is)";
        assertThat(sentence(String.format(Locale.ROOT, odd, 401))).contains("(401); sign in");
        assertThat(sentence(String.format(Locale.ROOT, odd, 429))).contains("too often (429); wait");
        assertThat(sentence(String.format(Locale.ROOT, odd, 404))).contains("knows no image");
        assertThat(sentence(String.format(Locale.ROOT, odd, 502))).contains("a trouble of its own");
    }

    @Test
    void aPartWithAnotherDigestIsNotTheFaultOfTheDigestAskedFor() {
        assertThat(sentence(BUILD + "conveyor failed to get: writing blob: happened during read: Digest did not match,"
                        + " expected sha256:d6, got sha256:24"))
                .isEqualTo("A part of reg.example.org/lab/engine:2 came from the registry with another digest than the"
                        + " image lists, so it was thrown away; try again, and tell the registry's owner if it stays"
                        + " so.");
    }

    @Test
    void theShellsWordsAboutAProgramThatWasKilledAreNotTakenForItsOwn() {
        String log = "INFO:    Starting build...\n/c/images/.pulling/x_429.sif/pull.sh: line 38: 18456 Killed       "
                + "           \"$@\" < /dev/null\n";
        assertThat(PullWords.sentence(sight(log), "failed exit-137"))
                .startsWith("The container program was killed, as happens when memory runs out;");
        assertThat(PullWords.sentence(sight(log), "failed exit-1"))
                .isEqualTo("The container program failed: it gave no reason.");
    }

    @Test
    void aFullDiskIsToldWithTheFileThatDidNotFit() {
        assertThat(sentence(BUILD + "conveyor failed to get: error writing layer: write /scratch/c/blobs/sha256/1:"
                        + " no space left on device"))
                .isEqualTo("The disk is full: /scratch/c/blobs/sha256/1 could not be written. Free some room or name"
                        + " another folder as pull.scratch in images.yaml, and try again.");
        assertThat(sentence(
                        MAKING + "copying image out of cache: could not copy file: write tmp-copy-1: no space left on"
                                + " device"))
                .startsWith("The disk is full: the image could not be written.");
    }

    @Test
    void abortedConnectionsPackingAndNamesAreToldToo() {
        assertThat(sentence(BUILD + "conveyor failed to get: error writing layer: unexpected EOF"))
                .isEqualTo(
                        "The connection to the registry broke off while reg.example.org/lab/engine:2 was fetched; try"
                                + " again.");
        assertThat(sentence(BUILD + "while creating squashfs: /usr/bin/mksquashfs command failed: exit status 1: "))
                .startsWith("The image was fetched but could not be packed: mksquashfs failed");
        assertThat(sentence(CHECKSUM + "unable to parse image name docker://Lab/x:1: invalid reference format:"
                        + " repository name must be lowercase"))
                .isEqualTo("reg.example.org/lab/engine:2 is no name that a registry takes: repositories are written in"
                        + " small letters.");
    }

    @Test
    void unknownWordsAreShownWithoutColoursAndLabels() {
        assertThat(sentence(
                        "\u001b[34mINFO:   \u001b[0m Starting build...\n\u001b[31mFATAL:  \u001b[0m something new\n"))
                .isEqualTo("The container program failed: something new.");
        assertThat(sentence("")).isEqualTo("The container program failed: it gave no reason.");
    }

    @Test
    void theScriptsOwnReasonsHaveTheirSentences() {
        assertThat(PullWords.sentence(sight(""), "failed no-program n1"))
                .isEqualTo(
                        "Neither apptainer nor singularity is on the PATH of that machine; pull as a Slurm job, or run"
                                + " the command by hand where there is one.");
        assertThat(PullWords.sentence(sight(""), "failed no-scratch"))
                .isEqualTo("There is no folder to unpack in that this account may write to; name one as pull.scratch in"
                        + " images.yaml.");
        assertThat(PullWords.sentence(sight(""), "failed no-room"))
                .isEqualTo("The disk is full: nothing more could be written in cache_dir/images. Free some room and try"
                        + " again.");
        assertThat(PullWords.sentence(
                        sight(""), "failed no-room /scratch\nroom 1048576 /scratch\nroom 2048 /c/images/.pulling/x"))
                .isEqualTo("The disk is full: nothing more could be written in /scratch; it had 1.1 GB free when the"
                        + " pull began. Free some room and try again.");
        assertThat(PullWords.sentence(sight(""), "failed stopped"))
                .isEqualTo(
                        "The pull was stopped from outside, by the end of its job's time or with the machine; give it"
                                + " more pull.minutes in images.yaml if it was the time, and try again.");
        assertThat(PullWords.sentence(sight(""), "failed taken"))
                .isEqualTo("Meanwhile somebody else staged an image of that name; theirs was kept.");
        assertThat(PullWords.sentence(sight(""), "failed no-rename"))
                .isEqualTo(
                        "The image is whole but could not get its name in cache_dir/images; check that this account may"
                                + " write there.");
    }
}
