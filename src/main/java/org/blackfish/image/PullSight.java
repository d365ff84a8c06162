package org.blackfish.image;

import java.time.Instant;
import java.util.Optional;

/**
 * What one look at a pull's folder showed.
 *
 * @param beat the last sign of life; empty before the first
 * @param ended the pull's last word; empty while there is none
 * @param facts of the image that was made; empty until it is whole
 * @param partial whether the image still has its temporary name
 * @param staged size of the file under the final name; empty when there is none
 * @param sign changes whenever the pull does something
 * @param touched when the pull's files changed last, by the clock of their disk
 */
record PullSight(
        PullNote note,
        Optional<Beat> beat,
        Optional<String> ended,
        Optional<ImageFacts> facts,
        boolean cancelled,
        boolean partial,
        Optional<Long> staged,
        String log,
        String sign,
        Instant touched) {

    /** Whether the pull could give the image its name but not say so any more. */
    boolean isDelivered() {
        return !partial && facts.isPresent() && staged.equals(facts.map(ImageFacts::size));
    }
}
