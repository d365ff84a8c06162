package org.blackfish.image;

import java.util.List;
import java.util.Optional;
import org.blackfish.transport.Found;

/**
 * A SIF file that is there.
 *
 * @param record what is known of it; empty for a file that somebody put there or changed by hand
 * @param changed whether what was noted under its name is of a file of another size
 * @param pins the pinned images whose file name it has, so that launches run it whatever it is
 * @param pinnedTag the tag that is pinned for an image of this name, where this one is another version; else empty
 */
public record StagedImage(
        ImagePlace place,
        Found file,
        Optional<ImageRecord> record,
        boolean changed,
        List<PinnedImage> pins,
        Optional<String> pinnedTag) {

    public String name() {
        return file.name();
    }

    /** The uses whose pinned image it is, as far as anybody knows. */
    public List<ImageUse> neededFor() {
        return pins.stream()
                .filter(pin -> standing(pin) != Standing.OTHER)
                .map(PinnedImage::use)
                .toList();
    }

    /** The uses that run it although it is another image than theirs. */
    public List<ImageUse> mistakenFor() {
        return pins.stream()
                .filter(pin -> standing(pin) == Standing.OTHER)
                .map(PinnedImage::use)
                .toList();
    }

    /** Whether it is this image, of whose file name it is. */
    public Standing standing(PinnedImage pin) {
        return Standing.of(record, pin);
    }

    /** What belongs under its name: the pinned image, else what was pulled; empty where nobody knows. */
    public Optional<ImageRef> source() {
        return pins.stream()
                .map(PinnedImage::image)
                .findFirst()
                .or(() -> record.flatMap(ImageRecord::ref)
                        .filter(image -> image.sifName().equals(name())));
    }

    /** The digest of {@link #source}: the pinned one, else the one that was asked for; empty when the tag is trusted. */
    public Optional<Digest> sourceDigest() {
        return pins.isEmpty()
                ? record.flatMap(ImageRecord::askedDigest)
                : pins.getFirst().digest();
    }
}
