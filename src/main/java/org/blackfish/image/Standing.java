package org.blackfish.image;

import java.util.Optional;

/** How a staged file stands to a pinned image whose file name it has, by what was noted of its pull. */
public enum Standing {
    /** It is the pinned image. */
    SAME,
    /** Nobody noted which image it is, or how its digest stands to the pinned one. */
    UNKNOWN,
    /** It is another image, of another repository or digest, under the same name. */
    OTHER;

    static Standing of(Optional<ImageRecord> record, PinnedImage pin) {
        return record.map(known -> of(known, pin)).orElse(UNKNOWN);
    }

    private static Standing of(ImageRecord record, PinnedImage pin) {
        Optional<String> wanted = pin.digest().map(Digest::text);
        // A digest is the image itself, from whichever mirror it came.
        if (wanted.isPresent()
                && (wanted.get().equals(record.digest()) || wanted.get().equals(record.asked()))) {
            return SAME;
        }
        if (!record.ref().map(pin.image()::isSame).orElse(false)) {
            return OTHER;
        }
        if (wanted.isEmpty()) {
            return SAME;
        }
        // What was pulled by its tag has the digest of one machine's image, and a site may pin that of the whole list.
        return record.asked().isEmpty() ? UNKNOWN : OTHER;
    }
}
