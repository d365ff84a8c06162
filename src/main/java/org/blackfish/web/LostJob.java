package org.blackfish.web;

import java.util.UUID;
import org.blackfish.cluster.JobRecord;
import org.blackfish.service.Orphan;
import org.jspecify.annotations.Nullable;

/**
 * One job without a record as a line of its block.
 *
 * @param facts number, state, place, model and origin in one sentence
 * @param why what keeps it from being adopted; null when nothing does
 */
public record LostJob(
        UUID id, String name, String facts, @Nullable String why) {
    static LostJob of(Orphan orphan) {
        JobRecord job = orphan.job();
        String place = job.node().isEmpty() ? "" : " on " + job.node();
        String model = orphan.model() == null ? "" : "; it serves " + orphan.model();
        String from = orphan.launchedFrom() == null
                ? ""
                : "; launched by the Blackfish whose data are in " + orphan.launchedFrom();
        return new LostJob(
                orphan.id(),
                job.name(),
                "Job " + job.id() + ", " + job.stateWord() + place + model + from + ".",
                orphan.why());
    }
}
