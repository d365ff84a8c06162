package org.blackfish.settings;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How the settings of {@link Portal} are written; null for what is none of them. */
final class PortalWords {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private PortalWords() {}

    static @Nullable Boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> null;
        };
    }

    static @Nullable String user(String text) {
        return text.matches("[^\\s\\p{Cntrl}]{1,256}") ? text : null;
    }

    /** Ten digits: fewer are an age or a duration, more are milliseconds. */
    static @Nullable Instant moment(String text) {
        return text.matches("[1-9]\\d{9}") ? Instant.ofEpochSecond(Long.parseLong(text)) : null;
    }

    /** Never what a browser would run, nor what it would take for another site by surprise. */
    static @Nullable String address(String text) {
        return text.matches("(/|https?://[A-Za-z0-9])[^\\s\\p{Cntrl}\"'<>\\\\]*") && !text.startsWith("//")
                ? text
                : null;
    }

    static @Nullable Duration heartbeat(String text) {
        Duration time = SettingsReader.time(text);
        boolean fits = time != null && time.compareTo(SHORTEST) >= 0 && time.compareTo(LONGEST) <= 0;
        return fits ? time : null;
    }
}
