package org.blackfish.service;

import java.time.Duration;
import org.blackfish.cluster.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * How lately a job's watcher has spoken, as far as looks at its word can tell. Pure; all times are ours, by
 * {@link Ticker}, since the clock of a node may be wrong. A word that is new proves only that it was written after the
 * look before it, so a single look, or one after a long pause, proves no life.
 *
 * @param endpoint the watcher's last word
 * @param writtenAfter begin of the last look that still found an earlier word; null when this is the first one
 * @param firstFound begin of the look that found this word first
 * @param looked begin of the last look
 */
record Heartbeat(Endpoint endpoint, @Nullable Duration writtenAfter, Duration firstFound, Duration looked) {
    /**
     * The silence after which a watcher is taken for dead, and so the longest time that a dead one is believed. A living
     * one may seem silent for 17 s: it is looked at every 11 s, and writes every 6 s. The rest is for what a busy node and
     * a network file system may add; these show a file that is opened anew within about a second.
     */
    static final Duration SILENCE = Duration.ofSeconds(20);

    /** What may be concluded. */
    enum Liveness {
        /** The watcher lived less than {@link #SILENCE} ago. */
        ALIVE,
        /** Nothing yet: one more look has to find a newer word. */
        UNSURE,
        /** It has written nothing for {@link #SILENCE}. */
        SILENT
    }

    /** The first look at this watcher. */
    static Heartbeat first(Endpoint said, Duration at) {
        return new Heartbeat(said, null, at, at);
    }

    /** What is known after one more look, begun at {@code at}; another watcher than before begins anew. */
    Heartbeat then(Endpoint said, Duration at) {
        if (!said.isSameListener(endpoint)) {
            return first(said, at);
        }
        return said.beat() > endpoint.beat()
                ? new Heartbeat(said, looked, at, at)
                : new Heartbeat(endpoint, writtenAfter, firstFound, at);
    }

    Liveness liveness(Duration now) {
        if (writtenAfter != null && now.minus(writtenAfter).compareTo(SILENCE) < 0) {
            return Liveness.ALIVE;
        }
        return now.minus(firstFound).compareTo(SILENCE) < 0 ? Liveness.UNSURE : Liveness.SILENT;
    }
}
