package org.blackfish.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.blackfish.problem.InvalidInput;
import org.blackfish.transport.Command;
import org.blackfish.transport.LocalHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JobScriptTest {
    private static final String HOSTILE = "it's $(id) `id` $HOME \"q\" \\ ; & | * # ü";

    private static final Program SMALL = new Program(
            Path.of("/cache/images/llama.sif"),
            false,
            List.of(Mount.readOnly(Path.of("/cache/models/a:b,c"))),
            Map.of(),
            Optional.empty(),
            List.of(
                    Argument.of("-m"),
                    Argument.of("/cache/models/a:b,c/it's.gguf"),
                    Argument.of("--port"),
                    new Argument.Port(),
                    Argument.of("--api-key-file"),
                    new Argument.KeyFile()),
            List.of());

    private static final Program LARGE = new Program(
            Path.of("/cache/images/vllm.sif"),
            true,
            List.of(new Mount(Path.of("/data"), Path.of("/mnt"), false)),
            Map.of("HF_HUB_OFFLINE", "1", "A", "$(id)"),
            Optional.of("VLLM_API_KEY"),
            List.of(Argument.of("--port"), new Argument.Port()),
            List.of(new Enclosure("guard.py", "text", Path.of("/blackfish/guard.py"))));

    @Test
    void aSmallJobIsThisScript() {
        assertThat(script("chat", SMALL).text()).isEqualTo("""
                        #!/bin/bash
                        #SBATCH --job-name='chat'
                        #SBATCH --nodes=1
                        #SBATCH --ntasks=1
                        #SBATCH --cpus-per-task=4
                        #SBATCH --mem=16G
                        #SBATCH --time=00:30:00
                        #SBATCH --output=slurm-%j.out
                        #SBATCH --open-mode=append

                        """ + Shell.FUNCTIONS + """


                                umask 077
                                mark_attempt
                                cd '/home/jobs/a b' || exit 1
                                require_apptainer
                                choose_port
                                watch_endpoint "$$" "$port" </dev/null >/dev/null 2>&1 &
                                exec apptainer run --no-eval \\
                                  --bind '/cache/models/a\\:b\\,c:/cache/models/a\\:b\\,c:ro' \\
                                  --bind '/home/jobs/a b/key:/home/jobs/a b/key:ro' \\
                                  '/cache/images/llama.sif' \\
                                  '-m' \\
                                  '/cache/models/a:b,c/it'\\''s.gguf' \\
                                  '--port' \\
                                  "$port" \\
                                  '--api-key-file' \\
                                  '/home/jobs/a b/key'
                                """);
    }

    @Test
    void aLargeJobHasItsResourcesItsVariablesAndItsKeyAfterTheWatcherWasStarted() {
        JobScript job = new JobScript(
                "big",
                Duration.ofHours(50),
                16,
                200,
                Optional.of("gpu:a100:2"),
                Optional.of("gpu"),
                Optional.of("gpu80&ib"),
                Optional.of("lab"),
                Path.of("/home/jobs/b"),
                LARGE);
        assertThat(job.text()).contains("""
                        #SBATCH --time=2-02:00:00
                        #SBATCH --gres='gpu:a100:2'
                        #SBATCH --partition='gpu'
                        #SBATCH --constraint='gpu80&ib'
                        #SBATCH --account='lab'
                        #SBATCH --output=slurm-%j.out
                        """).endsWith("""
                        watch_endpoint "$$" "$port" </dev/null >/dev/null 2>&1 &
                        export APPTAINERENV_A='$(id)'
                        export APPTAINERENV_HF_HUB_OFFLINE='1'
                        APPTAINERENV_VLLM_API_KEY=$(<key) || exit 1
                        export APPTAINERENV_VLLM_API_KEY
                        exec apptainer run --no-eval \\
                          --nv \\
                          --bind '/data:/mnt' \\
                          --bind '/home/jobs/b/guard.py:/blackfish/guard.py:ro' \\
                          '/cache/images/vllm.sif' \\
                          '--port' \\
                          "$port"
                        """);
    }

    @Test
    void aRequeueIsNotForbidden() {
        assertThat(script("chat", SMALL).text()).doesNotContain("requeue=").doesNotContain("--no-requeue");
    }

    @Test
    void everyAttemptIsMarkedInTheLog() {
        String functions = Shell.FUNCTIONS + "\nmark_attempt\n";
        Map<String, String> requeued = Map.of("SLURM_RESTART_COUNT", "2", "SLURMD_NODENAME", "gpu1");
        Command mark = new Command(List.of("bash", "-s"), functions, requeued, Duration.ofSeconds(20));
        assertThat(new LocalHost().run(mark).stdout()).isEqualTo(JobScript.ATTEMPT_MARK + "3 begins on node gpu1\n");
    }

    @Test
    void theScriptIsGoodBash() {
        Command check =
                new Command(List.of("bash", "-n"), script(HOSTILE, SMALL).text(), Map.of(), Duration.ofSeconds(20));
        assertThat(new LocalHost().run(check)).satisfies(outcome -> {
            assertThat(outcome.said()).isEmpty();
            assertThat(outcome.exit()).isZero();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {HOSTILE, "", "'", "''", "\\", "\\'", " ", "-n", "~", "!x", "a=b"})
    void bashReadsAQuotedValueAsItWas(String value) {
        Command print = new Command(
                List.of("bash", "-s"), "printf %s " + Shell.quoted(value), Map.of(), Duration.ofSeconds(20));
        assertThat(new LocalHost().run(print).stdout()).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"60, 00:01:00", "1, 00:00:01", "86399, 23:59:59", "86400, 1-00:00:00", "1800000, 20-20:00:00"})
    void timesAreWrittenAsSlurmReadsThem(long seconds, String text) {
        assertThat(JobScript.slurmTime(Duration.ofSeconds(seconds))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\rb", "a\u0000b", "a\u001bb", "a\u0085b", "a\u2028b"})
    void aNameWithALineBreakOrControlCharacterIsRefusedByItsField(String name) {
        assertThatThrownBy(() -> script(name, SMALL))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        problem -> assertThat(problem.fields()).containsOnlyKeys("name"))
                .hasMessage("The name holds a line break or control character; remove it.");
    }

    @Test
    void aNameThatIsTooLongOrEmptyIsRefusedWithTheLimit() {
        assertThatThrownBy(() -> script("n".repeat(300), SMALL))
                .hasMessage("The name has 300 characters; at most 100 are possible.");
        assertThatThrownBy(() -> script(" ", SMALL)).hasMessage("The name is empty; give it a value.");
    }

    @Test
    void whatHasABadValueNamesTheField() {
        assertThatThrownBy(() -> Argument.of("a\nb")).hasMessageContaining("argument");
        assertThatThrownBy(() -> Mount.readOnly(Path.of("models"))).hasMessageContaining("models");
        assertThatThrownBy(() -> Mount.readOnly(Path.of("/a\\b"))).hasMessageContaining("backslash");
        assertThatThrownBy(() -> new Program(
                        Path.of("/i.sif"),
                        false,
                        List.of(),
                        Map.of("A B", "1"),
                        Optional.empty(),
                        List.of(),
                        List.of()))
                .hasMessageContaining("\"A B\"");
        assertThatThrownBy(() -> new Enclosure("../key.py", "", Path.of("/a"))).hasMessageContaining("../key.py");
        assertThatThrownBy(() -> new Submission(Path.of("job.sh"), Path.of("/a"), "n", "c"))
                .hasMessageContaining("absolute");
    }

    private static JobScript script(String name, Program program) {
        return new JobScript(
                name,
                Duration.ofMinutes(30),
                4,
                16,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Path.of("/home/jobs/a b"),
                program);
    }
}
