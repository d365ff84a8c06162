package org.blackfish.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import org.blackfish.settings.Portal;
import org.blackfish.settings.Settings;

/** Whom the portal says that it has signed in: a second proof beside the token, which only the portal can give. */
@ApplicationScoped
public class PortalUser {
    private final Portal portal;

    @Inject
    PortalUser(Settings settings) {
        portal = settings.portal();
    }

    Access.Portal of(HttpServletRequest request) {
        return Access.Portal.of(portal.present(), names(request), portal.owner());
    }

    /** The sentence for somebody else's session. */
    String strange(HttpServletRequest request) {
        return PortalRefusal.strange(portal.owner(), names(request));
    }

    private static List<String> names(HttpServletRequest request) {
        return Collections.list(request.getHeaders("X-Forwarded-User"));
    }
}
