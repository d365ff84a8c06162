package org.blackfish.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.blackfish.cluster.JobScript;
import org.blackfish.model.Format;
import org.blackfish.model.Model;
import org.blackfish.model.Place;
import org.junit.jupiter.api.Test;

class RecipeTest {
    private static final Path MODELS = Path.of("/shared/models");
    private static final Path WORK = Path.of("/home/ada/.blackfish/jobs/0b5d");
    private static final Path SNAPSHOT = MODELS.resolve("models--Qwen--Qwen3-8B/snapshots/a1b2");

    @Test
    void llamaCppGetsItsModelNamesThreadsAndKeyFile() {
        Model model = new Model(
                "Qwen/Qwen3-8B-GGUF", "a1b2", SNAPSHOT.resolve("q4.gguf"), MODELS, 5, Place.SHARED, Format.GGUF, null);
        String script = script(new LlamaCpp(), serving(model, 0, List.of(), false), Optional.empty());
        assertThat(script).startsWith("""
                #!/bin/bash
                #SBATCH --job-name='chat'
                #SBATCH --nodes=1
                #SBATCH --ntasks=1
                #SBATCH --cpus-per-task=4
                #SBATCH --mem=16G
                #SBATCH --time=00:30:00
                #SBATCH --partition='cpu'
                #SBATCH --output=slurm-%j.out
                """);
        assertThat(script).endsWith("""
                export APPTAINERENV_HF_HUB_OFFLINE='1'
                export APPTAINERENV_OMP_NUM_THREADS='4'
                export APPTAINERENV_PYTHONNOUSERSITE='1'
                exec apptainer run --no-eval \\
                  --bind '/shared/models:/shared/models:ro' \\
                  --bind '/home/ada/.blackfish/jobs/0b5d/key:/home/ada/.blackfish/jobs/0b5d/key:ro' \\
                  '/shared/images/engine.sif' \\
                  '-m' \\
                  '/shared/models/models--Qwen--Qwen3-8B/snapshots/a1b2/q4.gguf' \\
                  '--host' \\
                  '0.0.0.0' \\
                  '--port' \\
                  "$port" \\
                  '--alias' \\
                  'Qwen/Qwen3-8B-GGUF,chat' \\
                  '-c' \\
                  '8192' \\
                  '-np' \\
                  '2' \\
                  '-t' \\
                  '4' \\
                  '--api-key-file' \\
                  '/home/ada/.blackfish/jobs/0b5d/key'
                """);
    }

    @Test
    void vllmGetsTheSnapshotItsNamesTheGpusItsKeyFromTheFileAndOurGuardAsTheOutermostAndReportsNothing() {
        String script = script(new Vllm(), serving(vllmModel(), 2, List.of("--seed", "1"), true), Optional.of("gpu:2"));
        assertThat(script).contains("#SBATCH --gres='gpu:2'\n");
        assertThat(script).endsWith("""
                export APPTAINERENV_DO_NOT_TRACK='1'
                export APPTAINERENV_HF_HUB_OFFLINE='1'
                export APPTAINERENV_OMP_NUM_THREADS='4'
                export APPTAINERENV_PYTHONNOUSERSITE='1'
                export APPTAINERENV_PYTHONPATH='/blackfish'
                export APPTAINERENV_VLLM_NO_USAGE_STATS='1'
                APPTAINERENV_VLLM_API_KEY=$(<key) || exit 1
                export APPTAINERENV_VLLM_API_KEY
                exec apptainer run --no-eval \\
                  --nv \\
                  --bind '/shared/models:/shared/models:ro' \\
                  --bind '/home/ada/.blackfish/jobs/0b5d/blackfish_guard.py:/blackfish/blackfish_guard.py:ro' \\
                  '/shared/images/engine.sif' \\
                  '/shared/models/models--Qwen--Qwen3-8B/snapshots/a1b2' \\
                  '--host' \\
                  '0.0.0.0' \\
                  '--port' \\
                  "$port" \\
                  '--served-model-name' \\
                  'Qwen/Qwen3-8B' \\
                  'chat' \\
                  '--tensor-parallel-size' \\
                  '2' \\
                  '--trust-remote-code' \\
                  '--seed' \\
                  '1' \\
                  '--middleware' \\
                  'blackfish_guard.Guard'
                """);
    }

    @Test
    void withoutGpusNeitherRecipeMentionsThem() {
        String script = script(new Vllm(), serving(vllmModel(), 0, List.of(), false), Optional.empty());
        assertThat(script).doesNotContain("--nv", "--tensor-parallel-size", "--gres", "--trust-remote-code");
    }

    @Test
    void llamaCppPutsEveryLayerOnTheGpuItHas() {
        Model model =
                new Model("local/tiny", null, MODELS.resolve("tiny.gguf"), MODELS, 0.1, Place.HOME, Format.GGUF, null);
        String script = script(new LlamaCpp(), serving(model, 1, List.of(), false), Optional.of("gpu:1"));
        assertThat(script).contains("'-ngl' \\\n  '999'", "  --nv \\\n");
    }

    private static Model vllmModel() {
        return new Model("Qwen/Qwen3-8B", "a1b2", SNAPSHOT, MODELS, 16, Place.SHARED, Format.SAFETENSORS, null);
    }

    private static Serving serving(Model model, int gpus, List<String> arguments, boolean trust) {
        return new Serving(
                "chat",
                model,
                Path.of("/shared/images/engine.sif"),
                4,
                gpus,
                EngineOptions.of(arguments, Map.of("OMP_NUM_THREADS", "4"), trust));
    }

    private static String script(Recipe recipe, Serving serving, Optional<String> gres) {
        return new JobScript(
                        "chat",
                        Duration.ofMinutes(30),
                        4,
                        16,
                        gres,
                        Optional.of("cpu"),
                        Optional.empty(),
                        Optional.empty(),
                        WORK,
                        recipe.program(serving))
                .text();
    }
}
