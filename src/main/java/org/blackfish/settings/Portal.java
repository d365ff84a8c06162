package org.blackfish.settings;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The Open OnDemand portal before this server, and the session of it that this server is.
 *
 * @param present {@code BLACKFISH_OOD}: whether there is one
 * @param owner {@code BLACKFISH_PORTAL_USER}: what the portal calls the owner in {@code X-Forwarded-User}, default the
 *     account that the server runs as
 * @param sessionEndsAt {@code BLACKFISH_SESSION_ENDS_AT}: when the session's time is up
 * @param sessionsUrl {@code BLACKFISH_SESSIONS_URL}: the portal's page "My Interactive Sessions"; empty without a portal
 * @param heartbeat {@code BLACKFISH_HEARTBEAT}: longest silence of our event streams, below the portal's timeout (12 s)
 */
public record Portal(
        boolean present, String owner, Optional<Instant> sessionEndsAt, String sessionsUrl, Duration heartbeat) {
    static final String SESSIONS = "/pun/sys/dashboard/batch_connect/sessions";
}
