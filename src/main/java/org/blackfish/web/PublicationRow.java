package org.blackfish.web;

import java.util.UUID;
import org.blackfish.cache.Publication;

/** A model on its way into the shared folder, as people read it. */
public record PublicationRow(
        UUID model,
        String repo,
        String word,
        String tone,
        int percent,
        String progress,
        String sentence,
        boolean live) {

    static PublicationRow of(Publication publication) {
        boolean live = publication.state() == Publication.State.RUNNING;
        long total = publication.bytesTotal();
        return new PublicationRow(
                publication.model(),
                publication.repo(),
                switch (publication.state()) {
                    case RUNNING -> "publishing";
                    case DONE -> "published";
                    case FAILED -> "failed";
                },
                switch (publication.state()) {
                    case RUNNING -> "busy";
                    case DONE -> "good";
                    case FAILED -> "bad";
                },
                total <= 0 ? 0 : Math.clamp(100 * publication.bytesDone() / total, 0, 100),
                Words.bytes(publication.bytesDone()) + " of " + Words.bytes(total),
                publication.sentence(),
                live);
    }
}
