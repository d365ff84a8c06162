package org.blackfish.tier;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Single values as YAML writes them, fit for block and flow style alike. */
final class YamlWords {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z]([A-Za-z0-9_./ ()+-]{0,98}[A-Za-z0-9_.)+])?");
    private static final Set<String> MEANT_OTHERWISE =
            Set.of("true", "false", "yes", "no", "on", "off", "null", "y", "n");

    private YamlWords() {}

    /** Text without quotes where everybody reads it as text, else in double quotes. */
    static String text(String value) {
        if (PLAIN.matcher(value).matches() && !MEANT_OTHERWISE.contains(value.toLowerCase(Locale.ROOT))) {
            return value;
        }
        StringBuilder quoted = new StringBuilder("\"");
        value.codePoints().forEach(point -> {
            switch (point) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (isPrintable(point)) {
                        quoted.appendCodePoint(point);
                    } else {
                        quoted.append(String.format(Locale.ROOT, "\\U%08x", point));
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }

    /** Line separators and byte order marks are characters that a YAML reader does not take as they are. */
    private static boolean isPrintable(int point) {
        return !Character.isISOControl(point)
                && Character.getType(point) != Character.LINE_SEPARATOR
                && Character.getType(point) != Character.PARAGRAPH_SEPARATOR
                && Character.getType(point) != Character.SURROGATE
                && point != 0xFEFF
                && point != 0xFFFE
                && point != 0xFFFF;
    }

    /** A size such as {@code 16} or {@code 0.5}, {@code null} for none. */
    static String size(@Nullable Double value) {
        return value == null
                ? "null"
                : BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
