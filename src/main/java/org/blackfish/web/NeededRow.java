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
 * @param sentence what is to be said of the file that is there; empty when nothing is, or while a pull replaces it
 * @param inHomeOnly whether its file lies in the admin's own home, and none in the cache
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
        boolean inHomeOnly,
        @Nullable ImageRow there) {

    /** {@code pulled} while a pull of it goes on. */
    static NeededRow of(ImageInventory.Needed needed, boolean pulled) {
        PinnedImage pin = needed.pin();
        Standing standing = needed.standing().orElse(null);
        boolean home = needed.isInHomeOnly();
        return new NeededRow(
                pin,
                pin.digest().map(Digest::text).orElse(""),
                pin.source().equals(PinnedImage.BUILT_IN) ? "" : pin.source(),
                pulled ? "" : needed.sentence(),
                pulled ? "busy" : tone(standing, home),
                pulled ? "being pulled" : word(standing, home),
                needed.command(),
                pulled,
                home,
                needed.there().map(ImageRow::of).orElse(null));
    }

    /** Whether the file that is there had better be pulled again. */
    public boolean isDoubtful() {
        return there != null && !sentence.isEmpty();
    }

    /** Whether there is a place, the cache above all, in which it is not yet. */
    public boolean isWanting() {
        return (there == null || inHomeOnly) && !pulled;
    }

    private static String tone(@Nullable Standing standing, boolean home) {
        return switch (standing) {
            case null -> "off";
            case SAME -> home ? "wait" : "good";
            case UNKNOWN -> "wait";
            case OTHER -> "bad";
        };
    }

    private static String word(@Nullable Standing standing, boolean home) {
        return switch (standing) {
            case null -> "not staged";
            case SAME -> home ? "in your home only" : "staged";
            case UNKNOWN -> "staged, origin unknown";
            case OTHER -> "another image";
        };
    }
}
