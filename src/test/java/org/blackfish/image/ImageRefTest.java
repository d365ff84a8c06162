package org.blackfish.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.blackfish.problem.InvalidInput;
import org.junit.jupiter.api.Test;

class ImageRefTest {
    private static void refused(String text, String sentence) {
        assertThatThrownBy(() -> ImageRef.parse(text))
                .isInstanceOf(InvalidInput.class)
                .hasMessage(sentence);
    }

    @Test
    void theSifIsNamedByLastSegmentAndTag() {
        assertThat(ImageRef.parse("ghcr.io/princeton-ddss/speech-recognition-inference:0.1.2")
                        .sifName())
                .isEqualTo("speech-recognition-inference_0.1.2.sif");
        assertThat(ImageRef.parse("ghcr.io/ggml-org/llama.cpp:server-b11549").sifName())
                .isEqualTo("llama.cpp_server-b11549.sif");
        assertThat(ImageRef.parse("debian:12")).isEqualTo(new ImageRef("debian", "12"));
    }

    @Test
    void aRegistryMayHaveAPort() {
        ImageRef image = ImageRef.parse("localhost:5000/team/x:1");
        assertThat(image).isEqualTo(new ImageRef("localhost:5000/team/x", "1"));
        assertThat(image.sifName()).isEqualTo("x_1.sif");
        assertThat(image).hasToString("localhost:5000/team/x:1");
    }

    @Test
    void aMissingTagIsToldWithAnExample() {
        String sentence = "The image \"%s\" has no tag; give repository:tag, such as vllm/vllm-openai:v0.26.0.";
        refused("vllm/vllm-openai", sentence.formatted("vllm/vllm-openai"));
        refused("localhost:5000/x", sentence.formatted("localhost:5000/x"));
        refused("", sentence.formatted(""));
    }

    @Test
    void aDigestIsRefused() {
        refused(
                "vllm/vllm-openai@sha256:abc",
                "The image \"vllm/vllm-openai@sha256:abc\" names a digest, for which no SIF file name is known; give"
                        + " repository:tag.");
    }

    @Test
    void whatCouldLeaveTheImagesFolderIsRefused() {
        for (String wrong :
                new String[] {"a/../b:1", "/etc/x:1", "a:../x", "a b:1", "a:1\nb", "x:", ":1", "a//../b:1"}) {
            assertThatThrownBy(() -> ImageRef.parse(wrong)).as(wrong).isInstanceOf(InvalidInput.class);
        }
        refused(
                "a b:1\n",
                "The image \"a b:1?\" is no image reference; give repository:tag, such as vllm/vllm-openai:v0.26.0.");
        assertThatThrownBy(() -> ImageRef.parse("x".repeat(300) + ":1"))
                .hasMessage("The image \"" + "x".repeat(80) + "…\" is no image reference; give repository:tag, such as"
                        + " vllm/vllm-openai:v0.26.0.");
    }
}
