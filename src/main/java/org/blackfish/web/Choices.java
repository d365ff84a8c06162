package org.blackfish.web;

import jakarta.servlet.http.Cookie;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What somebody chose in the top bar, as the browser keeps it in cookies whose path is our base path.
 *
 * @param theme {@code light}, {@code dark} or {@code system}
 * @param profile a profile's name, null when none was chosen; it need not exist any more
 */
record Choices(String theme, @Nullable String profile) {
    static final String THEME = "blackfish-theme";
    static final String PROFILE = "blackfish-profile";
    private static final Set<String> THEMES = Set.of("light", "dark", "system");

    /** From the request's cookies; anything unknown counts as not chosen. */
    static Choices of(Cookie @Nullable [] cookies) {
        return new Choices(
                value(cookies, THEME).filter(THEMES::contains).orElse("system"),
                value(cookies, PROFILE).orElse(null));
    }

    private static Optional<String> value(Cookie @Nullable [] cookies, String name) {
        return cookies == null
                ? Optional.empty()
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(name))
                        .map(cookie -> decoded(cookie.getValue()))
                        .filter(value -> !value.isEmpty())
                        .findFirst();
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
