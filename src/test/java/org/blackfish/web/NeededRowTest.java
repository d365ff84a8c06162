package org.blackfish.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.blackfish.cache.ImageInventory;
import org.blackfish.image.Digest;
import org.blackfish.image.ImagePlace;
import org.blackfish.image.ImageRecord;
import org.blackfish.image.ImageRef;
import org.blackfish.image.ImageUse;
import org.blackfish.image.PinnedImage;
import org.blackfish.image.PullOrder;
import org.blackfish.image.PullRules;
import org.blackfish.image.PullSite;
import org.blackfish.image.StagedImage;
import org.blackfish.problem.InvalidInput;
import org.blackfish.transport.Found;
import org.junit.jupiter.api.Test;

/** What the page says of needed images, and what it orders in place of a staged one. */
class NeededRowTest {
    private static final Digest ONE = new Digest("sha256:" + "1".repeat(64));
    private static final Digest TWO = new Digest("sha256:" + "2".repeat(64));
    private static final PinnedImage PIN =
            new PinnedImage(ImageUse.LLAMA_CPP, new ImageRef("lab/engine", "1"), Optional.of(ONE), "/c/images.yaml");
    private static final PullRules RULES =
            new PullRules(PullSite.SLURM, Optional.empty(), Optional.empty(), Optional.empty(), 4, 16, 120);

    private static StagedImage image(List<PinnedImage> pins, Optional<ImageRecord> record) {
        Found file = new Found(
                Path.of("/h/images/engine_1.sif"),
                Found.Kind.FILE,
                Optional.empty(),
                0755,
                "ada",
                "staff",
                1,
                Instant.EPOCH);
        return new StagedImage(ImagePlace.HOME, file, record, false, pins, Optional.empty());
    }

    private static StagedImage shared(StagedImage own) {
        return new StagedImage(ImagePlace.CACHE, own.file(), own.record(), own.changed(), own.pins(), own.pinnedTag());
    }

    private static Optional<ImageRecord> pulled(String image) {
        return Optional.of(new ImageRecord(image, ONE.text(), "", "f", 1, "ada", Instant.EPOCH));
    }

    /** Pulled by its tag, from elsewhere and with another digest than the pinned one. */
    private static Optional<ImageRecord> foreign() {
        return Optional.of(new ImageRecord("other/engine:1", TWO.text(), "", "f", 1, "ada", Instant.EPOCH));
    }

    private static NeededRow row(Optional<StagedImage> there, boolean pulled) {
        return NeededRow.of(
                new ImageInventory.Needed(
                        PIN,
                        there.map(image -> new ImageInventory.Staged(image, List.of(), Optional.empty())),
                        "apptainer pull …"),
                pulled);
    }

    @Test
    void theWordTellsTheRightImageFromAnotherOneUnderItsName() {
        NeededRow right = row(Optional.of(shared(image(List.of(PIN), pulled("lab/engine:1")))), false);
        assertThat(right.word()).isEqualTo("staged");
        assertThat(right.digest()).isEqualTo(ONE.text());
        assertThat(right.pinnedBy()).isEqualTo("/c/images.yaml");
        assertThat(right.isDoubtful()).isFalse();
        assertThat(right.isWanting()).isFalse();
        NeededRow other = row(Optional.of(shared(image(List.of(PIN), foreign()))), false);
        assertThat(other.word()).isEqualTo("another image");
        assertThat(other.tone()).isEqualTo("bad");
        assertThat(other.isDoubtful()).isTrue();
        assertThat(row(Optional.of(image(List.of(PIN), Optional.empty())), false)
                        .word())
                .isEqualTo("staged, origin unknown");
        assertThat(row(Optional.empty(), false).word()).isEqualTo("not staged");
    }

    @Test
    void anImageInTheOwnHomeIsNoSharedOneAndMayBePulledIntoTheCache() {
        NeededRow row = row(Optional.of(image(List.of(PIN), pulled("lab/engine:1"))), false);
        assertThat(row.word()).isEqualTo("in your home only");
        assertThat(row.tone()).isEqualTo("wait");
        assertThat(row.isWanting()).isTrue();
        PullForm form = new PullForm(RULES);
        form.setPlace("home");
        assertThat(form.shared(row.pin()).place()).isEqualTo(ImagePlace.CACHE);
        assertThat(form.shared(row.pin()).replace()).isFalse();
    }

    @Test
    void nothingIsOfferedOrSaidOfTheFileWhileItIsPulled() {
        NeededRow row = row(Optional.of(image(List.of(PIN), foreign())), true);
        assertThat(row.word()).isEqualTo("being pulled");
        assertThat(row.isWanting()).isFalse();
        assertThat(row.isDoubtful()).isFalse();
        assertThat(row.sentence()).isEmpty();
    }

    @Test
    void aReplacementIsOfThePinnedDigestAndGoesWhereTheOldFileLies() {
        PullOrder order = new PullForm(RULES).replacement(image(List.of(PIN), pulled("other/engine:1")));
        assertThat(order)
                .isEqualTo(new PullOrder(
                        PIN.image(), Optional.of(ONE), ImagePlace.HOME, PullSite.SLURM, Optional.empty(), true));
    }

    @Test
    void anImageThatNothingPinsIsPulledAgainFromWhereItCame() {
        PullOrder order = new PullForm(RULES).replacement(image(List.of(), pulled("other/engine:1")));
        assertThat(order.image()).hasToString("other/engine:1");
        assertThat(order.digest()).isEmpty();
        ImageRecord asked = new ImageRecord("other/engine:1", ONE.text(), TWO.text(), "f", 1, "ada", Instant.EPOCH);
        StagedImage pinned = image(List.of(), Optional.of(asked));
        assertThat(new PullForm(RULES).replacement(pinned).digest()).contains(TWO);
        assertThat(ImageRow.of(new ImageInventory.Staged(pinned, List.of(), Optional.empty()))
                        .replacement())
                .isEqualTo("It will be pulled from other/engine:1 (" + TWO + "). No service of yours uses"
                        + " engine_1.sif.");
        assertThatThrownBy(() -> new PullForm(RULES).replacement(image(List.of(), Optional.empty())))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("Nobody noted which image engine_1.sif is, so it cannot be pulled again; remove it, or pull"
                        + " another image by its name.");
        assertThat(image(List.of(), pulled("other/engine:2")).source()).isEmpty();
    }

    @Test
    void whatRunsAnotherImageIsToldBesideTheFile() {
        ImageRow row = ImageRow.of(
                new ImageInventory.Staged(image(List.of(PIN), foreign()), List.of("chat"), Optional.empty()));
        assertThat(row.use())
                .isEqualTo("Another image than the one of this name that is needed for llama.cpp. Used by chat.");
        assertThat(row.source()).isEqualTo("lab/engine:1");
    }
}
