package org.blackfish.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.blackfish.cluster.JobState;
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
        assertThat(FailureWords.explain(Jobs.job(JobState.FAILED, "1:0"), log(name)))
                .startsWith(words)
                .endsWith("(Slurm says failed, exit code 1:0)");
    }

    private static String log(String name) throws IOException {
        try (InputStream stream = VllmWordsTest.class.getResourceAsStream("/vllm/" + name + ".log")) {
            return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
