package org.blackfish.api;

import org.blackfish.service.Status;

/** Whether a service is, or may yet become, what somebody waits for. */
enum Prospect {
    REACHED,
    OPEN,
    IMPOSSIBLE;

    /** A live service may come back to healthy or unhealthy, but never to the states before them; pure. */
    static Prospect of(Status now, Status wanted) {
        if (now == wanted) {
            return REACHED;
        }
        boolean past = isBeforeReady(wanted) && now.compareTo(wanted) > 0;
        return now.isLive() && !past ? OPEN : IMPOSSIBLE;
    }

    private static boolean isBeforeReady(Status status) {
        return status.compareTo(Status.HEALTHY) < 0;
    }
}
