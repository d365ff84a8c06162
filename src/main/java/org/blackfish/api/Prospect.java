package org.blackfish.api;

import org.blackfish.service.Status;

/** Whether a service is, or may yet become, what somebody waits for. */
enum Prospect {
    REACHED,
    OPEN,
    IMPOSSIBLE;

    /**
     * A live service may come back to healthy or unhealthy, but never to the states before them; one that is being
     * stopped becomes stopped and nothing else, whatever it still is; pure.
     */
    static Prospect of(Status now, boolean stopAsked, Status wanted) {
        if (stopAsked && now.isLive()) {
            return wanted == Status.STOPPED ? OPEN : IMPOSSIBLE;
        }
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
