package org.blackfish.image;

import java.util.Optional;

/** How a staged file stands to a pinned image whose file name it has, by what was noted of its pull. */
public enum Standing {
    /** It is the pinned image. */
    SAME,
    /** Nobody noted which image, or which digest, it is. */
    UNKNOWN,
    /** It is another image, of another repository or digest, under the same name. */
    OTHER;

    static Standing of(Optional<ImageRecord> record, PinnedImage pin) {
        return record.map(known -> of(known, pin)).orElse(UNKNOWN);
    }

    private static Standing of(ImageRecord record, PinnedImage pin) {
        if (!record.ref().map(pin.image()::isSame).orElse(false)) {
            return OTHER;
        }
        if (pin.digest().isEmpty()) {
            return SAME;
        }
        String wanted = pin.digest().get().text();
        if (wanted.equals(record.digest()) || wanted.equals(record.asked())) {
            return SAME;
        }
        return record.digest().isEmpty() && record.asked().isEmpty() ? UNKNOWN : OTHER;
    }
}
