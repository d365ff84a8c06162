package org.blackfish.security;

import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stands before every path: finds out who calls, asks {@link Access}, and refuses in the caller's own language. */
@WebFilter(
        urlPatterns = "/*",
        // What programs on the node ask at the root is forwarded here, and is judged like everything else.
        dispatcherTypes = {DispatcherType.REQUEST, DispatcherType.FORWARD},
        asyncSupported = true)
public final class AccessFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private static final System.Logger LOG = System.getLogger("org.blackfish.security");

    private static final String NO_TOKEN = "Sign in, or send the token as \"Authorization: Bearer …\" or"
            + " \"X-Blackfish-Token\"; it lies in auth_token in BLACKFISH_HOME_DIR.";
    private static final String AMBIGUOUS =
            "This address could be read in two ways; write it without \";\", \"\\\", empty or dotted parts,"
                    + " a slash at its end, and without %2F, %5C, %3B, %25 and %00.";

    /** Session attribute that marks a signed-in browser. */
    static final String SIGNED_IN = "org.blackfish.signed-in";

    private final transient SessionToken sessionToken;
    private final transient AccessTokens tokens;
    private final transient PortalUser portalUser;

    @Inject
    AccessFilter(SessionToken sessionToken, AccessTokens tokens, PortalUser portalUser) {
        this.sessionToken = sessionToken;
        this.tokens = tokens;
        this.portalUser = portalUser;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String path = path(request);
        harden(response, path);
        Access.Answer answer;
        try {
            answer = Access.isPlain(request.getMethod(), address(request), path)
                    ? Access.decide(request.getMethod(), path, caller(request), portalUser.of(request))
                    : Access.Answer.AMBIGUOUS_ADDRESS;
        } catch (RuntimeException e) {
            if (!Access.isProgramPath(path)) {
                throw e;
            }
            LOG.log(System.Logger.Level.ERROR, "A caller could not be recognised", e);
            Refusal.write(response, 500, "Your token could not be checked; the server's log says why.");
            return;
        }
        answer(request, response, chain, path, answer);
    }

    private void answer(
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain,
            String path,
            Access.Answer answer)
            throws IOException, ServletException {
        switch (answer) {
            case ENTER -> enter(request, response, chain);
            case SIGN_IN -> signIn(request, response, path);
            case UNAUTHORIZED -> {
                response.setHeader("WWW-Authenticate", "Bearer realm=\"Blackfish\"");
                Refusal.write(response, 401, NO_TOKEN);
            }
            case AMBIGUOUS_ADDRESS -> Refusal.write(response, 400, AMBIGUOUS);
            case FOREIGN_ORIGIN -> Refusal.write(response, 403, "This request came from another site and was refused.");
            case CSRF_MISSING ->
                Refusal.write(response, 403, "The header X-CSRF-Token is missing or wrong; reload the page.");
            case SCOPE_TOO_SMALL ->
                Refusal.write(
                        response,
                        403,
                        "This token may not do that; it needs the scope \""
                                + Access.needed(request.getMethod(), path).word() + "\".");
            case STRANGER -> Refusal.tell(request, response, portalUser.strange(request));
            case NOT_BY_PORTAL -> Refusal.tell(request, response, PortalRefusal.SILENT);
        }
    }

    /**
     * Whoever sends a token has no use for the session that a page begins, and a stranger may not begin any: each would
     * keep its pages' state for hours.
     */
    private static void enter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(request, response);
        HttpSession session = request.getSession(false);
        if (session != null && session.isNew() && session.getAttribute(SIGNED_IN) == null) {
            session.invalidate();
        }
    }

    /** As the caller wrote it, also when it was forwarded to us. */
    private static String address(HttpServletRequest request) {
        Object written = request.getAttribute(RequestDispatcher.FORWARD_REQUEST_URI);
        return written == null ? request.getRequestURI() : written.toString();
    }

    private static String path(HttpServletRequest request) {
        String info = request.getPathInfo();
        return request.getServletPath() + (info == null ? "" : info);
    }

    private Access.Caller caller(HttpServletRequest request) {
        Optional<String> token = token(request);
        if (token.isPresent()) {
            return sessionToken.matches(token.get())
                    ? new Access.Caller.Token(Scope.ADMIN)
                    : tokens.scopeOf(token.get())
                            .<Access.Caller>map(Access.Caller.Token::new)
                            .orElseGet(Access.Caller.Nobody::new);
        }
        HttpSession session = request.getSession(false);
        if (session == null || session.getAttribute(SIGNED_IN) == null) {
            return new Access.Caller.Nobody();
        }
        return new Access.Caller.Browser(sameOrigin(request), Csrf.matches(session, csrf(request)));
    }

    private static Optional<String> token(HttpServletRequest request) {
        String authorization = request.getHeader("Authorization");
        if (authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return Optional.of(authorization.substring(7).strip());
        }
        return Optional.ofNullable(request.getHeader("X-Blackfish-Token")).map(String::strip);
    }

    private static @Nullable String csrf(HttpServletRequest request) {
        String header = request.getHeader(Csrf.HEADER);
        // Only our own sign-out form sends it as a parameter; reading parameters elsewhere would eat the body.
        return header == null && request.getServletPath().equals("/logout")
                ? request.getParameter(Csrf.PARAMETER)
                : header;
    }

    static boolean sameOrigin(HttpServletRequest request) {
        return Access.isSameOrigin(
                request.getHeader("Sec-Fetch-Site"),
                request.getHeader("Origin"),
                Access.ourHosts(request.getHeader("X-Forwarded-Host"), request.getHeader("Host")));
    }

    private static void signIn(HttpServletRequest request, HttpServletResponse response, String path)
            throws IOException {
        boolean ended = SessionCookie.wasHere(request);
        String query = request.getQueryString();
        String next = path + (query == null ? "" : "?" + query);
        response.setHeader("Cache-Control", "no-store");
        response.setStatus(HttpServletResponse.SC_FOUND);
        response.setHeader(
                "Location",
                request.getContextPath() + "/sign-in.xhtml?" + (ended ? "ended=1&" : "") + "next="
                        + URLEncoder.encode(next, StandardCharsets.UTF_8));
    }

    private static void harden(HttpServletResponse response, String path) {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("X-Frame-Options", "SAMEORIGIN");
        if (!path.startsWith("/jakarta.faces.resource/")) {
            response.setHeader("Cache-Control", "no-store");
        }
    }
}
