package org.blackfish.security;

import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

    /** Whom a portal, if one stands before us, says that it has signed in. */
    public enum Portal {
        /** No portal is expected, so what a request says of one means nothing. */
        NONE,
        /** The portal names the owner. */
        OWNER,
        /** The request did not come through the portal, as those of programs on the node. */
        SILENT,
        /** The portal names somebody else. */
        STRANGER;

        /** {@code names} are the values of {@code X-Forwarded-User}; one that is not the owner's makes a stranger. */
        public static Portal of(boolean expected, Collection<String> names, String owner) {
            if (!expected) {
                return NONE;
            }
            if (names.isEmpty()) {
                return SILENT;
            }
            return names.stream().allMatch(owner::equals) ? OWNER : STRANGER;
        }

        /** Whether a browser may come this way: only the portal can tell its owner from others on the same machine. */
        public boolean vouches() {
            return this == NONE || this == OWNER;
        }
    }

    /** How a request is answered. */
    public enum Answer {
        ENTER,
        AMBIGUOUS_ADDRESS,
        SIGN_IN,
        UNAUTHORIZED,
        FOREIGN_ORIGIN,
        CSRF_MISSING,
        SCOPE_TOO_SMALL,
        STRANGER,
        NOT_BY_PORTAL
    }

    /**
     * Whether the server, its resources and we read the same path out of an address as it came: they differ over
     * parameters ({@code ;}), empty and dotted parts, and slashes in disguise, and a rule must not depend on who is right.
     * Only the name of a model may hold a disguised slash; {@code path} is the one that {@link #decide} gets. What changes
     * something must not end in a slash: an id that is empty would mean all there are.
     */
    static boolean isPlain(String method, String address, String path) {
        if (path.startsWith("/api/") && address.endsWith("/") && !SAFE.contains(method)) {
            return false;
        }
        String judged = path.startsWith("/v1/models/") ? SLASH.matcher(address).replaceAll("-") : address;
        return !AMBIGUOUS.matcher(judged).find();
    }

    /** {@code path} is relative to the context root and begins with a slash. */
    public static Answer decide(String method, String path, Caller caller, Portal portal) {
        String plain = canonical(path);
        if (isOpen(method, plain)) {
            return Answer.ENTER;
        }
        if (portal == Portal.STRANGER) {
            return Answer.STRANGER;
        }
        if (isSignIn(method, plain)) {
            return portal.vouches() ? Answer.ENTER : Answer.NOT_BY_PORTAL;
        }
        return switch (caller) {
            case Caller.Nobody nobody -> toNobody(plain, portal);
            case Caller.Token token ->
                token.scope().covers(needed(method, plain)) ? Answer.ENTER : Answer.SCOPE_TOO_SMALL;
            case Caller.Browser browser -> portal.vouches() ? decide(method, plain, browser) : Answer.NOT_BY_PORTAL;
        };
    }

    /** One spelling for a path: no parameters, no doubled or trailing slashes, so that no spelling has fewer rules. */
    static String canonical(String path) {
        String plain = path.replaceAll(";[^/]*", "").replaceAll("/{2,}", "/");
        return plain.length() > 1 && plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain;
    }

    private static Answer toNobody(String path, Portal portal) {
        if (isProgramPath(path)) {
            return Answer.UNAUTHORIZED;
        }
        return portal.vouches() ? Answer.SIGN_IN : Answer.NOT_BY_PORTAL;
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

    /** Paths that answer to nobody in particular: scripts and styles, and the two that the launcher asks. */
    private static boolean isOpen(String method, String path) {
        return switch (path) {
            case "/api/live", "/api/ready", "/favicon.ico" -> SAFE.contains(method);
            default -> path.startsWith("/jakarta.faces.resource/") && SAFE.contains(method);
        };
    }

    /** The way in for people: open to whoever the portal vouches for. */
    private static boolean isSignIn(String method, String path) {
        return path.equals("/sign-in.xhtml") ? SAFE.contains(method) : path.equals("/session") && method.equals("POST");
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
        return authority > 0 && hosts.contains(host(origin.substring(authority + 3)));
    }

    /**
     * The hosts by which browsers know us: what the portal says where it says something, since {@code Host} is then our
     * own address on the node; a chain of proxies names several.
     */
    public static Set<String> ourHosts(@Nullable String forwardedHost, @Nullable String host) {
        String said = forwardedHost == null || forwardedHost.isBlank() ? host : forwardedHost;
        return said == null
                ? Set.of()
                : Arrays.stream(said.split(",")).map(Access::host).collect(Collectors.toSet());
    }

    /** Without a port that browsers leave out. */
    private static String host(String authority) {
        return authority.strip().replaceFirst(":(80|443)$", "");
    }
}
