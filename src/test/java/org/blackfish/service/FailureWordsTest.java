package org.blackfish.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.blackfish.cluster.JobState;
import org.junit.jupiter.api.Test;

class FailureWordsTest {
    @Test
    void aMissingImageIsNamedBeforeItsExitCode() {
        String log = "INFO:    fuse2fs not found, will not be able to mount EXT3 filesystems\n"
                + "FATAL:   While checking container encryption: could not open image /shared/images/x.sif: failed to"
                + " retrieve path for /shared/images/x.sif: lstat /shared/images/x.sif: no such file or directory\n";
        assertThat(explain("127:0", log))
                .isEqualTo("The image's SIF file is not there on the node; stage it again or ask the site."
                        + " (Slurm says failed, exit code 127:0)");
    }

    @Test
    void aDamagedImageASharedMemoryAndABrokenModelAreToldApart() {
        assertThat(explain(
                        "127:0",
                        "FATAL:   While checking container encryption: could not open image /a/x.sif: image format not"
                                + " recognized"))
                .startsWith("The image's SIF file is damaged");
        assertThat(explain("1:0", "torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB"))
                .startsWith("The model does not fit into the GPU's memory");
        assertThat(explain("1:0", "gguf_init_from_file_impl: invalid magic characters: 'abcd', expected 'GGUF'"))
                .startsWith("The model's file is damaged");
    }

    @Test
    void aPortThatWasTakenAGatedModelAndAWrongArgumentHaveTheirRemedies() {
        assertThat(explain("1:0", "OSError: [Errno 98] Address already in use")).contains("launch the service again");
        assertThat(explain("1:0", "huggingface_hub.errors.GatedRepoError: 401 Client Error"))
                .contains("download the model again with a token");
        assertThat(explain("2:0", "vllm: error: unrecognized arguments: --nope"))
                .contains("correct the engine arguments");
    }

    @Test
    void withoutASignInTheLogItsLastLineIsShown() {
        String log = """
                loading
                something odd happened
                INFO:    Cleaning up image...
                W srv    operator(): unauthorized: Invalid API Key
                """;
        assertThat(explain("1:0", log))
                .isEqualTo("The engine ended with an error (Slurm says failed, exit code 1:0)."
                        + " Its last line: something odd happened");
        assertThat(explain("127:0", ""))
                .isEqualTo(
                        "Apptainer could not start the container (Slurm says failed, exit code 127:0). It left no log.");
    }

    @Test
    void whatSlurmKnowsByItselfNeedsNoLog() {
        assertThat(FailureWords.explain(Jobs.job(JobState.OUT_OF_MEMORY, "0:125"), "CUDA out of memory"))
                .contains("main memory");
        assertThat(FailureWords.explain(Jobs.job(JobState.NODE_FAIL, ""), "")).contains("node gpu1 failed");
        assertThat(FailureWords.explain(Jobs.job(JobState.TIMEOUT, "0:0"), "")).contains("longer time");
    }

    @Test
    void everyStateHasASentence() {
        for (JobState state : JobState.values()) {
            assertThat(FailureWords.explain(Jobs.job(state, ""), "")).isNotBlank();
        }
    }

    private static String explain(String exitCode, String log) {
        return FailureWords.explain(Jobs.job(JobState.FAILED, exitCode), log);
    }
}
