package org.blackfish.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.blackfish.cluster.Fixtures.NOON;
import static org.blackfish.cluster.Fixtures.line;

import java.nio.file.Path;
import java.time.Instant;
import org.blackfish.transport.Outcome;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SacctTest {
    private static final Path OURS = Path.of("/jobs/ours");
    private static final String HEADER = Fixtures.text("sacct-unknown-job.out");

    @Test
    void theSearchIsBoundedByOurOwnTimeLessWhatClocksMayDiffer() {
        assertThat(Sacct.argv(null, Instant.parse("2026-11-22T12:00:00.9Z")))
                .containsExactly(
                        "sacct",
                        "--allocations",
                        "--parsable2",
                        "--delimiter=\u001f",
                        "--starttime=2026-11-22T11:55:00",
                        "--format=JobIDRaw,State,Reason,NodeList,Submit,Start,End,ExitCode,WorkDir,JobName",
                        "--endtime=now",
                        "--state=BF,CA,CD,DL,F,NF,OOM,PD,PR,R,S,TO");
        assertThat(Sacct.argv(new JobId("7"), NOON)).endsWith("--jobs=7").noneMatch(word -> word.contains("state"));
    }

    @ParameterizedTest
    @CsvSource({
        "completed, 1, COMPLETED, 0:0",
        "failed, 2, FAILED, 3:0",
        "failed-255, 3, FAILED, 127:0",
        "killed, 4, FAILED, 0:9",
        "cancelled, 5, CANCELLED, 0:0",
        "cancelled-pending, 6, CANCELLED, 0:0",
        "timeout, 7, TIMEOUT, 0:0",
        "node-fail, 8, NODE_FAIL, 0:0",
        "running, 9, RUNNING, 0:0",
        "suspended, 11, SUSPENDED, 0:0",
        "completing, 14, CANCELLED, 0:0",
        "pending-held, 19, PENDING, 0:0",
        "deadline, 21, DEADLINE, 1:0",
    })
    void everyStateOfARealAccountingIsRead(String name, int number, JobState state, String exitCode) {
        JobReport report = read(Fixtures.succeeded("sacct-" + name), null, Fixtures.folder(number));
        assertThat(report).isInstanceOf(JobReport.Seen.class);
        JobRecord job = ((JobReport.Seen) report).job();
        assertThat(job.state()).isEqualTo(state);
        assertThat(job.exitCode()).isEqualTo(exitCode);
        assertThat(job.name()).isEqualTo(name);
        assertThat(job.submitted()).isNotNull();
    }

    @Test
    void theHeaderAloneMeansThatThereIsNoSuchJob() {
        assertThat(read(Fixtures.succeeded("sacct-unknown-job"), null, OURS)).isEqualTo(new JobReport.Absent());
    }

    @Test
    void aJobInAnotherFolderIsSomebodyElses() {
        Outcome real = Fixtures.succeeded("sacct-running");
        assertThat(read(real, null, OURS)).isEqualTo(new JobReport.Absent());
    }

    @Test
    void anotherJobInOurFolderIsNotTheOneAskedFor() {
        String invented = HEADER + row("7", OURS.toString(), NOON);
        assertThat(read(new Outcome(0, invented, ""), new JobId("8"), OURS)).isEqualTo(new JobReport.Absent());
        assertThat(read(new Outcome(0, invented, ""), new JobId("7"), OURS)).isInstanceOf(JobReport.Seen.class);
    }

    @Test
    void aNewJobWithoutFolderMayBeOurs() {
        String invented = HEADER + row("7", "", NOON.minusSeconds(2));
        assertThat(read(new Outcome(0, invented, ""), null, OURS))
                .isEqualTo(
                        new JobReport.Undetermined("Accounting does not know the working directory of a new job yet."));
    }

    @Test
    void anOldJobWithoutFolderIsNotOurs() {
        String invented = HEADER + row("7", "", NOON.minusSeconds(600));
        assertThat(read(new Outcome(0, invented, ""), null, OURS)).isEqualTo(new JobReport.Absent());
    }

    @Test
    void aFailureIsUndeterminedAndGivesSlurmsOwnWords() {
        Outcome outcome = Fixtures.failed("sacct-no-slurmdbd", 1);
        assertThat(read(outcome, null, OURS)).isEqualTo(new JobReport.Undetermined("sacct failed: " + outcome.said()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense\n", "JobIDRaw|State\n"})
    void whatCannotBeReadIsUndetermined(String invented) {
        assertThat(read(new Outcome(0, invented, ""), null, OURS)).isInstanceOf(JobReport.Undetermined.class);
    }

    @Test
    void outputThatBreaksOffIsUndeterminedWhereverItBreaks() {
        String whole = Fixtures.text("sacct-running.out");
        for (int length = 0; length < whole.length(); length++) {
            String cut = whole.substring(0, length);
            if (!cut.endsWith("\n")) {
                assertThat(read(new Outcome(0, cut, ""), null, Fixtures.folder(9)))
                        .isInstanceOf(JobReport.Undetermined.class);
            }
        }
    }

    private static JobReport read(Outcome outcome, @Nullable JobId id, Path folder) {
        return Sacct.read(outcome, id, folder, NOON);
    }

    private static String row(String id, String folder, Instant submitted) {
        String time = submitted.toString().replace("Z", "");
        return line(id, "PENDING", "None", "None assigned", time, "Unknown", "Unknown", "0:0", folder, "");
    }
}
