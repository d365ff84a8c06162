package org.blackfish.security;

import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.SessionCookieConfig;
import jakarta.servlet.annotation.WebListener;
import org.blackfish.settings.Settings;

/** Names the cookie after this server's port: all apps of a portal share one origin, and a browser may hold several. */
@WebListener
public final class SessionCookie implements ServletContextListener {
    private final Settings settings;

    @Inject
    SessionCookie(Settings settings) {
        this.settings = settings;
    }

    @Override
    public void contextInitialized(ServletContextEvent event) {
        SessionCookieConfig cookie = event.getServletContext().getSessionCookieConfig();
        cookie.setName("blackfish_" + settings.port());
        cookie.setHttpOnly(true);
        cookie.setAttribute("SameSite", "Strict");
        String root = event.getServletContext().getContextPath();
        cookie.setPath(root.isEmpty() ? "/" : root);
    }
}
