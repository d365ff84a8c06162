package org.blackfish.api;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Wall times as Slurm writes them. */
final class SlurmTimes {
    private static final Pattern WITH_DAYS = Pattern.compile("(\\d{1,4})-(\\d{1,2})(?::(\\d{1,2}))?(?::(\\d{1,2}))?");
    private static final Pattern CLOCK = Pattern.compile("(?:(\\d{1,4}):)?(\\d{1,2}):(\\d{1,2})");
    private static final Pattern MINUTES = Pattern.compile("\\d{1,6}");

    private SlurmTimes() {}

    /** {@code M}, {@code M:S}, {@code H:M:S}, {@code D-H}, {@code D-H:M} or {@code D-H:M:S}; empty for other text. */
    static Optional<Duration> parse(String text) {
        Matcher days = WITH_DAYS.matcher(text);
        if (days.matches()) {
            return Optional.of(Duration.ofDays(number(days.group(1)))
                    .plusHours(number(days.group(2)))
                    .plusMinutes(number(days.group(3)))
                    .plusSeconds(number(days.group(4))));
        }
        Matcher clock = CLOCK.matcher(text);
        if (clock.matches()) {
            return Optional.of(Duration.ofHours(number(clock.group(1)))
                    .plusMinutes(number(clock.group(2)))
                    .plusSeconds(number(clock.group(3))));
        }
        return MINUTES.matcher(text).matches()
                ? Optional.of(Duration.ofMinutes(Long.parseLong(text)))
                : Optional.empty();
    }

    /** {@code HH:MM:SS}, with {@code D-} before it from a day on. */
    static String text(Duration time) {
        String clock = String.format(
                Locale.ROOT, "%02d:%02d:%02d", time.toHoursPart(), time.toMinutesPart(), time.toSecondsPart());
        return time.toDays() == 0 ? clock : time.toDays() + "-" + clock;
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
