package org.blackfish.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.blackfish.cluster.JobState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people are told about logs of the real vLLM, captured by {@code testbed/capture-vllm}. */
class VllmWordsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    context-too-long     | The asked context length is more than the model
                    unknown-architecture | The engine does not know this kind of model
                    memory-beyond-node   | The memory that the engine wants for its cache is not there
                    no-compiler          | The image has no compiler
                    """)
    void aRealFailureOfVllmIsToldInWords(String name, String words) throws IOException {
        assertThat(FailureWords.explain(Jobs.job(JobState.FAILED, "1:0"), LastAttempt.in(log(name), true)))
                .startsWith(words)
                .endsWith("(Slurm says failed, exit code 1:0)");
    }

    /** The captured runs had it off, so the word is turned in the captured dump of the configuration. */
    @ParameterizedTest
    @CsvSource({"memory-beyond-node, The memory that the engine wants", "no-compiler, The image has no compiler"})
    void codeOfTheModelThatWasAllowedIsNotTakenForTheCause(String name, String words) throws IOException {
        String log = log(name);
        assertThat(log).contains("trust_remote_code=False");
        String allowed = log.replace("trust_remote_code=False", "trust_remote_code=True");
        assertThat(explain(allowed)).startsWith(words);
        assertThat(explain("non-default args: {'trust_remote_code': True}\n" + dump(allowed) + "\nValueError: odd\n"))
                .endsWith("Its last line: ValueError: odd");
    }

    @Test
    void codeOfTheModelThatIsAskedForIsTheCause() {
        assertThat(explain("ValueError: The repository /models/x contains custom code which must be executed to"
                        + " correctly load the model. Please pass the argument `trust_remote_code=True` to allow it."))
                .startsWith("The model brings Python code of its own");
        assertThat(explain("consider setting `trust_remote_code=True` in LLM or using the `--trust-remote-code` flag"))
                .startsWith("The model brings Python code of its own");
    }

    private static String dump(String log) {
        return log.lines()
                .filter(line -> line.contains(" with config: "))
                .findFirst()
                .orElseThrow();
    }

    private static String explain(String log) {
        return FailureWords.explain(Jobs.job(JobState.FAILED, "1:0"), LastAttempt.in(log, true));
    }

    private static String log(String name) throws IOException {
        try (InputStream stream = VllmWordsTest.class.getResourceAsStream("/vllm/" + name + ".log")) {
            return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
