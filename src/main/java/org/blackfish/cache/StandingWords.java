package org.blackfish.cache;

import org.blackfish.image.ImageRecord;
import org.blackfish.image.PinnedImage;
import org.blackfish.image.StagedImage;

/** What people are told of a staged file that may not be the image of its name; pure. */
final class StandingWords {
    private StandingWords() {}

    /** Empty where it is the pinned image. */
    static String sentence(StagedImage image, PinnedImage pin) {
        return switch (image.standing(pin)) {
            case SAME -> "";
            case UNKNOWN ->
                image.record()
                        .map(record -> image.file().path() + " was pulled from " + unsure(record, pin)
                                + "; pull it again to be sure of it.")
                        .orElseGet(() -> image.file().path()
                                + (image.changed() ? " was changed since it was pulled" : " was put there by hand")
                                + ", so nobody noted which image it is. Launches run it as it is; pull it again to be"
                                + " sure of it.");
            case OTHER ->
                "Another image lies under this name: " + image.file().path() + " was pulled from "
                        + image.record().map(StandingWords::origin).orElse("elsewhere")
                        + ". Launches would run it; pull it again to replace it by " + pin.words() + ".";
        };
    }

    private static String unsure(ImageRecord record, PinnedImage pin) {
        return record.digest().isEmpty()
                ? record.image() + ", but nobody noted its digest"
                : origin(record) + ", and may be another image than " + pin.words()
                        + ": the pinned digest may be that of a list of images for several machines";
    }

    private static String origin(ImageRecord record) {
        String digest = record.digest().isEmpty() ? record.asked() : record.digest();
        return record.image() + (digest.isEmpty() ? "" : " (" + digest + ")");
    }
}
