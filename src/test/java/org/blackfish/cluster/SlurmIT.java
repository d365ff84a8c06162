package org.blackfish.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.blackfish.problem.CommandFailed;
import org.blackfish.problem.DeadlinePassed;
import org.blackfish.problem.Upstream;
import org.blackfish.transport.Command;
import org.blackfish.transport.LocalHost;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Our words to Slurm and its words to us, on a real Slurm. */
final class SlurmIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofSeconds(3);

    private final ClusterTestbed testbed = ClusterTestbed.find();
    private final Slurm slurm = slurm(Duration.ofSeconds(30));
    private final List<Path> folders = new ArrayList<>();

    private static Slurm slurm(Duration deadline) {
        return new Slurm(new LocalHost(), deadline, new SlurmMeter(), System.getenv());
    }

    @BeforeEach
    @AfterEach
    void withoutFaults() throws IOException {
        testbed.noFaults();
    }

    @AfterEach
    void cancelWhatIsLeft() {
        if (slurm.queue() instanceof Queue queue) {
            folders.forEach(folder -> queue.find(folder).ifPresent(job -> slurm.cancel(job.id())));
        }
    }

    @Test
    void aHeldJobIsSeenWaitingWithItsReasonThenCancelledAndAccountedFor() throws IOException {
        Instant intent = Instant.now();
        Path folder = folder();
        JobId id = slurm.submit(submission(folder, "held", "#SBATCH --hold", "sleep 600"));

        JobRecord waiting = await(folder, job -> job.state() == JobState.PENDING);
        assertThat(waiting.id()).isEqualTo(id);
        assertThat(waiting.reasonInWords()).isEqualTo("Held; release it with scontrol release.");
        assertThat(waiting.started()).isNull();
        assertThat(waiting.submitted())
                .isBetween(intent.minusSeconds(2), Instant.now().plusSeconds(2));

        slurm.cancel(id);
        await(folder, job -> job.state() == JobState.CANCELLED);
        JobRecord accounted = awaitAccounting(null, folder, intent);
        assertThat(accounted.id()).isEqualTo(id);
        assertThat(accounted.state()).isEqualTo(JobState.CANCELLED);
        assertThat(slurm.accounting(id, Path.of("/somebody/elses"), intent)).isEqualTo(new JobReport.Absent());
    }

    @Test
    void aRunningJobThatIsAskedToEndDoesSoInOrder() throws IOException {
        Path folder = folder();
        String body = "trap 'echo bye >said; exit 0' TERM\ntouch running\nwhile :; do sleep 0.2; done";
        JobId id = slurm.submit(submission(folder, "orderly", body));
        JobRecord running = await(folder, job -> job.state() == JobState.RUNNING);
        assertThat(running.node()).isNotEmpty();
        assertThat(running.started()).isNotNull();
        assertThat(running.ends()).isNotNull();
        Eventually.within(SOON, "the trap is set", () -> Files.exists(folder.resolve("running")));

        slurm.signal(id);
        await(folder, job -> job.state() == JobState.COMPLETED);
        assertThat(folder.resolve("said")).hasContent("bye");
        slurm.cancel(id);
    }

    @Test
    void theStateOfTheClusterNamesItsPartitionsNodesAndGpus() {
        ClusterStatus status = slurm.status();
        assertThat(status.partitions())
                .filteredOn(partition -> partition.name().equals("gpu"))
                .singleElement()
                .satisfies(gpu -> {
                    assertThat(gpu.up()).isTrue();
                    assertThat(gpu.nodes()).isEqualTo(gpu.idleNodes() + gpu.allocatedNodes() + gpu.downNodes());
                    assertThat(gpu.cpus()).isPositive();
                    assertThat(gpu.memoryMb()).isPositive();
                    assertThat(gpu.gpus()).isNotEmpty().allMatch(kind -> kind.total() >= kind.used() + kind.idle());
                });
    }

    @Test
    void aFailedJobHasItsExitCodeInAccounting() throws IOException {
        Instant intent = Instant.now();
        Path folder = folder();
        JobId id = slurm.submit(submission(folder, "fails", "exit 3"));
        await(folder, job -> job.state() == JobState.FAILED);
        JobRecord accounted = awaitAccounting(id, folder, intent);
        assertThat(accounted.state()).isEqualTo(JobState.FAILED);
        assertThat(accounted.exitCode()).isEqualTo("3:0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--partition=nowhere; invalid partition specified: nowhere",
                "--partition=short --time=3; time limit",
                "--constraint=gpu9000; feature",
                "--mem=99999G; Memory specification can not be satisfied",
                "--gres=gpu:99; Requested node configuration is not available",
            })
    void aRefusalIsToldInSlurmsOwnWords(String options, String words) throws IOException {
        Submission job = submission(folder(), "refused", "#SBATCH " + options, "true");
        assertThatThrownBy(() -> slurm.submit(job))
                .isInstanceOf(CommandFailed.class)
                .hasMessageStartingWith("sbatch on localhost refused")
                .message()
                .containsIgnoringCase(words);
        String script = Files.readString(job.script());
        assertThatThrownBy(() -> slurm.testOnly(script)).isInstanceOf(CommandFailed.class);
    }

    @Test
    void aScriptThatFitsIsEstimatedAndNotSubmitted() throws IOException {
        Submission job = submission(folder(), "estimate", "true");
        assertThat(slurm.testOnly(Files.readString(job.script()))).contains("to start at");
        assertThat(((Queue) slurm.queue()).find(job.workDirectory())).isEmpty();
    }

    @Test
    void slurmReadsEveryNameAndDirectiveAsWeMeantIt() throws IOException {
        String name = "it's $(id) `id` $HOME \"q\" \\ ; & | * # ü";
        Path folder = folder();
        Program nothing = new Program(
                Path.of("/nowhere.sif"), false, List.of(), Map.of(), Optional.empty(), List.of(), List.of());
        JobScript script = new JobScript(
                name,
                Duration.ofMinutes(90),
                3,
                2,
                Optional.of("gpu:a100:2"),
                Optional.of("gpu"),
                Optional.of("gpu80"),
                Optional.empty(),
                folder,
                nothing);
        Path file = Files.writeString(folder.resolve("job.sh"), script.text());
        Command plain = new Command(
                List.of("sbatch", "--parsable", "--hold", "--chdir=" + folder, file.toString()),
                "",
                Map.of("SLURM_CONF", System.getenv("SLURM_CONF")),
                Duration.ofSeconds(30));
        JobId id = new JobId(new LocalHost().run(plain).stdout().strip());

        assertThat(await(folder, job -> job.id().equals(id)).name()).isEqualTo(name);
        Command show = Command.of(Duration.ofSeconds(30), "scontrol", "show", "job", id.value())
                .with("SLURM_CONF", System.getenv("SLURM_CONF"));
        assertThat(new LocalHost().run(show).stdout())
                .contains("TimeLimit=01:30:00", "CPUs/Task=3", "mem=2G", "gpu:a100:2", "Partition=gpu")
                .contains("Features=gpu80", "Requeue=1");
    }

    @Test
    void aNameWithALineBreakHidesNoOtherJob() throws IOException {
        Path odd = folder();
        Path plain = folder();
        Command broken = new Command(
                List.of("sbatch", "--hold", "--chdir=" + odd, "--job-name=two\nlines", "--wrap=true"),
                "",
                Map.of("SLURM_CONF", System.getenv("SLURM_CONF")),
                Duration.ofSeconds(30));
        assertThat(new LocalHost().run(broken).succeeded()).isTrue();
        JobId id = slurm.submit(submission(plain, "plain", "#SBATCH --hold", "true"));
        assertThat(await(plain, job -> true).id()).isEqualTo(id);
        assertThat(await(odd, job -> true).name()).isEqualTo("two");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hang", "empty", "nonsense JOBID STATE", "fail 1 slurm_load_jobs error: Socket timed out"})
    void aQueueThatHangsFailsOrTalksNonsenseIsNoAnswer(String fault) throws IOException {
        testbed.fault("squeue", fault);
        QueueAnswer answer = slurm(SHORT).queue();
        assertThat(answer).isInstanceOf(NoAnswer.class);
        if (fault.startsWith("fail")) {
            assertThat(((NoAnswer) answer).why()).contains("Socket timed out");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"hang", "empty", "nonsense who knows", "fail 1 sacct: error: Problem talking to the database"})
    void anAccountingThatHangsFailsOrTalksNonsenseLeavesTheJobUndetermined(String fault) throws IOException {
        testbed.fault("sacct", fault);
        assertThat(slurm(SHORT).accounting(null, folder(), Instant.now())).isInstanceOf(JobReport.Undetermined.class);
    }

    @Test
    void aNonsenseAnswerToASubmissionIsQuotedAndNotTakenForARefusal() throws IOException {
        testbed.fault("sbatch", "nonsense banana");
        Submission job = submission(folder(), "nonsense", "true");
        assertThatThrownBy(() -> slurm.submit(job)).isInstanceOf(Upstream.class).hasMessageContaining("\"banana\"");
    }

    @Test
    void aSubmissionThatHangsIsGivenUpAtTheDeadlineAndLeavesNoProcess() throws IOException {
        testbed.fault("sbatch", "hang 7777");
        Submission job = submission(folder(), "hangs", "true");
        assertThatThrownBy(() -> slurm(SHORT).submit(job))
                .isInstanceOf(DeadlinePassed.class)
                .hasMessage("sbatch on localhost did not answer within 3 s; it may still be running.");
        Eventually.within(
                SOON,
                "the end of the hanging program",
                () -> ProcessHandle.allProcesses()
                        .noneMatch(process ->
                                process.info().commandLine().orElse("").endsWith("sleep 7777")));
    }

    @Test
    void aJobWhoseNumberWasLostIsFoundByItsFolderAndAdopted() throws IOException {
        Instant intent = Instant.now();
        testbed.fault("sbatch", "pause-after");
        Path folder = folder();
        Submission job = submission(folder, "lost", "#SBATCH --hold", "true");
        assertThatThrownBy(() -> slurm(SHORT).submit(job)).isInstanceOf(DeadlinePassed.class);

        JobId id = await(folder, found -> true).id();
        Queue look = (Queue) slurm.queue();
        assertThat(JobStanding.settle(folder, intent, SHORT, SHORT, List.of(look), List.of()))
                .isEqualTo(new JobStanding.Adopt(id));
    }

    private Path folder() throws IOException {
        Path folder = testbed.folder();
        folders.add(folder);
        return folder;
    }

    private static Submission submission(Path folder, String name, String... lines) throws IOException {
        String script = "#!/bin/bash\n#SBATCH --output=slurm-%j.out\n" + String.join("\n", lines) + "\n";
        return new Submission(Files.writeString(folder.resolve("job.sh"), script), folder, name, "a comment");
    }

    private JobRecord await(Path folder, Predicate<JobRecord> condition) {
        List<JobRecord> seen = new ArrayList<>();
        Eventually.within(SOON, "the job in " + folder, () -> {
            if (slurm.queue() instanceof Queue queue) {
                queue.find(folder).filter(condition).ifPresent(seen::add);
            }
            return !seen.isEmpty();
        });
        return seen.getFirst();
    }

    private JobRecord awaitAccounting(@Nullable JobId id, Path folder, Instant since) {
        List<JobRecord> seen = new ArrayList<>();
        Eventually.within(SOON, "accounting of the job in " + folder, () -> {
            JobReport report = slurm.accounting(id, folder, since);
            if (report instanceof JobReport.Seen found
                    && found.job().state().group().ended()) {
                seen.add(found.job());
            }
            return !seen.isEmpty();
        });
        return seen.getFirst();
    }
}
