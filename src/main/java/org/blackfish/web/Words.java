package org.blackfish.web;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.blackfish.service.Resources;

/** Durations and sizes as people read them; the browser's {@code clock.js} writes durations the same way. */
final class Words {
    private Words() {}

    /** The two largest units: {@code 45 s}, {@code 3 min 20 s}, {@code 2 h 5 min}, {@code 3 d 4 h}; never negative. */
    static String of(Duration duration) {
        Duration shown = duration.isNegative() ? Duration.ZERO : duration;
        List<String> parts = new ArrayList<>();
        add(parts, shown.toDaysPart(), "d");
        add(parts, shown.toHoursPart(), "h");
        add(parts, shown.toMinutesPart(), "min");
        add(parts, shown.toSecondsPart(), "s");
        return parts.isEmpty() ? "0 s" : String.join(" ", parts.subList(0, Math.min(2, parts.size())));
    }

    /** What a job asks for: {@code 2 cores, 8 GB memory, no GPU, 30 min in partition cpu}. */
    static String of(Resources asked) {
        return asked.cpus() + " cores, " + asked.memoryGb() + " GB memory, "
                + (asked.gpus() == 0 ? "no GPU" : asked.gpus() + " GPU") + ", " + of(asked.time())
                + (asked.partition() == null ? "" : " in partition " + asked.partition());
    }

    /** Decimal gigabytes rounded down, as the tiers' sentences say them: {@code 0.098 GB}, {@code 14.94 GB}. */
    static String gigabytes(double size) {
        return BigDecimal.valueOf(size)
                        .setScale(size < 1 ? 3 : 2, RoundingMode.DOWN)
                        .stripTrailingZeros()
                        .toPlainString()
                + " GB";
    }

    /** {@code 350 B}, {@code 12 kB}, {@code 4.7 GB}: decimal, three digits that count. */
    static String bytes(long count) {
        String[] units = {"B", "kB", "MB", "GB", "TB"};
        int unit = 0;
        double shown = count;
        while (shown >= 999.5 && unit < units.length - 1) {
            shown /= 1000;
            unit++;
        }
        int places = unit == 0 || shown >= 99.95 ? 0 : shown >= 9.995 ? 1 : 2;
        return BigDecimal.valueOf(shown)
                        .setScale(places, RoundingMode.HALF_UP)
                        .stripTrailingZeros()
                        .toPlainString()
                + " " + units[unit];
    }

    private static void add(List<String> parts, long amount, String unit) {
        if (amount > 0) {
            parts.add(amount + " " + unit);
        }
    }
}
