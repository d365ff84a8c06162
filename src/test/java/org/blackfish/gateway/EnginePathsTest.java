package org.blackfish.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnginePathsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"/health", "/v1/models", "/v1/chat/completions", "/v1/responses/resp_1-2.3", "/v1/models/a%20b"})
    void theOpenAiPathsAndHealthAreOpen(String path) {
        assertThat(EnginePaths.allows("vllm", path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/v1",
                "/invocations",
                "/inference/v1/generate",
                "/tokenize",
                "/metrics",
                "/docs",
                "/scale_elastic_ep",
                "/healthy",
                "/health/",
                "/v2/rerank",
                "/V1/models",
                "/transcribe"
            })
    void everythingElseOfAnEngineIsClosed(String path) {
        assertThat(EnginePaths.allows("vllm", path)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/../invocations",
                "/v1/./../invocations",
                "/v1/..",
                "/v1//models",
                "/v1/%2e%2e/invocations",
                "/v1/.%2E/invocations",
                "/v1/..%2finvocations",
                "/v1/..%5Cinvocations",
                "/v1/x;/../../invocations",
                "/v1/%00",
                "/v1/%0d%0aX:1",
                "/v1/a b",
                "/v1/\u00e9",
                "/v1/\\..\\x",
                "//v1/models"
            })
    void aPathThatAnEngineCouldReadDifferentlyIsClosed(String path) {
        assertThat(EnginePaths.allows("vllm", path)).isFalse();
    }

    @Test
    void transcribeIsOpenForSpeechOnly() {
        assertThat(EnginePaths.allows("speech-recognition", "/transcribe")).isTrue();
        assertThat(EnginePaths.allows("llama.cpp", "/transcribe")).isFalse();
    }
}
