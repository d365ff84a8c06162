package org.blackfish.service;

import java.time.Instant;
import org.blackfish.cluster.JobRecord;
import org.blackfish.cluster.JobReport;
import org.jspecify.annotations.Nullable;

/**
 * The decision table: what a service becomes by what is known of its job and its engine. Pure; whether an engine is
 * ready is looked at by {@link Readiness} and told here as a {@link Probe}.
 */
final class Lifecycle {
    private static final String SILENT = "The job's watcher has not been heard of for " + Heartbeat.SILENCE.toSeconds()
            + " s; whether the engine still listens on its port is not known.";

    private Lifecycle() {}

    /**
     * The next state. Missing information changes nothing but {@code unknownSince}; a final status is never left; once a
     * stop was asked for, whatever end comes is {@code STOPPED}.
     */
    static Verdict next(Facts facts, JobReport report, Probe probe, Instant now) {
        if (!facts.status().isLive()) {
            return new Verdict(facts.status(), Phase.ENDED, facts.reason(), null, false);
        }
        return switch (report) {
            case JobReport.Undetermined unknown -> unknown(facts, now);
            case JobReport.Absent absent ->
                facts.stopAsked()
                        ? new Verdict(Status.STOPPED, Phase.ENDED, "Stopped on request.", null, false)
                        : unknown(facts, now);
            case JobReport.Seen seen -> seen(facts, seen.job(), probe, now);
        };
    }

    private static Verdict unknown(Facts facts, Instant now) {
        Instant since = facts.unknownSince() == null ? now : facts.unknownSince();
        return new Verdict(facts.status(), facts.phase(), facts.reason(), since, facts.stopAsked());
    }

    private static Verdict seen(Facts facts, JobRecord job, Probe probe, Instant now) {
        return switch (job.state().group()) {
            case WAITING -> live(facts, Status.PENDING, Phase.QUEUED, emptyAsNull(job.reasonInWords()));
            case RUNNING -> running(facts, job, probe, now);
            case TRANSIENT, UNKNOWN -> live(facts, facts.status(), facts.phase(), facts.reason());
            case SUSPENDED ->
                live(facts, Status.UNHEALTHY, afterQueue(facts.phase()), "The job is suspended by Slurm.");
            case COMPLETED -> ended(facts, Status.STOPPED, "The engine ended by itself; the job is completed.");
            case CANCELLED -> ended(facts, Status.STOPPED, "The job was cancelled outside of Blackfish.");
            case TIMEOUT -> ended(facts, Status.TIMEOUT, "The job reached its time limit.");
            case FAILED -> ended(facts, Status.FAILED, "Slurm says " + job.stateWord() + ".");
        };
    }

    private static Verdict running(Facts facts, JobRecord job, Probe probe, Instant now) {
        if (facts.stopAsked()) {
            Status status = neverStarted(facts.status()) ? Status.STARTING : facts.status();
            return live(facts, status, Phase.DRAINING, facts.reason());
        }
        return switch (facts.status()) {
            case HEALTHY -> healthy(facts, probe);
            case UNHEALTHY -> unhealthy(facts, probe);
            default -> starting(facts, probe, overdue(facts, job, now));
        };
    }

    private static Verdict healthy(Facts facts, Probe probe) {
        return switch (probe) {
            case Probe.Good good -> ready(facts);
            case Probe.NotAsked none -> live(facts, Status.HEALTHY, facts.phase(), facts.reason());
            case Probe.Unsure none -> live(facts, Status.HEALTHY, facts.phase(), facts.reason());
            case Probe.Silent none -> live(facts, Status.UNHEALTHY, facts.phase(), SILENT);
            case Probe.NotServing none ->
                live(facts, Status.UNHEALTHY, facts.phase(), "The engine no longer listens on its port.");
            case Probe.Loading loading -> live(facts, Status.UNHEALTHY, facts.phase(), loading.why());
            case Probe.Unreachable port -> live(facts, Status.UNHEALTHY, facts.phase(), port.why());
            case Probe.Bad bad -> live(facts, Status.UNHEALTHY, facts.phase(), bad.why());
        };
    }

    private static Verdict unhealthy(Facts facts, Probe probe) {
        Phase phase = afterQueue(facts.phase());
        return switch (probe) {
            case Probe.Good good -> ready(facts);
            case Probe.NotAsked none -> live(facts, Status.UNHEALTHY, phase, facts.reason());
            case Probe.Unsure none -> live(facts, Status.UNHEALTHY, phase, facts.reason());
            case Probe.Silent none -> live(facts, Status.UNHEALTHY, phase, SILENT);
            case Probe.NotServing none -> live(facts, Status.UNHEALTHY, phase, facts.reason());
            case Probe.Loading loading -> live(facts, Status.UNHEALTHY, loading(phase), facts.reason());
            case Probe.Unreachable port -> live(facts, Status.UNHEALTHY, loading(phase), port.why());
            case Probe.Bad bad -> live(facts, Status.UNHEALTHY, loading(phase), bad.why());
        };
    }

    private static Verdict starting(Facts facts, Probe probe, boolean overdue) {
        Phase phase = afterQueue(facts.phase());
        return switch (probe) {
            case Probe.Good good -> ready(facts);
            case Probe.NotAsked none -> notYet(facts, phase, null, overdue);
            case Probe.Unsure none -> notYet(facts, phase, null, overdue);
            case Probe.Silent none -> notYet(facts, phase, SILENT, overdue);
            case Probe.NotServing none -> notYet(facts, phase, null, overdue);
            case Probe.Loading loading -> notYet(facts, Phase.LOADING, null, overdue);
            case Probe.Unreachable port ->
                live(facts, overdue ? Status.UNHEALTHY : Status.STARTING, Phase.LOADING, port.why());
            case Probe.Bad bad -> notYet(facts, Phase.LOADING, bad.why(), overdue);
        };
    }

    private static Verdict ready(Facts facts) {
        return live(facts, Status.HEALTHY, Phase.READY, null);
    }

    private static boolean overdue(Facts facts, JobRecord job, Instant now) {
        Instant started = job.started() == null ? facts.startedAt() : job.started();
        return started != null && !now.isBefore(started.plus(facts.grace()));
    }

    private static Verdict notYet(Facts facts, Phase phase, @Nullable String reason, boolean overdue) {
        if (!overdue) {
            return live(facts, Status.STARTING, phase, reason);
        }
        String waited = facts.grace().toSeconds() % 60 == 0
                ? facts.grace().toMinutes() + " min"
                : facts.grace().toSeconds() + " s";
        String still = "Still loading " + waited + " after its job started; the job is kept.";
        return live(facts, Status.UNHEALTHY, phase, reason == null ? still : still + " " + reason);
    }

    private static Verdict live(Facts facts, Status status, Phase phase, @Nullable String reason) {
        return facts.stopAsked()
                ? new Verdict(status, Phase.DRAINING, reason, null, true)
                : new Verdict(status, phase, reason, null, false);
    }

    private static Verdict ended(Facts facts, Status status, String reason) {
        return facts.stopAsked()
                ? new Verdict(Status.STOPPED, Phase.ENDED, "Stopped on request.", null, false)
                : new Verdict(status, Phase.ENDED, reason, null, false);
    }

    private static boolean neverStarted(Status status) {
        return status == Status.SUBMITTED || status == Status.PENDING;
    }

    private static Phase afterQueue(Phase phase) {
        return phase == Phase.QUEUED ? Phase.STARTING : phase;
    }

    private static Phase loading(Phase phase) {
        return phase == Phase.STARTING ? Phase.LOADING : phase;
    }

    private static @Nullable String emptyAsNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
