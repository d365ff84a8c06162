package org.blackfish.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.blackfish.problem.InvalidInput;
import org.blackfish.problem.UnknownItem;
import org.blackfish.profile.LocalProfile;
import org.blackfish.profile.Profile;
import org.blackfish.settings.Settings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is staged, its checks and its removal, with an invented container program. */
class StagedImagesTest {
    private static final String SIF = sif(4, 4);

    @TempDir
    Path temporary;

    private final List<ImageChanged> told = new ArrayList<>();
    private ProgramHosts hosts;
    private StagedImages images;

    @BeforeEach
    void furnish() throws IOException {
        Path programs = Files.createDirectories(temporary.resolve("bin"));
        Path program =
                Files.copy(Path.of("src/test/resources/image/invented-apptainer"), programs.resolve("apptainer"));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(programs.resolve("behave"), "ok");
        hosts = new ProgramHosts(programs);
        images = new StagedImages(hosts, new PinnedImages(Settings.from(Map.of()), hosts), told::add);
        put("cache/images/llama.cpp_server-b11549.sif", SIF);
        put("cache/images/llama.cpp_server-b9.sif", SIF);
        put("cache/images/notes.txt", "x");
        put("home/images/other_1.sif", "<html>");
        Files.createDirectories(temporary.resolve("cache/images/.pulling/x_1.sif"));
    }

    /** A file that says so many bytes of data, all of them ASCII, and holds as many as are given. */
    private static String sif(int said, int given) {
        String start = "0123456789abcdef0123456789abcdefSIF_MAGIC\0" + "\0".repeat(70);
        return start + (char) 127 + "\0".repeat(7) + (char) (said + 1) + "\0".repeat(7) + "d".repeat(given);
    }

    private Profile profile() {
        return new LocalProfile("p", temporary.resolve("home"), temporary.resolve("cache"), true);
    }

    private void put(String path, String text) throws IOException {
        Path file = temporary.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    }

    private Check checked(StagedImage image) {
        Checks checks = new Checks(hosts, Clock.systemUTC(), told::add);
        checks.run(profile(), image);
        return checks.find(image).orElseThrow();
    }

    private static List<String> sentences(Check check) {
        return check.steps().stream()
                .map(step -> step.name() + " " + step.result() + " " + step.sentence())
                .toList();
    }

    @Test
    void imagesAreListedWithPlaceOwnerModeAndWhatNeedsThem() {
        assertThat(images.list(profile()))
                .extracting(image -> image.place().word() + " " + image.name() + " "
                        + image.file().octal() + " "
                        + image.file().isShared() + " " + image.neededFor() + " "
                        + image.pinnedTag().orElse("-"))
                .containsExactly(
                        "cache llama.cpp_server-b11549.sif 640 false [LLAMA_CPP] -",
                        "cache llama.cpp_server-b9.sif 640 false [] server-b11549",
                        "home other_1.sif 640 false [] -");
        assertThat(images.list(profile()).getFirst().file().owner()).isEqualTo(System.getProperty("user.name"));
    }

    @Test
    void aFileThatWasPulledFromElsewhereIsNotTheImageOfItsName() {
        String name = "llama.cpp_server-b11549.sif";
        ImageRecord record = new ImageRecord(
                "other/llama.cpp:server-b11549", "", "", "f".repeat(64), SIF.length(), "ada", Instant.EPOCH);
        ImageRecords.write(hosts.of(profile()), profile(), ImagePlace.CACHE, name, record);
        StagedImage image = images.get(profile(), ImagePlace.CACHE, name);
        assertThat(image.neededFor()).isEmpty();
        assertThat(image.mistakenFor()).containsExactly(ImageUse.LLAMA_CPP);
        assertThat(image.source()).contains(new ImageRef("ghcr.io/ggml-org/llama.cpp", "server-b11549"));
    }

    @Test
    void aGoodImageIsKnownByItsFileSumOriginAndATrialRun() {
        StagedImage image = images.get(profile(), ImagePlace.CACHE, "llama.cpp_server-b11549.sif");
        ImageRecords.write(
                hosts.of(profile()),
                profile(),
                ImagePlace.CACHE,
                image.name(),
                new ImageRecord(
                        "ghcr.io/ggml-org/llama.cpp:server-b11549",
                        "sha256:" + "0".repeat(63) + "7",
                        "",
                        sum(SIF),
                        SIF.length(),
                        "ada",
                        Instant.EPOCH));
        Check check = checked(images.get(profile(), ImagePlace.CACHE, image.name()));
        assertThat(check.isGood()).isTrue();
        assertThat(sentences(check))
                .containsExactly(
                        "File GOOD It is a SIF file of " + SIF.length() + " bytes.",
                        "Checksum GOOD It is byte for byte what was pulled.",
                        "Origin GOOD It was made from sha256:" + "0".repeat(63) + "7.",
                        "Trial run GOOD \"/app/llama-server --version\" ran in it and said version: 1.");
        assertThat(told.getLast().phase()).isEqualTo("verified");
    }

    /** The digest in every image of the invented program. */
    private static final String OWN = "sha256:" + "0".repeat(63) + "7";

    private Check checked(String pinned, Optional<ImageRecord> record) {
        StagedImage image = images.get(profile(), ImagePlace.CACHE, "llama.cpp_server-b11549.sif");
        PinnedImage pin = image.pins().getFirst();
        PinnedImage sites = new PinnedImage(pin.use(), pin.image(), Optional.of(new Digest(pinned)), "/c/images.yaml");
        return checked(new StagedImage(image.place(), image.file(), record, false, List.of(sites), Optional.empty()));
    }

