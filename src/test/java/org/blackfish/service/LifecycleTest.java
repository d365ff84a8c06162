package org.blackfish.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.blackfish.cluster.JobId;
import org.blackfish.cluster.JobRecord;
import org.blackfish.cluster.JobReport;
import org.blackfish.cluster.JobState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LifecycleTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Duration GRACE = Duration.ofMinutes(10);
    private static final List<Probe> PROBES = List.of(
            new Probe.NotAsked(),
            new Probe.Unsure(),
            new Probe.Silent(),
            new Probe.NotServing(),
            new Probe.Loading("It loads again."),
            new Probe.Good(),
            new Probe.Unreachable("It cannot be reached."),
            new Probe.Bad("It answered 500."));
    private static final List<JobState> STATES = List.of(JobState.values());
    private static final Set<JobState> WAITING = Set.of(
            JobState.PENDING, JobState.CONFIGURING, JobState.REQUEUED, JobState.REQUEUE_HOLD, JobState.SPECIAL_EXIT);
    private static final Set<JobState> KEEPING =
            Set.of(JobState.RESIZING, JobState.SIGNALING, JobState.COMPLETING, JobState.STAGE_OUT, JobState.UNKNOWN);
    private static final Set<JobState> FAILING = Set.of(
            JobState.FAILED,
            JobState.OUT_OF_MEMORY,
            JobState.NODE_FAIL,
            JobState.BOOT_FAIL,
            JobState.PREEMPTED,
            JobState.REVOKED);

    @Test
    void everyStateWithEveryProbeInEveryStatusGivesWhatTheTableSays() {
        int checked = 0;
        for (JobState state : JobState.values()) {
            for (Probe probe : PROBES) {
                for (Status status : Status.values()) {
                    for (boolean stop : new boolean[] {false, true}) {
                        Facts facts = facts(status, stop);
                        Verdict verdict = Lifecycle.next(facts, seen(state), probe, NOW);
                        check(facts, state, probe, verdict);
                        checked++;
                    }
                }
            }
        }
        assertThat(checked).isEqualTo(JobState.values().length * PROBES.size() * 8 * 2);
    }

    private static void check(Facts facts, JobState state, Probe probe, Verdict verdict) {
        String what = facts + " " + state + " " + probe + " " + verdict;
        if (!facts.status().isLive()) {
            assertThat(verdict.status()).as(what).isEqualTo(facts.status());
            return;
        }
        assertThat(verdict.unknownSince()).as(what).isNull();
        if (WAITING.contains(state)) {
            assertThat(verdict.status()).as(what).isEqualTo(Status.PENDING);
        } else if (KEEPING.contains(state)) {
            assertThat(verdict.status()).as(what).isEqualTo(facts.status());
        } else if (Set.of(JobState.SUSPENDED, JobState.STOPPED).contains(state)) {
            assertThat(verdict.status()).as(what).isEqualTo(Status.UNHEALTHY);
        } else if (state == JobState.RUNNING && !facts.stopAsked()) {
            assertThat(verdict.status()).as(what).isEqualTo(whileRunning(facts.status(), probe));
        }
        checkEnds(facts, state, verdict, what);
    }

    private static Status whileRunning(Status before, Probe probe) {
        return switch (probe) {
            case Probe.Good good -> Status.HEALTHY;
            case Probe.NotAsked none -> kept(before);
            case Probe.Unsure none -> kept(before);
            default -> kept(before) == Status.STARTING ? Status.STARTING : Status.UNHEALTHY;
        };
    }

    private static Status kept(Status before) {
        return before == Status.HEALTHY || before == Status.UNHEALTHY ? before : Status.STARTING;
    }

    private static void checkEnds(Facts facts, JobState state, Verdict verdict, String what) {
        Status end = FAILING.contains(state)
                ? Status.FAILED
                : switch (state) {
                    case COMPLETED, CANCELLED -> Status.STOPPED;
                    case TIMEOUT, DEADLINE -> Status.TIMEOUT;
                    default -> null;
                };
        if (end == null) {
            assertThat(verdict.status().isLive()).as(what).isTrue();
            assertThat(verdict.release()).as(what).isEqualTo(facts.stopAsked());
            assertThat(verdict.phase() == Phase.DRAINING).as(what).isEqualTo(facts.stopAsked());
        } else {
            assertThat(verdict.status()).as(what).isEqualTo(facts.stopAsked() ? Status.STOPPED : end);
            assertThat(verdict.phase()).as(what).isEqualTo(Phase.ENDED);
            assertThat(verdict.reason()).as(what).isNotBlank();
        }
    }

    @Test
    void aQuestionThatFailedChangesNothingButTheTimeSinceWhichNothingIsKnown() {
        for (Status status : Status.values()) {
            for (Probe probe : PROBES) {
                for (JobReport report : List.of(new JobReport.Undetermined("squeue failed"), new JobReport.Absent())) {
                    Facts facts = facts(status, false);
                    Verdict verdict = Lifecycle.next(facts, report, probe, NOW);
                    assertThat(verdict.status()).isEqualTo(status);
                    assertThat(verdict.phase()).isEqualTo(facts.phase());
                    assertThat(verdict.release()).isFalse();
                    assertThat(verdict.unknownSince()).isEqualTo(status.isLive() ? NOW : null);
                }
            }
        }
    }

    @Test
    void theTimeSinceWhichNothingIsKnownIsKeptUntilSlurmAnswers() {
        Instant since = NOW.minusSeconds(300);
        Facts facts = new Facts(Status.HEALTHY, Phase.READY, null, false, NOW.minusSeconds(900), GRACE, since);
        assertThat(Lifecycle.next(facts, new JobReport.Undetermined("no"), new Probe.NotAsked(), NOW)
                        .unknownSince())
                .isEqualTo(since);
        assertThat(Lifecycle.next(facts, seen(JobState.RUNNING), new Probe.NotAsked(), NOW)
                        .unknownSince())
                .isNull();
    }

    @Test
    void theGraceRunsFromTheJobsStartAndEndsInUnhealthyWithTheJobKept() {
        Facts facts = new Facts(Status.STARTING, Phase.LOADING, null, false, null, GRACE, null);
        Probe loading = new Probe.Loading("It loads.");
        JobReport.Seen young = seen(JobState.RUNNING, NOW.minus(GRACE).plusSeconds(1));
        JobReport.Seen old = seen(JobState.RUNNING, NOW.minus(GRACE));
        assertThat(Lifecycle.next(facts, young, loading, NOW).status()).isEqualTo(Status.STARTING);
        Verdict late = Lifecycle.next(facts, old, loading, NOW);
        assertThat(late.status()).isEqualTo(Status.UNHEALTHY);
        assertThat(late.phase()).isEqualTo(Phase.LOADING);
        assertThat(late.reason()).isEqualTo("Still loading 10 min after its job started; the job is kept.");
        assertThat(late.release()).isFalse();
        assertThat(Lifecycle.next(facts, old, new Probe.Good(), NOW).status()).isEqualTo(Status.HEALTHY);
    }

    @Test
    void anUnhealthyServiceKeepsItsLastPhaseAndSaysWhy() {
        Verdict verdict = Lifecycle.next(
                facts(Status.HEALTHY, false), seen(JobState.RUNNING), new Probe.Bad("It answered 500."), NOW);
        assertThat(verdict).isEqualTo(new Verdict(Status.UNHEALTHY, Phase.READY, "It answered 500.", null, false));
    }

    @Test
    void aSilentWatcherMakesAHealthyServiceUnhealthyAndIsToldInWordsUntilItIsHeardAgain() {
        Facts facts = facts(Status.HEALTHY, false);
        Verdict silent = Lifecycle.next(facts, seen(JobState.RUNNING), new Probe.Silent(), NOW);
        assertThat(silent.status()).isEqualTo(Status.UNHEALTHY);
        assertThat(silent.reason()).startsWith("The job's watcher has not been heard of for 20 s");
        assertThat(silent.release()).isFalse();
        Facts later = new Facts(silent.status(), silent.phase(), silent.reason(), false, null, GRACE, null);
        assertThat(Lifecycle.next(later, seen(JobState.RUNNING), new Probe.Unsure(), NOW))
                .isEqualTo(silent);
        assertThat(Lifecycle.next(later, seen(JobState.RUNNING), new Probe.Good(), NOW))
                .isEqualTo(new Verdict(Status.HEALTHY, Phase.READY, null, null, false));
    }

    @Test
    void aJobThatIsGoneAfterAStopWasAskedIsStoppedAndNobodyElsesJobIsCancelled() {
        Verdict verdict =
                Lifecycle.next(facts(Status.HEALTHY, true), new JobReport.Absent(), new Probe.NotAsked(), NOW);
        assertThat(verdict.status()).isEqualTo(Status.STOPPED);
        assertThat(verdict.release()).isFalse();
    }

    @Test
    void aJobThatEndedByItselfIsToldApartFromOneStoppedByTheUser() {
        Probe none = new Probe.NotAsked();
        assertThat(Lifecycle.next(facts(Status.HEALTHY, false), seen(JobState.COMPLETED), none, NOW)
                        .reason())
                .contains("by itself");
        assertThat(Lifecycle.next(facts(Status.HEALTHY, true), seen(JobState.COMPLETED), none, NOW)
                        .reason())
                .isEqualTo("Stopped on request.");
    }

    @Test
    void noSequenceOfEventsBreaksTheInvariants() {
        for (int seed = 0; seed < 2000; seed++) {
            Random random = new Random(seed);
            Facts facts = new Facts(Status.SUBMITTED, Phase.QUEUED, null, false, null, GRACE, null);
            boolean slurmSaidFailed = false;
            for (int step = 0; step < 60; step++) {
                boolean stop = facts.stopAsked() || random.nextInt(20) == 0;
                facts = with(facts, stop);
                JobReport report = report(random);
                Probe probe = PROBES.get(random.nextInt(PROBES.size()));
                slurmSaidFailed |= report instanceof JobReport.Seen seen
                        && FAILING.contains(seen.job().state());
                Verdict verdict = Lifecycle.next(facts, report, probe, NOW.plusSeconds(step));
                invariants(facts, report, verdict, slurmSaidFailed, "seed " + seed + " step " + step);
                facts = new Facts(
                        verdict.status(),
                        verdict.phase(),
                        verdict.reason(),
                        stop,
                        facts.startedAt(),
                        GRACE,
                        verdict.unknownSince());
            }
        }
    }

    private static void invariants(
            Facts before, JobReport report, Verdict verdict, boolean slurmSaidFailed, String what) {
        boolean ends = before.status().isLive() && !verdict.status().isLive();
        if (!before.status().isLive() || report instanceof JobReport.Undetermined) {
            assertThat(verdict.status()).as(what).isEqualTo(before.status());
        }
        if (verdict.status() == Status.FAILED) {
            assertThat(slurmSaidFailed).as(what).isTrue();
        }
        if (ends && before.stopAsked()) {
            assertThat(verdict.status()).as(what).isEqualTo(Status.STOPPED);
        }
        if (report instanceof JobReport.Absent && ends) {
            // What is gone holds nothing, and its number may be somebody else's job by now.
            assertThat(verdict.release()).as(what).isFalse();
        }
        assertThat(verdict.phase() == Phase.ENDED)
                .as(what)
                .isEqualTo(!verdict.status().isLive());
        if (verdict.status() == Status.HEALTHY && !before.stopAsked()) {
            assertThat(verdict.phase()).as(what).isEqualTo(Phase.READY);
        }
    }

    private static JobReport report(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> new JobReport.Undetermined("squeue did not answer");
            case 1 -> new JobReport.Absent();
            case 2, 3 -> seen(JobState.RUNNING);
            default -> seen(STATES.get(random.nextInt(STATES.size())));
        };
    }

    private static Facts with(Facts facts, boolean stop) {
        return new Facts(
                facts.status(),
                facts.phase(),
                facts.reason(),
                stop,
                facts.startedAt(),
                facts.grace(),
                facts.unknownSince());
    }

    private static Facts facts(Status status, boolean stop) {
        Phase phase = switch (status) {
            case SUBMITTED, PENDING -> Phase.QUEUED;
            case STARTING -> Phase.LOADING;
            case HEALTHY, UNHEALTHY -> Phase.READY;
            case STOPPED, TIMEOUT, FAILED -> Phase.ENDED;
        };
        return new Facts(status, phase, null, stop, null, GRACE, null);
    }

    private static JobReport.Seen seen(JobState state) {
        return seen(state, NOW.minusSeconds(30));
    }

    private static JobReport.Seen seen(JobState state, @Nullable Instant started) {
        return new JobReport.Seen(new JobRecord(
                new JobId("17"),
                state,
                state.name(),
                "",
                "gpu1",
                NOW.minusSeconds(60),
                started,
                null,
                Path.of("/home/ada/jobs/x"),
                "chat",
                "",
                0));
    }
}
