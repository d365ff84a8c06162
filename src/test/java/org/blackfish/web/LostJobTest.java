package org.blackfish.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.UUID;
import org.blackfish.cluster.JobId;
import org.blackfish.cluster.JobRecord;
import org.blackfish.cluster.JobState;
import org.blackfish.profile.SlurmProfile;
import org.blackfish.service.Orphan;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LostJobTest {
    private static final UUID ID = UUID.fromString("6f0f3c1e-2f7e-4d0e-9a2e-0d1c2b3a4f55");

    @Test
    void aLineSaysWhatRunsWhereAndWhoLaunchedIt() {
        LostJob job = LostJob.of(orphan("g1", "org/tiny", Path.of("/home/ada/.blackfish"), null));
        assertThat(job.name()).isEqualTo("chat");
        assertThat(job.facts())
                .isEqualTo("Job 17, RUNNING on g1; it serves org/tiny; launched by the Blackfish whose data are in"
                        + " /home/ada/.blackfish.");
        assertThat(job.why()).isNull();
    }

    @Test
    void aJobOfWhichNothingIsKnownSaysOnlyWhatSlurmSays() {
        LostJob job = LostJob.of(orphan("", null, null, "It can only be cancelled."));
        assertThat(job.facts()).isEqualTo("Job 17, RUNNING.");
        assertThat(job.why()).isEqualTo("It can only be cancelled.");
    }

    private static Orphan orphan(String node, @Nullable String model, @Nullable Path from, @Nullable String why) {
        Path folder = Path.of("/home/ada/.blackfish/jobs/" + ID);
        JobRecord job = new JobRecord(
                new JobId("17"), JobState.RUNNING, "RUNNING", "", node, null, null, null, folder, "chat", "", 0);
        Path home = Path.of("/home/ada/.blackfish");
        SlurmProfile profile = new SlurmProfile("default", "localhost", "ada", home, Path.of("/cache"), true);
        return new Orphan(ID, job, profile, model, from, why);
    }
}
