package org.blackfish.waiting;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A request; header names are in small letters. */
record Asked(String method, String path, @Nullable String query, Map<String, String> headers, String form) {
    private static final Pattern LOST_PERCENT = Pattern.compile("%(?![0-9a-fA-F]{2})");

    /** Whether fields and parameters can be read at all. */
    boolean isReadable() {
        return !LOST_PERCENT.matcher(form).find()
                && (query == null || !LOST_PERCENT.matcher(query).find());
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    Optional<String> field(String name) {
        return find(form, name);
    }

    Optional<String> parameter(String name) {
        return find(query == null ? "" : query, name);
    }

    Optional<String> cookie(String name) {
        for (String cookie : header("cookie").orElse("").split(";")) {
            if (cookie.strip().startsWith(name + "=")) {
                return Optional.of(cookie.strip().substring(name.length() + 1));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> find(String pairs, String name) {
        for (String pair : pairs.split("&")) {
            if (pair.startsWith(name + "=")) {
                return Optional.of(URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8));
            }
        }
        return Optional.empty();
    }
}
