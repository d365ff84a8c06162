package org.blackfish.security;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.blackfish.settings.Secret;
import org.jspecify.annotations.Nullable;

/** The CSRF token of a browser session: pages show it in a meta tag, scripts send it back in {@link #HEADER}. */
@Named
@RequestScoped
public class Csrf {
    public static final String HEADER = "X-CSRF-Token";
    public static final String PARAMETER = "csrf";
    private static final String ATTRIBUTE = "org.blackfish.csrf";

    private final HttpServletRequest request;

    @Inject
    Csrf(HttpServletRequest request) {
        this.request = request;
    }

    /** The token to put into a page; empty where nobody is signed in. */
    public String token() {
        HttpSession session = request.getSession(false);
        return session == null || session.getAttribute(ATTRIBUTE) == null
                ? ""
                : String.valueOf(session.getAttribute(ATTRIBUTE));
    }

    static void begin(HttpSession session) {
        session.setAttribute(ATTRIBUTE, Secret.generate().value());
    }

    static boolean matches(HttpSession session, @Nullable String candidate) {
        Object expected = session.getAttribute(ATTRIBUTE);
        return expected != null
                && candidate != null
                && MessageDigest.isEqual(
                        expected.toString().getBytes(StandardCharsets.UTF_8),
                        candidate.getBytes(StandardCharsets.UTF_8));
    }
}
