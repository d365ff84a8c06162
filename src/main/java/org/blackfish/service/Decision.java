package org.blackfish.service;

import java.time.Instant;
import org.blackfish.cluster.JobRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a service is to become, as long as nobody changes it first.
 *
 * @param seen the service as it was when this was decided
 * @param job what Slurm told about its job, null to keep what it told last
 */
record Decision(Service seen, Verdict verdict, @Nullable JobRecord job) {
    /** Whether it would change anything that people see. */
    boolean isNews() {
        return seen.differs(verdict, job);
    }

    boolean ends() {
        return !verdict.status().isLive();
    }

    void carryOut(Service row, Instant at) {
        row.follow(verdict, job, at);
    }
}