    private static Optional<ImageRecord> pulled(String asked) {
        return Optional.of(new ImageRecord(
                "ghcr.io/ggml-org/llama.cpp:server-b11549", OWN, asked, sum(SIF), SIF.length(), "ada", Instant.EPOCH));
    }

    @Test
    void theOriginIsJudgedByWhatIsPinnedNotOnlyByWhatWasPulled() {
        String pinned = "sha256:" + "1".repeat(64);
        String wanted = "ghcr.io/ggml-org/llama.cpp:server-b11549 (" + pinned + ")";
        Check other = checked(pinned, pulled("sha256:" + "2".repeat(64)));
        assertThat(other.isGood()).isFalse();
        assertThat(sentences(other))
                .contains(
                        "Origin BAD It was made from " + OWN + " of ghcr.io/ggml-org/llama.cpp:server-b11549, but "
                                + wanted + " is pinned under its name; pull the image again.",
                        "Trial run GOOD \"/app/llama-server --version\" ran in it and said version: 1.");
        assertThat(sentences(checked(pinned, pulled(pinned)))).contains("Origin GOOD It was made from " + OWN + ".");
        assertThat(sentences(checked(OWN, Optional.empty()))).contains("Origin GOOD It was made from " + OWN + ".");
        String perhaps = "Origin UNKNOWN It was made from " + OWN + ", and " + wanted + " is pinned under its name."
                + " They are the same only if the pinned digest is that of a list of images for several machines; pull"
                + " the image again to be sure of it.";
        assertThat(sentences(checked(pinned, pulled("")))).contains(perhaps);
        assertThat(sentences(checked(pinned, Optional.empty()))).contains(perhaps);
    }

    @Test
    void aFileThatWasChangedSinceItsPullIsNotTakenForOneThatSomebodyCopied() throws IOException {
        String name = "llama.cpp_server-b11549.sif";
        ImageRecords.write(
                hosts.of(profile()),
                profile(),
                ImagePlace.CACHE,
                name,
                pulled("").orElseThrow());
        assertThat(images.get(profile(), ImagePlace.CACHE, name).changed()).isFalse();
        put("cache/images/" + name, sif(9, 9));
        StagedImage changed = images.get(profile(), ImagePlace.CACHE, name);
        assertThat(changed.changed()).isTrue();
        assertThat(changed.record()).isEmpty();
        assertThat(sentences(checked(changed)))
                .contains("Checksum UNKNOWN It was changed since it was pulled, so nobody noted its checksum.");
        assertThat(images.get(profile(), ImagePlace.CACHE, "llama.cpp_server-b9.sif")
                        .changed())
                .isFalse();
    }

    @Test
    void aChangedOrForeignFileIsTold() {
        Check foreign = checked(images.get(profile(), ImagePlace.HOME, "other_1.sif"));
        assertThat(foreign.isGood()).isFalse();
        assertThat(sentences(foreign))
                .contains(
                        "File BAD other_1.sif is no SIF file; remove it and pull the image again.",
                        "Checksum UNKNOWN Nobody noted its checksum, since it was not pulled by Blackfish.");
        String name = "llama.cpp_server-b9.sif";
        ImageRecord record = new ImageRecord(
                "a:1", "sha256:" + "1".repeat(64), "", "f".repeat(64), SIF.length(), "ada", Instant.EPOCH);
        ImageRecords.write(hosts.of(profile()), profile(), ImagePlace.CACHE, name, record);
        assertThat(sentences(checked(images.get(profile(), ImagePlace.CACHE, name))))
                .contains(
                        "Checksum BAD It is not what was pulled: its SHA-256 is " + sum(SIF) + " and was "
                                + "f".repeat(64) + "; pull the image again.",
                        "Origin BAD It was made from sha256:" + "0".repeat(63) + "7, but sha256:" + "1".repeat(64)
                                + " was pulled; pull the image again.");
    }

    @Test
    void aFileThatWasCutShortIsNoGoodImage() throws IOException {
        put("cache/images/llama.cpp_server-b9.sif", sif(100, 4));
        assertThat(sentences(checked(images.get(profile(), ImagePlace.CACHE, "llama.cpp_server-b9.sif"))))
                .contains("File BAD llama.cpp_server-b9.sif was cut short after 132 bytes; remove it and pull the image"
                        + " again.");
    }

    @Test
    void aCheckEndsWhateverGoesWrongInIt() {
        StagedImage image = images.get(profile(), ImagePlace.CACHE, "llama.cpp_server-b9.sif");
        hosts = new ProgramHosts(temporary.resolve("bin")) {
            @Override
            public byte[] read(Path file, long offset, int limit) {
                throw new IllegalStateException("unexpected");
            }
        };
        assertThat(checked(image).running()).isFalse();
    }

    @Test
    void aRemovedImageIsGoneWithItsRecord() {
        StagedImage image = images.get(profile(), ImagePlace.CACHE, "llama.cpp_server-b9.sif");
        images.remove(profile(), image);
        assertThat(image.file().path()).doesNotExist();
        assertThat(told.getLast().phase()).isEqualTo("removed");
        assertThatThrownBy(() -> images.get(profile(), ImagePlace.CACHE, image.name()))
                .isInstanceOf(UnknownItem.class)
                .hasMessage("There is no image llama.cpp_server-b9.sif in " + temporary.resolve("cache/images") + ".");
    }

    @Test
    void aPlaceIsCacheOrHome() {
        assertThat(StagedImages.place(null)).isEqualTo(ImagePlace.CACHE);
        assertThatThrownBy(() -> StagedImages.place("moon"))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("The place \"moon\" is none; give cache or home.");
    }

    private static String sum(String text) {
        try {
            return java.util.HexFormat.of()
                    .formatHex(java.security.MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
