package org.blackfish.wire;

import java.time.Instant;
import java.util.List;

/**
 * A version of a tier file.
 *
 * @param note {@code published}, {@code found on disk} or {@code restored version 3}
 * @param diff what it changed of the version before, in unified form
 */
public record TierVersionView(int number, String author, String host, Instant at, String note, List<String> diff) {
    public TierVersionView {
        diff = List.copyOf(diff);
    }
}
