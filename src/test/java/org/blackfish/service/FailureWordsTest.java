package org.blackfish.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.blackfish.cluster.JobState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    /** The engines' own sentences, from their sources; the rest of each line is invented. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "llama_model_load: error loading model: error loading model architecture: unknown model architecture: 'x9'|"
                        + " does not know this kind of model",
                "ValueError: Model architectures ['X9ForCausalLM'] are not supported for now.| newer image",
                "ValueError: User-specified max_model_len (99999) is greater than the derived max_model_len (8192)|"
                        + " give a smaller one",
                "ValueError: To serve at least one request with the models's max seq len (131072), 16.0 GiB KV cache is"
                        + " needed, which is larger than the available KV cache memory (2.1 GiB).| give a smaller one",
                "llama_init_from_model: failed to initialize the context: failed to allocate| give a smaller one",
                "OSError: You are trying to access a gated repo. Cannot access gated repo for url x| accept its licence",
                "huggingface_hub.errors.LocalEntryNotFoundError: Cannot find it| incomplete download",
                "ModuleNotFoundError: No module named 'flash_attn'| A library is missing",
                "/app/llama-server: error while loading shared libraries: libgomp.so.1: cannot open| A library is missing",
                "ImportError: libcuda.so.1: cannot open shared object file| found no GPU",
                "RuntimeError: No CUDA GPUs are available| choose a tier with GPUs",
                "ValueError: Free memory on device (3.1/39.4 GiB) on startup is less than desired GPU memory utilization|"
                        + " larger GPUs",
                "ggml_backend_cpu_buffer_type_alloc_buffer: failed to allocate buffer of size 99| more main memory",
                "terminate called after throwing an instance of 'std::bad_alloc'| more main memory",
                "ValueError: Total number of attention heads (14) must be divisible by tensor parallel size (4).|"
                        + " another number"
            })
    void eachCauseThatTheLogShowsHasItsRemedy(String log, String remedy) {
        assertThat(explain("1:0", log)).contains(remedy.strip()).doesNotContain("Its last line");
    }

    @Test
    void theArgumentsThatAnEnginePrintsAreNoCause() {
        assertThat(explain("1:0", "INFO non-default args: {'max_model_len': 4096, 'trust_remote_code': False}"))
                .contains("Its last line");
    }

    @Test
    void onlyTheLastAttemptOfARequeuedJobExplainsItsEnd() {
        String log = """
                blackfish: attempt 1 begins on node gpu1
                torch.OutOfMemoryError: CUDA out of memory
                blackfish: attempt 2 begins on node gpu2
                something odd happened
                """;
        assertThat(explain("1:0", log)).endsWith("Its last line: something odd happened");
        assertThat(explain("1:0", "blackfish: attempt 1 begins on node gpu1\n")).endsWith("It left no log.");
    }

    @Test
    void whatWasSaidLastIsTheCause() {
        assertThat(explain("1:0", "RuntimeError: Found no NVIDIA driver\nValueError: has no vLLM implementation\n"))
                .startsWith("The engine does not know this kind of model");
    }

    @Test
    void anEngineThatServedIsNotExplainedByItsStartARequestOrItsFarewell() {
        String served = """
                No CUDA GPUs are available
                INFO:     Application startup complete.
                ValueError: This model's maximum model length is 8192
                RuntimeError: Found no NVIDIA driver
                bye
                """;
        assertThat(explain("1:0", served)).endsWith("Its last line: bye");
        assertThat(explain("1:0", served + "torch.OutOfMemoryError: CUDA out of memory\n"))
                .startsWith("The model does not fit into the GPU's memory");
        assertThat(FailureWords.explain(
                        Jobs.job(JobState.FAILED, "1:0"),
                        LastAttempt.in("maximum model length\nfrom a log without its beginning", false)))
                .endsWith("Its last line: from a log without its beginning");
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
        assertThat(FailureWords.explain(
                        Jobs.job(JobState.OUT_OF_MEMORY, "0:125"), LastAttempt.in("CUDA out of memory", true)))
                .contains("main memory");
        assertThat(FailureWords.explain(Jobs.job(JobState.NODE_FAIL, ""), LastAttempt.NONE))
                .contains("node gpu1 failed");
        assertThat(FailureWords.explain(Jobs.job(JobState.TIMEOUT, "0:0"), LastAttempt.NONE))
                .contains("longer time");
    }

    @Test
    void everyStateHasASentence() {
        for (JobState state : JobState.values()) {
            assertThat(FailureWords.explain(Jobs.job(state, ""), LastAttempt.NONE))
                    .isNotBlank();
        }
    }

    private static String explain(String exitCode, String log) {
        return FailureWords.explain(Jobs.job(JobState.FAILED, exitCode), LastAttempt.in(log, true));
    }
}
