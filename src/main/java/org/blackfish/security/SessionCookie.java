package org.blackfish.security;

import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.SessionCookieConfig;
import jakarta.servlet.annotation.WebListener;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import org.blackfish.settings.Settings;

/**
 * Names the cookie after this server's port and life: all apps of a portal share one origin, a browser may hold several,
 * and a port that is used again brings the cookies of its earlier users back. Payara marks it {@code Secure} when the
 * portal says {@code X-Forwarded-Proto: https}, by the listener's {@code scheme-mapping}.
 */
@WebListener
public final class SessionCookie implements ServletContextListener {
    private static final String FAMILY = "blackfish_";

    private final String name;

    @Inject
    SessionCookie(Settings settings, SessionToken token) {
        name = FAMILY + settings.port() + "_" + token.proof("cookie").substring(0, 8);
    }

    @Override
    public void contextInitialized(ServletContextEvent event) {
        SessionCookieConfig cookie = event.getServletContext().getSessionCookieConfig();
        cookie.setName(name);
        cookie.setHttpOnly(true);
        cookie.setAttribute("SameSite", "Strict");
        String root = event.getServletContext().getContextPath();
        cookie.setPath(root.isEmpty() ? "/" : root);
    }

    /** Whether the browser was signed in here before, be it in this server's life or in an earlier one. */
    static boolean wasHere(HttpServletRequest request) {
        String mine = request.getServletContext().getSessionCookieConfig().getName();
        String family = mine.substring(0, mine.lastIndexOf('_') + 1);
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().startsWith(family)) {
                    return true;
                }
            }
        }
        return false;
    }
}
