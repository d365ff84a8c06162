package org.blackfish.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.blackfish.problem.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineRulesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--host",
                "--host=0.0.0.0",
                "--hos",
                "--served_model_name",
                "--served-model-name=x",
                "--middleware",
                "--config=/tmp/c.yaml",
                "--model",
                "--ssl_keyfile=k",
                "--root-path",
                "--uds"
            })
    void whatBlackfishSetsForVllmIsRefusedInEverySpelling(String argument) {
        assertThat(wrong(new Vllm(), argument)).contains("is set by Blackfish; leave it out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-m", "--model", "--host", "-hf", "--path", "--ssl_key_file", "--alias", "--api-prefix"})
    void whatBlackfishSetsForLlamaCppIsRefused(String argument) {
        assertThat(wrong(new LlamaCpp(), argument)).contains("is set by Blackfish; leave it out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--max-model-len", "--seed", "8192", "--hf-overrides.rope", "-O3", "--", "a.b=c"})
    void otherArgumentsAreTheUsersOwn(String argument) {
        assertThat(wrongs(new Vllm(), EngineOptions.of(List.of(argument), Map.of(), false)))
                .isEmpty();
    }

    @Test
    void secretsAreRefusedWithWhereTheyBelong() {
        assertThat(wrong(new Vllm(), "--api_key=abc"))
                .contains("give the key as api_key")
                .doesNotContain("abc");
        assertThat(wrong(new Vllm(), "--hf-token")).contains("models are read from disk");
        assertThat(wrong(new LlamaCpp(), "--api-key-file")).contains("give the key as api_key");
    }

    @Test
    void codeOfTheRepositoryNeedsItsOwnWordAndVllm() {
        assertThat(wrong(new Vllm(), "--trust-remote-code"))
                .contains("runs Python code that comes with the model", "trust_remote_code: true");
        assertThat(wrong(new Vllm(), "--trust_remote")).contains("trust_remote_code: true");
        EngineOptions trusting = EngineOptions.of(List.of(), Map.of(), true);
        assertThat(wrongs(new Vllm(), trusting)).isEmpty();
        assertThat(wrongs(new LlamaCpp(), trusting).get("trust_remote_code")).contains("runs with llama.cpp");
    }

    @Test
    void anArgumentIsOneShortLine() {
        assertThat(wrong(new Vllm(), "--a\nb")).contains("\"--a?b\"", "one short text");
        assertThat(wrong(new Vllm(), "x".repeat(9000))).contains("8192 characters");
        assertThat(wrongs(new Vllm(), EngineOptions.of(java.util.Collections.nCopies(201, "-v"), Map.of(), false))
                        .get("engine_args"))
                .contains("201 engine arguments");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HF_TOKEN", "VLLM_API_KEY", "llama_api_key", "DB_PASSWORD", "AWS_SECRET_ACCESS_KEY"})
    void variablesThatLookLikeSecretsAreRefused(String name) {
        assertThat(variable(name, "v-a-l-u-e"))
                .contains(name, "looks like a secret")
                .doesNotContain("v-a-l-u-e");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HF_HUB_OFFLINE", "LLAMA_ARG_HOST", "APPTAINERENV_X", "PYTHONPATH", "BLACKFISH_X"})
    void variablesThatAreOursAreRefused(String name) {
        assertThat(variable(name, "1")).contains(name, "is set by Blackfish");
    }

    @Test
    void variablesNeedNamesAndOneLine() {
        assertThat(variable("A-B", "1")).contains("\"A-B\"", "letters, digits and underscores");
        assertThat(variable("1A", "1")).contains("the first no digit");
        assertThat(variable("A", "1\n2")).contains("The value of A", "one short line");
        assertThat(wrongs(
                        new Vllm(),
                        EngineOptions.of(
                                List.of(), Map.of("TOKENIZERS_PARALLELISM", "false", "OMP_NUM_THREADS", "4"), false)))
                .isEmpty();
    }

    private static String wrong(Recipe recipe, String argument) {
        return String.valueOf(wrongs(recipe, EngineOptions.of(List.of("--seed", argument), Map.of(), false))
                .get("engine_args"));
    }

    private static String variable(String name, String value) {
        return String.valueOf(wrongs(new Vllm(), EngineOptions.of(List.of(), Map.of(name, value), false))
                .get("env"));
    }

    private static Map<String, String> wrongs(Recipe recipe, EngineOptions options) {
        WrongFields wrong = new WrongFields();
        EngineRules.check(options, wrong);
        EngineRules.check(recipe, options, wrong);
        InvalidInput refusal = catchThrowableOfType(InvalidInput.class, wrong::complain);
        return refusal == null ? Map.of() : refusal.fields();
    }
}
