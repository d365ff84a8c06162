package org.blackfish.service;

import java.util.Collection;
import org.blackfish.cluster.Need;

/** How often Slurm has to be asked for the services of one cluster; pure. */
final class Needs {
    private Needs() {}

    /** Nothing for no live service; often only while one is on its way, up or down, and somebody watches. */
    static Need of(Collection<Facts> live, boolean watched) {
        if (live.isEmpty()) {
            return Need.NONE;
        }
        if (live.stream().allMatch(Needs::isSteady)) {
            return Need.STEADY;
        }
        return watched && live.stream().anyMatch(Needs::isMoving) ? Need.WATCHED_START : Need.ACTIVE;
    }

    private static boolean isSteady(Facts facts) {
        return facts.status() == Status.HEALTHY && !facts.stopAsked() && facts.unknownSince() == null;
    }

    private static boolean isMoving(Facts facts) {
        return facts.stopAsked()
                || facts.status() == Status.SUBMITTED
                || facts.status() == Status.PENDING
                || facts.status() == Status.STARTING;
    }
}
