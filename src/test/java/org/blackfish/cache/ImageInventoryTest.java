package org.blackfish.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.blackfish.image.Digest;
import org.blackfish.image.ImagePlace;
import org.blackfish.image.ImageRecord;
import org.blackfish.image.ImageRef;
import org.blackfish.image.ImageUse;
import org.blackfish.image.PinnedImage;
import org.blackfish.image.StagedImage;
import org.blackfish.image.Standing;
import org.blackfish.transport.Found;
import org.junit.jupiter.api.Test;

class ImageInventoryTest {
    private static final String ONE = "sha256:" + "1".repeat(64);
    private static final String TWO = "sha256:" + "2".repeat(64);
    private static final PinnedImage PIN = new PinnedImage(
            ImageUse.LLAMA_CPP, new ImageRef("lab/engine", "1"), Optional.of(new Digest(ONE)), "/c/images.yaml");

    private static ImageInventory.Staged staged(Optional<ImageRecord> record, String... users) {
        Found file = new Found(
                Path.of("/c/images/engine_1.sif"),
                Found.Kind.FILE,
                Optional.empty(),
                0755,
                "ada",
                "staff",
                1,
                Instant.EPOCH);
        return new ImageInventory.Staged(
                new StagedImage(ImagePlace.CACHE, file, record, false, List.of(PIN), Optional.empty()),
                List.of(users),
                Optional.empty());
    }

    private static Optional<ImageRecord> pulled(String image, String digest) {
        return Optional.of(new ImageRecord(image, digest, "", "f", 1, "ada", Instant.EPOCH));
    }

    private static ImageInventory.Needed needed(Optional<ImageRecord> record) {
        return new ImageInventory.Needed(PIN, Optional.of(staged(record)), "");
    }

    @Test
    void thePinnedImageIsStagedAndNothingIsSaidOfIt() {
        ImageInventory.Needed needed = needed(pulled("lab/engine:1", ONE));
        assertThat(needed.staged()).isTrue();
        assertThat(needed.sentence()).isEmpty();
    }

    @Test
    void anotherImageUnderTheSameNameIsNotStagedAndTheRemedyIsNamed() {
        ImageInventory.Needed foreign = needed(pulled("other/engine:1", TWO));
        assertThat(foreign.staged()).isFalse();
        assertThat(foreign.sentence())
                .isEqualTo("Another image lies under this name: /c/images/engine_1.sif was pulled from other/engine:1 ("
                        + TWO + "). Launches would run it; pull it again to replace it by lab/engine:1 (" + ONE + ").");
    }

    @Test
    void anImageThatWasPulledByItsTagBeforeItsDigestWasPinnedMayBeAnother() {
        ImageInventory.Needed doubtful = needed(pulled("lab/engine:1", TWO));
        assertThat(doubtful.standing()).contains(Standing.UNKNOWN);
        assertThat(doubtful.sentence())
                .isEqualTo("/c/images/engine_1.sif was pulled from lab/engine:1 (" + TWO + "), and may be another image"
                        + " than lab/engine:1 (" + ONE + "): the pinned digest may be that of a list of images for"
                        + " several machines; pull it again to be sure of it.");
    }

    @Test
    void anImageThatWasChangedSinceItWasPulledIsToldAsSuch() {
        StagedImage copied = staged(Optional.empty()).image();
        StagedImage changed = new StagedImage(
                copied.place(), copied.file(), copied.record(), true, copied.pins(), copied.pinnedTag());
        assertThat(StandingWords.sentence(changed, PIN))
                .isEqualTo("/c/images/engine_1.sif was changed since it was pulled, so nobody noted which image it is."
                        + " Launches run it as it is; pull it again to be sure of it.");
    }

    @Test
    void anImageThatWasCopiedByHandIsStagedAndItsOriginUnknown() {
        ImageInventory.Needed copied = needed(Optional.empty());
        assertThat(copied.staged()).isTrue();
        assertThat(copied.standing()).contains(Standing.UNKNOWN);
        assertThat(copied.sentence())
                .isEqualTo("/c/images/engine_1.sif was put there by hand, so nobody noted which image it is. Launches"
                        + " run it as it is; pull it again to be sure of it.");
        assertThat(needed(pulled("lab/engine:1", "")).sentence())
                .isEqualTo("/c/images/engine_1.sif was pulled from lab/engine:1, but nobody noted its digest; pull it"
                        + " again to be sure of it.");
    }

    @Test
    void whereNoFileLiesNothingIsStaged() {
        ImageInventory.Needed missing = new ImageInventory.Needed(PIN, Optional.empty(), "");
        assertThat(missing.staged()).isFalse();
        assertThat(missing.standing()).isEmpty();
        assertThat(missing.sentence()).isEmpty();
    }

    @Test
    void whoMeetsANewFileAndWhatIsLostWithAnOldOneIsTold() {
        assertThat(staged(Optional.empty(), "a", "b").replacement())
                .isEqualTo("engine_1.sif is used by a, b; they keep the old file and run the new one from their next"
                        + " start on.");
        assertThat(staged(Optional.empty()).replacement()).isEqualTo("No service of yours uses engine_1.sif.");
        assertThat(staged(pulled("lab/engine:1", ONE)).warning())
                .isEqualTo(
                        "engine_1.sif is what this version needs for llama.cpp; nothing can be launched with it until"
                                + " it is pulled again.");
        assertThat(staged(pulled("other/engine:1", TWO)).warning())
                .isEqualTo("engine_1.sif is run for llama.cpp though it is another image; nothing can be launched with"
                        + " llama.cpp until the right one is pulled.");
    }
}
