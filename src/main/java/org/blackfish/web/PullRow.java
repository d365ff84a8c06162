package org.blackfish.web;

import java.time.Instant;
import org.blackfish.image.Pull;
import org.blackfish.image.PullPhase;

/** One pull as an admin reads it. */
public record PullRow(
        String file,
        String image,
        String place,
        String word,
        String tone,
        String done,
        String by,
        Instant at,
        String sentence,
        String log,
        boolean live,
        boolean cancelling) {

    static PullRow of(Pull pull) {
        String done = pull.bytes() == 0 ? "" : Words.gigabytes(pull.bytes() / 1e9);
        String job = pull.job().map(id -> " as job " + id).orElse("");
        return new PullRow(
                pull.file(),
                pull.order().image().toString(),
                pull.order().place().word(),
                pull.cancelling() ? "being cancelled" : pull.phase().words(),
                tone(pull.phase()),
                done,
                pull.by() + job,
                pull.at(),
                pull.sentence(),
                pull.log(),
                pull.isLive(),
                pull.cancelling());
    }

    private static String tone(PullPhase phase) {
        return switch (phase) {
            case WAITING -> "wait";
            case STARTING, FETCHING, UNPACKING, CONVERTING, COPYING, CHECKING -> "busy";
            case DONE -> "good";
            case FAILED, LOST -> "bad";
            case CANCELLED -> "off";
        };
    }
}
