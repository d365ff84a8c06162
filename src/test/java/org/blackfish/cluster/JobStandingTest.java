package org.blackfish.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.blackfish.cluster.Fixtures.NOON;
import static org.blackfish.cluster.Fixtures.job;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Enumerates every sequence of looks and accounting answers up to a length, against the rule in plain words. */
final class JobStandingTest {
    private static final Path OURS = Path.of("/jobs/ours");
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration APART = Duration.ofSeconds(30);

    private static final List<Integer> SECONDS = List.of(-1, 0, 29, 30, 59, 60, 90);
    private static final List<JobReport> REPORTS = List.of(
            new JobReport.Absent(),
            new JobReport.Undetermined("slurmdbd is down"),
            new JobReport.Seen(job("7", JobState.RUNNING, OURS.toString())),
            new JobReport.Seen(job("8", JobState.RUNNING, "/jobs/other")));

    @Test
    void everyCombinationOfUpToThreeLooksAndTwoAnswersFollowsTheRule() {
        int checked = 0;
        for (List<Queue> looks : upTo(3, looks())) {
            for (List<JobReport> accounting : upTo(2, REPORTS)) {
                assertThat(settle(looks, accounting))
                        .as("%s %s", looks, accounting)
                        .isEqualTo(inPlainWords(looks, accounting));
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(60_000);
    }

    private static JobStanding inPlainWords(List<Queue> looks, List<JobReport> accounting) {
        if (looks.stream().anyMatch(look -> look.find(OURS).isPresent()) || accounting.contains(REPORTS.get(2))) {
            return new JobStanding.Adopt(new JobId("7"));
        }
        for (Queue first : looks) {
            for (Queue last : looks) {
                boolean settled = !first.at().isBefore(NOON)
                        && Duration.between(first.at(), last.at()).compareTo(APART) >= 0
                        && Duration.between(NOON, last.at()).compareTo(LONGEST) >= 0;
                if (settled && accounting.contains(new JobReport.Absent())) {
                    return new JobStanding.AbsentSettled();
                }
            }
        }
        return new JobStanding.NotYet();
    }

    @Test
    void aBoundOfZeroSecondsLeavesTheTwoLooksAndTheAccounting() {
        List<Queue> looks = List.of(without(0), without(30));
        assertThat(JobStanding.settle(OURS, NOON, Duration.ZERO, APART, looks, List.of(new JobReport.Absent())))
                .isEqualTo(new JobStanding.AbsentSettled());
        assertThat(JobStanding.settle(OURS, NOON, Duration.ZERO, APART, looks, List.of()))
                .isEqualTo(new JobStanding.NotYet());
    }

    @Test
    void ofTwoJobsInOurFolderTheLivingOneIsAdopted() {
        Queue look = new Queue(
                NOON, List.of(job("7", JobState.RUNNING, OURS.toString()), job("9", JobState.FAILED, OURS.toString())));
        assertThat(settle(List.of(look), List.of())).isEqualTo(new JobStanding.Adopt(new JobId("7")));
    }

    private static JobStanding settle(List<Queue> looks, List<JobReport> accounting) {
        return JobStanding.settle(OURS, NOON, LONGEST, APART, looks, accounting);
    }

    private static List<Queue> looks() {
        List<Queue> looks = new ArrayList<>();
        for (int second : SECONDS) {
            looks.add(without(second));
            looks.add(new Queue(at(second), List.of(job("7", JobState.PENDING, OURS.toString()))));
        }
        return looks;
    }

    private static Queue without(int second) {
        return new Queue(at(second), List.of(job("8", JobState.RUNNING, "/jobs/other")));
    }

    private static Instant at(int second) {
        return NOON.plusSeconds(second);
    }

    private static <T> List<List<T>> upTo(int length, List<T> choices) {
        List<List<T>> all = new ArrayList<>(List.of(List.of()));
        List<List<T>> longest = List.copyOf(all);
        for (int i = 0; i < length; i++) {
            List<List<T>> longer = new ArrayList<>();
            for (List<T> shorter : longest) {
                for (T choice : choices) {
                    List<T> sequence = new ArrayList<>(shorter);
                    sequence.add(choice);
                    longer.add(List.copyOf(sequence));
                }
            }
            all.addAll(longer);
            longest = longer;
        }
        return all;
    }
}
