package org.blackfish.security;

import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether a request may enter: a pure decision over what the request carries. */
public final class Access {
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final Pattern AMBIGUOUS =
            Pattern.compile("[;\\\\]|//|%(?:00|25|2f|3b|5c)|/(?:\\.|%2e){1,2}(?:/|$)", Pattern.CASE_INSENSITIVE);
    private static final Pattern KEY = Pattern.compile("/api/services/[^/]+/key");
    private static final Pattern SLASH = Pattern.compile("%2f", Pattern.CASE_INSENSITIVE);

    private Access() {}

    /** What the filter found out about the credentials. */
    public sealed interface Caller {
        /** Nothing, or nothing that we know. */
        record Nobody() implements Caller {}

        /** A token header with this scope. */
        record Token(Scope scope) implements Caller {}

        /** A signed-in browser session, with what the request says of its origin and CSRF token. */
        record Browser(boolean sameOrigin, boolean csrfMatches) implements Caller {}
    }

    /** How a request is answered. */
    public enum Answer {
        ENTER,
        AMBIGUOUS_ADDRESS,
        SIGN_IN,
        UNAUTHORIZED,
        FOREIGN_ORIGIN,
        CSRF_MISSING,
        SCOPE_TOO_SMALL
    }

    /**
     * Whether the server, its resources and we read the same path out of an address as it came: they differ over
     * parameters ({@code ;}), empty and dotted parts, and slashes in disguise, and a rule must not depend on who is right.
     * Only the name of a model may hold a disguised slash; {@code path} is the one that {@link #decide} gets.
     */
    static boolean isPlain(String address, String path) {
        String judged = path.startsWith("/v1/models/") ? SLASH.matcher(address).replaceAll("-") : address;
        return !AMBIGUOUS.matcher(judged).find();
    }

    /** {@code path} is relative to the context root and begins with a slash. */
    public static Answer decide(String method, String path, Caller caller) {
        return decideOn(method, canonical(path), caller);
    }

    /** One spelling for a path: no parameters, no doubled or trailing slashes, so that no spelling has fewer rules. */
    static String canonical(String path) {
        String plain = path.replaceAll(";[^/]*", "").replaceAll("/{2,}", "/");
        return plain.length() > 1 && plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain;
    }

    private static Answer decideOn(String method, String path, Caller caller) {
        if (isOpen(method, path)) {
            return Answer.ENTER;
        }
        return switch (caller) {
            case Caller.Nobody nobody -> isProgramPath(path) ? Answer.UNAUTHORIZED : Answer.SIGN_IN;
            case Caller.Token token ->
                token.scope().covers(needed(method, path)) ? Answer.ENTER : Answer.SCOPE_TOO_SMALL;
            case Caller.Browser browser -> decide(method, path, browser);
        };
    }

    private static Answer decide(String method, String path, Caller.Browser browser) {
        if (SAFE.contains(method)) {
            return Answer.ENTER;
        }
        if (!browser.sameOrigin()) {
            return Answer.FOREIGN_ORIGIN;
        }
        // Pages carry Faces' own unguessable view state instead of our header.
        boolean page = path.endsWith(".xhtml") && !isProgramPath(path);
        return browser.csrfMatches() || page ? Answer.ENTER : Answer.CSRF_MISSING;
    }

    /** Paths that answer to nobody in particular: sign-in, its styles, and the two that the launcher asks. */
    static boolean isOpen(String method, String path) {
        return switch (path) {
            case "/sign-in.xhtml", "/api/live", "/api/ready", "/favicon.ico" -> SAFE.contains(method);
            case "/session" -> method.equals("POST");
            default -> path.startsWith("/jakarta.faces.resource/") && SAFE.contains(method);
        };
    }

    /** Paths for programs, which want a status and not a page. */
    public static boolean isProgramPath(String path) {
        for (String root : new String[] {"/api", "/v1", "/services", "/proxy"}) {
            if (path.equals(root) || path.startsWith(root + "/")) {
                return true;
            }
        }
        return false;
    }

    static Scope needed(String method, String path) {
        if (path.startsWith("/api/admin") || path.startsWith("/api/tokens")) {
            return Scope.ADMIN;
        }
        boolean use = path.startsWith("/v1/") || path.startsWith("/services/") || path.startsWith("/proxy/");
        if (use || (SAFE.contains(method) && KEY.matcher(path).matches())) {
            return Scope.USE;
        }
        if (!isProgramPath(path)) {
            // A page can do all that the person before it can, and its view state is there for whoever loads it.
            return Scope.ADMIN;
        }
        return SAFE.contains(method) ? Scope.READ : Scope.MANAGE;
    }

    /** Whether a browser says that the request comes from our own pages; an absent word is not a foreign one. */
    public static boolean isSameOrigin(@Nullable String fetchSite, @Nullable String origin, Set<String> hosts) {
        if (fetchSite != null) {
            return fetchSite.equals("same-origin") || fetchSite.equals("none");
        }
        if (origin == null) {
            return true;
        }
        int authority = origin.indexOf("://");
        return authority > 0 && hosts.contains(origin.substring(authority + 3));
    }
}
