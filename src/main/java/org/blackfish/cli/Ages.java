package org.blackfish.cli;

import java.time.Duration;
import java.time.Instant;

/** How long ago something was, in the largest unit that tells it. */
final class Ages {
    private Ages() {}

    static String ago(Instant then, Instant now) {
        Duration age = Duration.between(then, now);
        return age.toSeconds() < 10 ? "just now" : words(age) + " ago";
    }

    static String words(Duration time) {
        if (time.toSeconds() < 120) {
            return Math.max(0, time.toSeconds()) + " s";
        }
        if (time.toMinutes() < 120) {
            return time.toMinutes() + " min";
        }
        return time.toHours() < 48 ? time.toHours() + " h" : time.toDays() + " days";
    }
}
