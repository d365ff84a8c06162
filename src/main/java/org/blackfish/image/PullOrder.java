package org.blackfish.image;

import java.util.Optional;

/**
 * What an admin asks for.
 *
 * @param digest what the registry's manifest must be; empty when the tag is trusted
 * @param replace whether a staged image of that name is replaced once the new one is whole
 */
public record PullOrder(
        ImageRef image,
        Optional<Digest> digest,
        ImagePlace place,
        PullSite site,
        Optional<String> partition,
        boolean replace) {

    /** The address for {@code apptainer pull}; a digest wins over the tag. */
    String address() {
        return "docker://"
                + digest.map(given -> image.repository() + "@" + given).orElseGet(image::toString);
    }

    /** Whether the image that comes of the other order is what this one wants, wherever it is pulled. */
    boolean wantsTheSame(PullOrder other) {
        return image.equals(other.image) && digest.equals(other.digest) && replace == other.replace;
    }

    /** The same with another digest. */
    PullOrder with(Optional<Digest> other) {
        return new PullOrder(image, other, place, site, partition, replace);
    }

    /** What is ordered, as people say it. */
    String words() {
        return image + digest.map(given -> " (" + given + ")").orElse("") + (replace ? " as a replacement" : "");
    }

    /** Whether the registry is one of this machine, which nobody gives a certificate. */
    boolean isPlainHttp() {
        return image.repository().matches("(localhost|127\\.\\d+\\.\\d+\\.\\d+):\\d+/.*");
    }
}
