package org.blackfish.api;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Figures in the text format of Prometheus, version 0.0.4; names, labels and values hold nothing to be escaped. */
final class MetricsText {
    private final StringBuilder text = new StringBuilder();

    /** One figure without a label. */
    MetricsText add(String name, String type, String help, Number value) {
        head(name, type, help);
        text.append(name).append(' ').append(value).append('\n');
        return this;
    }

    /** A figure for each value of one label, ordered by it. */
    MetricsText add(String name, String type, String help, String label, Map<String, ? extends Number> values) {
        head(name, type, help);
        new TreeMap<>(values)
                .forEach((key, value) -> text.append(name)
                        .append('{')
                        .append(label)
                        .append("=\"")
                        .append(key)
                        .append("\"} ")
                        .append(value)
                        .append('\n'));
        return this;
    }

    /** A moment in seconds since 1970; nothing for one that has not been. */
    MetricsText add(String name, String help, @Nullable Instant moment) {
        return moment == null ? this : add(name, "gauge", help, moment.getEpochSecond());
    }

    private void head(String name, String type, String help) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
