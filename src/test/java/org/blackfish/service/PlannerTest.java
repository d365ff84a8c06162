package org.blackfish.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.blackfish.problem.InvalidInput;
import org.blackfish.problem.NotYet;
import org.blackfish.settings.Secret;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlannerTest {
    private static final String TIERS = """
            time: {default: 20, max: 60}
            partitions:
              cpu:
                default: true
                tiers:
                  - {name: Tiny, description: t, max_model_size_gb: 1, gpu_count: 0, cpu_cores: 2, memory_gb: 4}
              gpu:
                tiers:
                  - {name: Big, description: b, max_model_size_gb: null, gpu_count: 2, cpu_cores: 8, memory_gb: 64,
                     slurm: {gres: "gpu:a100", constraint: gpu80}}
            models:
              local/tiny: cpu.Tiny
              local/sent: gpu.Big
            """;

    @TempDir
    private Path folder;

    private TestWorld world;

    @BeforeEach
    void furnish() {
        world = new TestWorld(folder, new TestClock());
        TestWorld.write(world.cache.resolve("resource_specs.yaml"), TIERS);
    }

    @Test
    void aBareOrderGetsTheRecommendedTierTheFittingEngineAndTheUsualTime() {
        LaunchPlan plan = plan(new Order("chat", "local/tiny"));
        assertThat(plan.engine()).isEqualTo("llama.cpp");
        assertThat(plan.sif()).isEqualTo(world.cache.resolve("images/llama.cpp_server-b11549.sif"));
        assertThat(plan.resources())
                .isEqualTo(new Resources(2, 4, 0, Duration.ofMinutes(20), null, "cpu", null, null, "Tiny"));
        assertThat(plan.script()).contains("#SBATCH --partition='cpu'\n", world.cache + "/models/tiny.gguf");
    }

    @Test
    void safetensorsGoToVllmAndATierByNameBringsItsPartitionItsGresAndItsConstraint() {
        LaunchPlan plan = plan(new Order("chat", "org/big").tier("Big"));
        assertThat(plan.engine()).isEqualTo("vllm");
        assertThat(plan.model().revision()).isEqualTo("a".repeat(40));
        assertThat(plan.resources())
                .isEqualTo(new Resources(8, 64, 2, Duration.ofMinutes(20), "gpu:a100:2", "gpu", "gpu80", null, "Big"));
    }

    @Test
    void givenNumbersBeatTheTier() {
        LaunchPlan plan = plan(new Order("chat", "org/big").tier("Big").numbers(3, 10, 1));
        assertThat(plan.resources().cpus()).isEqualTo(3);
        assertThat(plan.resources().memoryGb()).isEqualTo(10);
        assertThat(plan.resources().gres()).isEqualTo("gpu:a100:1");
    }

    @Test
    void theUsersPartitionBeatsTheOneThatTheSitePrescribesForTheModel() {
        assertThat(plan(new Order("chat", "local/tiny").partition("gpu")).resources())
                .isEqualTo(new Resources(8, 64, 2, Duration.ofMinutes(20), "gpu:a100:2", "gpu", "gpu80", null, "Big"));
    }

    @Test
    void whoeverGivesAllNumbersTakesNothingFromATierThatWasNotAskedFor() {
        TestWorld.write(world.cache.resolve("models/sent.gguf"), "GGUF");
        assertThat(plan(new Order("chat", "local/sent").numbers(3, 10, 1)).resources())
                .isEqualTo(new Resources(3, 10, 1, Duration.ofMinutes(20), "gpu:1", "cpu", null, null, null));
        assertThat(plan(new Order("chat", "local/sent").numbers(3, 10, 1).partition("gpu"))
                        .resources())
                .isEqualTo(new Resources(3, 10, 1, Duration.ofMinutes(20), "gpu:1", "gpu", null, null, null));
    }

    @Test
    void aTimeAboveTheTiersMaximumIsRefusedWithTheMaximum() {
        assertThat(wrong(new Order("chat", "local/tiny").time(Duration.ofHours(3))))
                .containsOnlyKeys("time")
                .hasEntrySatisfying("time", sentence -> assertThat(sentence).contains("maximum of 60 minutes"));
    }

    @Test
    void everyWrongFieldIsNamedAtOnceWithItsValue() {
        Map<String, String> wrong = wrong(new Order("two\nlines", "org/nothing")
                .tier("Huge")
                .image("nope:1")
                .numbers(0, 4, 0)
                .constraint("a;b")
                .arguments("--port", "1"));
        assertThat(wrong.keySet())
                .containsExactlyInAnyOrder("name", "repo_id", "tier", "image_ref", "cpus", "constraint", "engine_args");
        assertThat(wrong.get("repo_id")).contains("org/nothing", world.cache.resolve("models") + "/");
        assertThat(wrong.get("image_ref")).contains("nope_1.sif", "apptainer pull");
        assertThat(wrong.get("tier")).contains("Huge", "Tiny");
    }

    @Test
    void whatCouldNotBeReadIsNamedWithAllThatIsWrongBesides() {
        Map<String, String> unread =
                Map.of("job_config.mem", "It must be a whole number.", "repo_id", "It is missing.");
        InvalidInput refusal = catchThrowableOfType(
                InvalidInput.class,
                () -> world.launcher(world.launching())
                        .refuse(new Order("a b", "").image("nope:1").build(), unread));
        assertThat(refusal.fields())
                .containsOnlyKeys("job_config.mem", "repo_id", "name", "image_ref")
                .containsAllEntriesOf(unread);
        InvalidInput blind = catchThrowableOfType(
                InvalidInput.class,
                () -> world.launcher(world.launching())
                        .refuse(
                                new Order("a b", "org/nothing").image("nope:1").build(),
                                Map.of("profile.name", "It must be a text.")));
        assertThat(blind.fields()).containsOnlyKeys("profile.name", "name");
    }

    @Test
    void namesThatAShellOrSlurmCouldMistakeAreRefused() {
        for (String name : List.of("", "a b", "a'b", "$(id)", "a\nb", "-rf", "x".repeat(300), "ünï")) {
            assertThat(wrong(new Order(name, "local/tiny"))).containsOnlyKeys("name");
        }
    }

    @Test
    void unknownProfilesPartitionsEnginesRevisionsAndKindsAreNamed() {
        assertThat(wrong(new Order("chat", "local/tiny").profile("nowhere")).get("profile"))
                .contains("nowhere", "default");
        assertThat(wrong(new Order("chat", "local/tiny").partition("weird")).get("partition"))
                .contains("weird", "cpu, gpu");
        assertThat(wrong(new Order("chat", "local/tiny").engine("tgi")).get("engine"))
                .contains("tgi", "vllm or llama.cpp");
        assertThat(wrong(new Order("chat", "org/big").revision("v9")).get("repo_id"))
                .contains("v9");
        assertThat(wrong(new Order("chat", "org/big").engine("llama.cpp")).get("engine"))
                .contains("GGUF");
        assertThat(wrong(new Order("chat", "local/tiny").kind("singing")).get("image"))
                .contains("singing", "text_generation");
    }

    @Test
    void whatComesWithALaterVersionIsToldAsSuchAndNotAsWrongInput() {
        assertThatThrownBy(() -> plan(new Order("a b", "local/tiny").kind("speech_recognition")))
                .isInstanceOf(NotYet.class)
                .hasMessage("Speech recognition comes with a later version; launch text_generation.");
        TestWorld.write(world.home.resolve("profiles.cfg"), """
                [default]
                schema = local
                home_dir = /h
                cache_dir = /c
                [far]
                schema = slurm
                host = della.edu
                user = ada
                home_dir = /h
                cache_dir = /c
                """);
        assertThatThrownBy(() -> plan(new Order("chat", "local/tiny")))
                .isInstanceOf(NotYet.class)
                .hasMessage("The profile \"default\" runs without Slurm, which comes with a later version; use one with"
                        + " schema = slurm.");
        assertThatThrownBy(() -> plan(new Order("chat", "local/tiny").profile("far")))
                .isInstanceOf(NotYet.class)
                .hasMessageStartingWith("The profile \"far\" runs on della.edu; remote clusters come with a later");
    }

    @Test
    void aKeyInTheEnginesArgumentsIsRefusedAndAGivenOneNeverEntersTheScript() {
        assertThat(wrong(new Order("chat", "local/tiny").arguments("--api-key=abc"))
                        .get("engine_args"))
                .contains("give the key as api_key");
        LaunchPlan plan = plan(new Order("chat", "local/tiny").key(new Secret("s3cret-of-mine")));
        assertThat(plan.script()).doesNotContain("s3cret-of-mine");
    }

    @Test
    void aMissingCacheFolderIsNamedAndNotMade() {
        TestWorld.write(
                world.home.resolve("profiles.cfg"),
                "[default]\nschema = slurm\nhost = localhost\nuser = ada\nhome_dir = " + world.home
                        + "\ncache_dir = /nowhere/at/all\n");
        assertThat(wrong(new Order("chat", "local/tiny")).get("profile")).contains("/nowhere/at/all", "never made");
    }

    private LaunchPlan plan(Order order) {
        return world.planner.plan(order.build(), UUID.randomUUID());
    }

    private Map<String, String> wrong(Order order) {
        InvalidInput refusal = catchThrowableOfType(InvalidInput.class, () -> plan(order));
        assertThat(refusal).as("a refusal of " + order.build()).isNotNull();
        return refusal.fields();
    }
}
