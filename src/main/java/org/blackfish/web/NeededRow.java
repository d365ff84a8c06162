package org.blackfish.web;

import org.blackfish.cache.ImageInventory;
import org.blackfish.image.Digest;
import org.blackfish.image.PinnedImage;
import org.blackfish.image.Standing;
import org.jspecify.annotations.Nullable;

/**
 * One image that this version needs, as an admin reads it.
 *
 * @param digest the pinned one; empty when the tag is trusted
 * @param pinnedBy who pinned it; empty for what is built in
 * @param sentence what is to be said of the file that is there; empty when nothing is
 * @param there the file that lies under its name
 */
public record NeededRow(
        PinnedImage pin,
        String digest,
        String pinnedBy,
        String sentence,
        String tone,
        String word,
        String command,
        boolean pulled,
        @Nullable ImageRow there) {

    /** {@code pulled} while a pull of it goes on. */
    static NeededRow of(ImageInventory.Needed needed, boolean pulled) {
        PinnedImage pin = needed.pin();
        Standing standing = needed.standing().orElse(null);
        return new NeededRow(
                pin,
                pin.digest().map(Digest::text).orElse(""),
                pin.source().equals(PinnedImage.BUILT_IN) ? "" : pin.source(),
                needed.sentence(),
                pulled ? "busy" : tone(standing),
                pulled ? "being pulled" : word(standing),
                needed.command(),
                pulled,
                needed.there().map(ImageRow::of).orElse(null));
    }

    /** Whether the file that is there had better be pulled again. */
    public boolean isDoubtful() {
        return there != null && !sentence.isEmpty() && !pulled;
    }

    private static String tone(@Nullable Standing standing) {
        return switch (standing) {
            case null -> "off";
            case SAME -> "good";
            case UNKNOWN -> "wait";
            case OTHER -> "bad";
        };
    }

    private static String word(@Nullable Standing standing) {
        return switch (standing) {
            case null -> "not staged";
            case SAME -> "staged";
            case UNKNOWN -> "staged, origin unknown";
            case OTHER -> "another image";
        };
    }
}
