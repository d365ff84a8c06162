package org.blackfish.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.blackfish.cluster.Fixtures.NOON;
import static org.blackfish.cluster.Fixtures.line;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import org.blackfish.transport.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SqueueTest {
    private static final String HEADER = Fixtures.text("squeue-no-jobs.out");

    @Test
    void allJobsAreAskedForByOneCallWithAnUnprintableSeparator() {
        assertThat(Squeue.argv())
                .containsExactly(
                        "squeue",
                        "--me",
                        "--states=all",
                        "--format=%A\u001f%T\u001f%r\u001f%N\u001f%V\u001f%S\u001f%e\u001f%Z\u001f%j");
    }

    @ParameterizedTest
    @CsvSource({
        "running, RUNNING, None",
        "suspended, SUSPENDED, None",
        "completed, COMPLETED, None",
        "failed, FAILED, NonZeroExitCode",
        "cancelled, CANCELLED, None",
        "node-fail, NODE_FAIL, NodeDown",
        "special-exit, SPECIAL_EXIT, job requeued in held state",
        "completing, COMPLETING, None",
        "pending-resources, PENDING, Resources",
        "pending-priority, PENDING, Priority",
        "pending-dependency, PENDING, Dependency",
        "pending-held, PENDING, JobHeldUser",
    })
    void everyStateOfARealQueueIsRead(String name, JobState state, String reason) {
        JobRecord job = named(name);
        assertThat(job.state()).isEqualTo(state);
        assertThat(job.reason()).isEqualTo(reason.equals("None") ? "" : reason);
        assertThat(job.workDirectory().toString()).contains("/jobs/00000000-0000-4000-8000-");
        assertThat(job.submitted())
                .isBetween(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2100-01-01T00:00:00Z"));
    }

    @Test
    void aRunningJobHasItsNodeItsStartAndItsLatestEnd() {
        JobRecord job = named("running");
        assertThat(job.node()).isEqualTo("g1");
        Instant started = Objects.requireNonNull(job.started());
        assertThat(job.ends()).isEqualTo(started.plusSeconds(30 * 60));
    }

    @Test
    void slurmsGuessesAboutAWaitingJobAreNotTakenForItsTimes() {
        JobRecord job = named("pending-resources");
        assertThat(job.node()).isEmpty();
        assertThat(job.started()).isNull();
        assertThat(job.ends()).isNull();
    }

    @Test
    void aNameWithBlanksQuotesAndPipesIsKeptWhole() {
        assertThat(named("a | b, \"c\" ü %T $HOME").state()).isEqualTo(JobState.RUNNING);
    }

    private static JobRecord named(String name) {
        Queue queue = queue(Fixtures.succeeded("squeue-every-state"));
        return queue.jobs().stream()
                .filter(job -> job.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theHeaderAloneSaysThatThereIsNoJob() {
        assertThat(queue(Fixtures.succeeded("squeue-no-jobs")).jobs()).isEmpty();
    }

    @Test
    void zeroBytesAreNoAnswer() {
        assertThat(Squeue.read(NOON, new Outcome(0, "", "")))
                .isEqualTo(
                        new NoAnswer(NOON, "squeue could not be understood: it printed nothing, not even the header."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"squeue-no-controller", "squeue-no-munge", "squeue-no-configuration"})
    void aFailureIsNoAnswerAndGivesSlurmsOwnWords(String fixture) {
        Outcome outcome = Fixtures.failed(fixture, 1);
        assertThat(Squeue.read(NOON, outcome)).isEqualTo(new NoAnswer(NOON, "squeue failed: " + outcome.said()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"slurm_load_jobs error: nonsense\n", "JOBID STATE\n", "JOBID\n", "\n", "<html></html>\n"})
    void anotherHeaderIsNoAnswer(String invented) {
        assertThat(Squeue.read(NOON, new Outcome(0, invented, ""))).isInstanceOf(NoAnswer.class);
    }

    @Test
    void outputThatBreaksOffIsNoAnswerWhereverItBreaks() {
        String whole = Fixtures.text("squeue-every-state.out");
        for (int length = 0; length < whole.length(); length++) {
            String cut = whole.substring(0, length);
            if (!cut.endsWith("\n")) {
                assertThat(Squeue.read(NOON, new Outcome(0, cut, ""))).isInstanceOf(NoAnswer.class);
            }
        }
    }

    @Test
    void aLineThatLostItsEndIsNoAnswerBecauseAJobCouldBeLostInIt() {
        String invented = HEADER + line("7", "RUNNING", "None", "c1");
        assertThat(Squeue.read(NOON, new Outcome(0, invented, "")))
                .isEqualTo(new NoAnswer(
                        NOON,
                        "squeue could not be understood: a line of its output is too short: \"7|RUNNING|None|c1\"."));
    }

    @Test
    void aNameWithALineBreakOrSeparatorsHidesNoOtherJob() {
        String invented = HEADER + row("7", "/jobs/a", "first\nsecond 8") + row("8", "/jobs/b", "x\u001fRUNNING\u001f");
        Queue queue = queue(new Outcome(0, invented, ""));
        assertThat(queue.jobs()).extracting(job -> job.id().value()).containsExactly("7", "8");
        assertThat(queue.find(Path.of("/jobs/b")).orElseThrow().name()).isEqualTo("x\u001fRUNNING\u001f");
    }

    @Test
    void aFolderThatJavaCannotNameIsSomebodyElsesAndHidesNoOtherJob() {
        String invented = HEADER + row("7", "/jobs/\u0000", "n") + row("8", "/jobs/b", "n");
        assertThat(queue(new Outcome(0, invented, "")).jobs())
                .extracting(job -> job.id().value())
                .containsExactly("8");
    }

    @Test
    void anUnknownStateIsKeptWithItsWord() {
        String invented = HEADER + row("7", "/jobs/a", "n").replace("RUNNING", "HIBERNATING");
        assertThat(queue(new Outcome(0, invented, "")).jobs())
                .singleElement()
                .returns(JobState.UNKNOWN, JobRecord::state)
                .returns("HIBERNATING", JobRecord::stateWord);
    }

    @Test
    void aJobIsOursByNumberAndFolderTogether() {
        Queue queue = queue(new Outcome(0, HEADER + row("7", "/jobs/a", "n"), ""));
        assertThat(queue.find(new JobId("7"), Path.of("/jobs/a"))).isPresent();
        assertThat(queue.find(new JobId("7"), Path.of("/jobs/b"))).isEmpty();
        assertThat(queue.find(new JobId("8"), Path.of("/jobs/a"))).isEmpty();
    }

    @Test
    void ofSeveralJobsInOneFolderTheLivingOneIsFoundThenTheNewest() {
        String ended = row("9", "/jobs/a", "n").replace("RUNNING", "FAILED");
        String invented =
                HEADER + row("7", "/jobs/a", "n") + ended + row("10", "/jobs/b", "n") + row("9", "/jobs/b", "n");
        Queue queue = queue(new Outcome(0, invented, ""));
        assertThat(queue.find(Path.of("/jobs/a")).orElseThrow().id()).isEqualTo(new JobId("7"));
        assertThat(queue.find(Path.of("/jobs/b")).orElseThrow().id()).isEqualTo(new JobId("10"));
    }

    private static String row(String id, String folder, String name) {
        return line(id, "RUNNING", "None", "c1", "2026-11-22T12:00:00", "N/A", "N/A", folder, name);
    }

    private static Queue queue(Outcome outcome) {
        QueueAnswer answer = Squeue.read(NOON, outcome);
        assertThat(answer).isInstanceOf(Queue.class);
        return (Queue) answer;
    }
}
