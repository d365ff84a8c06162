package org.blackfish.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.blackfish.image.PinnedImages;
import org.blackfish.problem.CommandFailed;
import org.blackfish.problem.InvalidInput;
import org.blackfish.profile.SlurmProfile;
import org.blackfish.tier.Partition;
import org.blackfish.tier.TierFile;
import org.blackfish.tier.TierParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TierRehearsalTest {
    private static final TierFile SITE =
            Objects.requireNonNull(TierParser.parse("""
                time: {default: 45, max: 90}
                partitions:
                  gpu:
                    default: true
                    tiers:
                      - {name: Small, description: d, max_model_size_gb: 16, gpu_count: 2, cpu_cores: 4, memory_gb: 24,
                         slurm: {gres: "gpu:a100", constraint: gpu80}}
                  cpu:
                    tiers:
                      - {name: CPU, description: d, max_model_size_gb: 1, gpu_count: 0, cpu_cores: 3, memory_gb: 5}
                """).file());

    @TempDir
    Path folder;

    private TestWorld world;
    private TierRehearsal rehearsal;
    private SlurmProfile profile;

    @BeforeEach
    void aWorld() {
        world = new TestWorld(folder, Clock.systemUTC());
        rehearsal = new TierRehearsal(new PinnedImages(world.settings, world.hosts), world.schedulers);
        profile = new SlurmProfile("default", "localhost", "u", world.home, world.cache, true);
    }

    @Test
    void everyTierHasTheScriptThatALaunchWouldHave() {
        List<TierScript> scripts = rehearsal.scripts(profile, SITE, "physics");
        assertThat(scripts).extracting(TierScript::tier).containsExactly("Small", "CPU");
        assertThat(scripts.getFirst().script())
                .contains(
                        "#SBATCH --cpus-per-task=4",
                        "#SBATCH --mem=24G",
                        "#SBATCH --time=00:45:00",
                        "#SBATCH --gres='gpu:a100:2'",
                        "#SBATCH --partition='gpu'",
                        "#SBATCH --constraint='gpu80'",
                        "#SBATCH --account='physics'",
                        "--nv",
                        "models--organisation--model");
        assertThat(scripts.getLast().script())
                .contains("#SBATCH --partition='cpu'", "#SBATCH --cpus-per-task=3")
                .doesNotContain("--gres", "--nv");
        assertThat(rehearsal
                        .scripts(profile, TierFile.builtIn(), null)
                        .getFirst()
                        .script())
                .doesNotContain("--partition", "--account");
    }

    @Test
    void anAccountThatNoJobCanHaveIsRefusedBeforeSlurmIsAsked() {
        for (String account : List.of("", "two words", "a\nb")) {
            assertThatThrownBy(() -> rehearsal.test(profile, SITE, account))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessageContaining("cannot be used; give one word without blanks");
            assertThatThrownBy(() -> rehearsal.scripts(profile, SITE, account)).isInstanceOf(InvalidInput.class);
        }
    }

    @Test
    void slurmIsAskedAboutEveryTierInItsOwnWords() {
        assertThat(rehearsal.test(profile, SITE, null))
                .extracting(TierTrial::tier, trial -> trial.opinion().words())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "Small", "Slurm would take the job and run it on g1 in partition gpu."),
                        org.assertj.core.groups.Tuple.tuple(
                                "CPU", "Slurm would take the job and run it on g1 in partition gpu."));
        world.cluster.testFails = new CommandFailed(
                "localhost", List.of("sbatch"), 1, "allocation failure: Invalid feature specification");
        assertThat(rehearsal.test(profile, SITE, null))
                .extracting(TierTrial::opinion)
                .containsOnly(new SlurmOpinion.Refused("allocation failure: Invalid feature specification"));
    }

    @Test
    void theLongestTimeIsTriedTooAndARefusalOfItIsTold() {
        world.cluster.longestMinutes = 60;
        String limit = "allocation failure: Requested time limit is invalid (missing or exceeds some limit)";
        assertThat(rehearsal.test(profile, SITE, null)).allSatisfy(trial -> {
            assertThat(trial.opinion()).isInstanceOf(SlurmOpinion.Accepted.class);
            assertThat(trial.longest()).isEqualTo(new SlurmOpinion.Refused(limit));
        });
        world.cluster.longestMinutes = 90;
        assertThat(rehearsal.test(profile, SITE, null))
                .extracting(TierTrial::longest)
                .hasOnlyElementsOfType(SlurmOpinion.Accepted.class);
        world.cluster.longestMinutes = 30;
        assertThat(rehearsal.test(profile, SITE, null))
                .extracting(TierTrial::opinion, TierTrial::longest)
                .containsOnly(org.assertj.core.groups.Tuple.tuple(new SlurmOpinion.Refused(limit), null));
    }

    @Test
    void whatASlowSlurmAnsweredForTheDefaultTimeIsToldThoughItIsSilentAboutTheLongest() {
        CountDownLatch over = new CountDownLatch(1);
        world.cluster.beforeTested = minutes -> {
            if (minutes == 90) {
                await(over);
            }
        };
        try {
            assertThat(within(Duration.ofSeconds(3)).test(profile, SITE, null)).allSatisfy(trial -> {
                assertThat(trial.opinion()).isInstanceOf(SlurmOpinion.Accepted.class);
                assertThat(trial.longest())
                        .isEqualTo(new SlurmOpinion.Unknown(
                                "There was no time left to ask Slurm about this; test again."));
            });
        } finally {
            over.countDown();
        }
    }

    @Test
    void everyTierIsAskedForTheDefaultTimeBeforeAnyIsForTheLongest() {
        rehearsal.test(profile, SITE, null);
        assertThat(world.cluster.tested).containsExactly(45, 45, 90, 90);
    }

    @Test
    void slurmIsNotAskedOnceTheTimeIsOver() {
        assertThat(within(Duration.ZERO).test(profile, SITE, null))
                .extracting(TierTrial::opinion)
                .hasOnlyElementsOfType(SlurmOpinion.Unknown.class);
        assertThat(world.cluster.tested).isEmpty();
    }

    private TierRehearsal within(Duration longest) {
        return new TierRehearsal(new PinnedImages(world.settings, world.hosts), world.schedulers, longest);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theBuiltInTiersAsAFileNameAPartitionThatSlurmKnows() {
        TierFile file = Objects.requireNonNull(
                TierParser.parse(rehearsal.defaults(profile).getBytes(StandardCharsets.UTF_8))
                        .file());
        assertThat(file.partitions()).extracting(Partition::name).containsExactly("gpu");
        assertThat(rehearsal.doubt(profile, file)).isEmpty();
        assertThat(rehearsal.scripts(profile, file, null).getFirst().script()).contains("#SBATCH --partition='gpu'");
    }

    @Test
    void aPartitionThatSlurmDoesNotKnowIsToldBeforePublishing() {
        assertThat(rehearsal.doubt(profile, TierFile.builtInIn("defualt")))
                .contains(
                        "Slurm shows no partition \"defualt\" to this account (it has gpu); unless it is only hidden, every"
                                + " launch there would be refused: correct the name.");
    }

    @Test
    void aFirstFileIsProposedFromWhatSlurmHas() {
        assertThat(rehearsal.proposal(profile)).contains("  gpu:\n", "name: \"4 A100\"", "max: 180");
    }
}
