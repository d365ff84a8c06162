package org.blackfish.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.blackfish.cluster.Fixtures.NOON;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.blackfish.problem.CommandFailed;
import org.blackfish.problem.DeadlinePassed;
import org.blackfish.problem.Upstream;
import org.blackfish.transport.Command;
import org.blackfish.transport.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SlurmTest {
    private static final Submission JOB =
            new Submission(Path.of("/jobs/a/job.sh"), Path.of("/jobs/a"), "my job", "uuid");
    private static final Map<String, String> ENVIRONMENT =
            Map.of("SLURM_CONF", "/etc/slurm.conf", "SBATCH_PARTITION", "gpu", "SLURM_TIME_FORMAT", "relative");

    private final SlurmMeter meter = new SlurmMeter();

    @Test
    void aSubmissionIsBoundedInItselfAndReadsTheNumber() {
        FakeHost host = new FakeHost(command -> new Outcome(0, "17\n", ""));
        assertThat(slurm(host).submit(JOB)).isEqualTo(new JobId("17"));
        assertThat(host.last().argv())
                .containsExactly(
                        "timeout",
                        "--signal=KILL",
                        "60.000",
                        "sbatch",
                        "--parsable",
                        "--job-name=my job",
                        "--comment=uuid",
                        "--chdir=/jobs/a",
                        "--",
                        "/jobs/a/job.sh");
        assertThat(host.last().environment()).containsExactly(Map.entry("SLURM_CONF", "/etc/slurm.conf"));
        assertThat(host.last().deadline()).isGreaterThan(Duration.ofSeconds(60));
        assertThat(host.last().endsItself())
                .as("left to its deadline when we stop")
                .isTrue();
    }

    @Test
    void theClustersNameBehindTheNumberIsLeftOut() {
        assertThat(slurm(answering(0, "17;north\n")).submit(JOB)).isEqualTo(new JobId("17"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "banana", "Submitted batch job 17", "17 18", "-1"})
    void nonsenseInsteadOfANumberIsQuotedAndLeavesItOpenWhetherThereIsAJob(String printed) {
        assertThatThrownBy(() -> slurm(answering(0, printed + "\n")).submit(JOB))
                .isInstanceOf(Upstream.class)
                .hasMessageContaining("\"" + printed + "\"")
                .hasMessageContaining("looked up");
    }

    @ParameterizedTest
    @ValueSource(strings = {"partition", "memory", "time", "gres", "constraint"})
    void aRefusalIsToldInSlurmsOwnWords(String what) {
        Outcome outcome = Fixtures.failed("sbatch-refused-" + what, 1);
        assertThatThrownBy(() -> slurm(new FakeHost(command -> outcome)).submit(JOB))
                .isInstanceOf(CommandFailed.class)
                .hasMessageStartingWith("sbatch on cluster refused (exit code 1): ")
                .hasMessageContaining(outcome.stderr().strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sbatch: error: Batch job submission failed: Socket timed out on send/recv operation",
                "sbatch: error: Batch job submission failed: Zero Bytes were transmitted or received",
                "sbatch: error: Batch job submission failed: Unexpected message received",
                "sbatch: error: Batch job submission failed: Unexpected missing socket error",
                "sbatch: error: Batch job submission failed: Message receive failure",
                "sbatch: error: Batch job submission failed: Unable to contact slurm controller (receive failure)",
                "sbatch: error: Batch job submission failed: Connection reset by peer"
            })
    void aBrokenConversationMayHaveSubmittedTheJob(String said) {
        Outcome outcome = new Outcome(1, "", said);
        assertThatThrownBy(() -> slurm(new FakeHost(command -> outcome)).submit(JOB))
                .isInstanceOf(Upstream.class)
                .hasMessageContaining(said)
                .hasMessageContaining("looked up before anything is repeated");
    }

    @Test
    void aSubmissionThatEndedAtItsDeadlineIsNoRefusal() {
        assertThatThrownBy(() -> slurm(answering(137, "")).submit(JOB)).isInstanceOf(DeadlinePassed.class);
    }

    @Test
    void questionsAreAskedInUtcAndWithNothingOfOurEnvironmentButTheConfiguration() {
        FakeHost host = new FakeHost(command -> Fixtures.succeeded("squeue-no-jobs"));
        assertThat(slurm(host).queue()).isInstanceOf(Queue.class);
        assertThat(host.last().environment())
                .containsExactlyInAnyOrderEntriesOf(Map.of("SLURM_CONF", "/etc/slurm.conf", "TZ", "UTC"));
    }

    @Test
    void aQuestionThatPassedItsDeadlineIsNoAnswer() {
        Slurm slurm = slurm(new FakeHost(command -> {
            throw new DeadlinePassed(command.program(), "cluster", command.deadline());
        }));
        assertThat(slurm.queue())
                .isInstanceOfSatisfying(
                        NoAnswer.class, answer -> assertThat(answer.why()).contains("did not answer within 60 s"));
        assertThat(slurm.accounting(null, Path.of("/jobs/a"), NOON)).isInstanceOf(JobReport.Undetermined.class);
    }

    @Test
    void stoppingAsksTheScriptAloneAndCancellingEndsTheJob() {
        FakeHost host = answering(0, "");
        slurm(host).signal(new JobId("17"));
        assertThat(host.last().argv()).containsExactly("scancel", "--batch", "--signal=TERM", "17");
        slurm(host).cancel(new JobId("17"));
        assertThat(host.last().argv()).containsExactly("scancel", "17");
    }

    @Test
    void cancellingAJobThatIsOverIsNoError() {
        slurm(failing(1, "scancel: error: Kill job error on job id 17: Invalid job id specified"))
                .cancel(new JobId("17"));
        slurm(failing(1, "scancel: error: Kill job error on job id 17: Job/step already completing or completed"))
                .cancel(new JobId("17"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"scancel-no-controller", "scancel-foreign-job"})
    void aCancelThatWasNotDeliveredIsTold(String fixture) {
        Outcome outcome = Fixtures.failed(fixture, 8);
        assertThatThrownBy(() -> slurm(new FakeHost(command -> outcome)).cancel(new JobId("17")))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining(outcome.said());
    }

    @Test
    void aTestRunGivesTheScriptOnStdinAndReturnsTheEstimate() {
        FakeHost host = new FakeHost(command -> Fixtures.failed("sbatch-test-only", 0));
        assertThat(slurm(host).testOnly("#!/bin/sh\n")).contains("to start at");
        assertThat(host.last().stdin()).isEqualTo("#!/bin/sh\n");
        assertThat(host.last().argv()).containsExactly("sbatch", "--test-only");
        Function<Command, Outcome> refuses = command -> Fixtures.failed("sbatch-test-only-refused", 1);
        assertThatThrownBy(() -> slurm(new FakeHost(refuses)).testOnly("#!/bin/sh\n"))
                .isInstanceOf(CommandFailed.class);
    }

    @Test
    void aTestRunIsWaitedForNoLongerThan20SecondsAndTellsTimesInUtc() {
        FakeHost host = new FakeHost(command -> Fixtures.failed("sbatch-test-only", 0));
        slurm(host).testOnly("#!/bin/sh\n");
        assertThat(host.last().deadline()).isLessThanOrEqualTo(Duration.ofSeconds(20));
        assertThat(host.last().environment()).containsEntry("TZ", "UTC");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sbatch-no-controller", "sbatch-no-munge"})
    void aTestRunThatReachesNobodyIsNoRefusal(String fixture) {
        assertThatThrownBy(() -> slurm(new FakeHost(command -> Fixtures.failed(fixture, 1)))
                        .testOnly("#!/bin/sh\n"))
                .isInstanceOf(Upstream.class)
                .hasMessageContaining("did not answer");
    }

    @Test
    void everyCallIsCountedByItsCommandAlsoWhenItFails() {
        Slurm slurm = slurm(answering(1, ""));
        assertThat(slurm.queue()).isInstanceOf(NoAnswer.class);
        assertThat(slurm.queue()).isInstanceOf(NoAnswer.class);
        assertThat(slurm.accounting(null, Path.of("/jobs/a"), NOON)).isInstanceOf(JobReport.Undetermined.class);
        assertThatThrownBy(() -> slurm.submit(JOB)).isInstanceOf(CommandFailed.class);
        assertThat(meter.lastHour()).isEqualTo(Map.of("squeue", 2, "sacct", 1, "sbatch", 1));
        assertThat(meter.total()).isEqualTo(4);
    }

    private Slurm slurm(FakeHost host) {
        return new Slurm(host, Duration.ofSeconds(60), meter, ENVIRONMENT);
    }

    private static FakeHost answering(int exit, String stdout) {
        return new FakeHost(command -> new Outcome(exit, stdout, ""));
    }

    private static FakeHost failing(int exit, String stderr) {
        return new FakeHost(command -> new Outcome(exit, "", stderr));
    }
}
