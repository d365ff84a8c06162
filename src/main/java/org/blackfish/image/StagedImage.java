package org.blackfish.image;

import java.util.List;
import java.util.Optional;
import org.blackfish.transport.Found;

/**
 * A SIF file that is there.
 *
 * @param record what is known of it; empty for a file that somebody put there by hand
 * @param neededFor the uses whose pinned image it is
 * @param pinnedTag the tag that is pinned for an image of this name, where this one is another version; else empty
 */
public record StagedImage(
        ImagePlace place,
        Found file,
        Optional<ImageRecord> record,
        List<ImageUse> neededFor,
        Optional<String> pinnedTag) {

    public String name() {
        return file.name();
    }
}
