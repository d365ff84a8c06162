package org.blackfish.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.blackfish.profile.ClosedHosts;
import org.blackfish.profile.LocalProfile;
import org.blackfish.profile.Profile;
import org.blackfish.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PinnedImagesTest {
    @TempDir
    Path cache;

    private final ClosedHosts hosts = new ClosedHosts();

    private Profile profile() {
        return new LocalProfile("p", cache, cache, true);
    }

    private PinnedImages pinned(Map<String, String> names) {
        return new PinnedImages(Settings.from(names), hosts);
    }

    private void site(String text) throws IOException {
        Files.writeString(cache.resolve("images.yaml"), text);
    }

    @Test
    void withoutASitesFileTheBuiltInPinsCount() {
        assertThat(pinned(Map.of()).all(profile()))
                .extracting(pin -> pin.use().key() + " " + pin.image() + " " + pin.source())
                .containsExactly(
                        "text_generation vllm/vllm-openai:v0.26.0 built-in",
                        "llama_cpp ghcr.io/ggml-org/llama.cpp:server-b11549 built-in",
                        "speech_recognition ghcr.io/princeton-ddss/speech-recognition-inference:0.2.1 built-in",
                        "tigerflow_ml ghcr.io/princeton-ddss/tigerflow-ml:0.2.0 built-in");
    }

    @Test
    void theSitesFileBeatsThemAndTheEnvironmentBeatsTheFile() throws IOException {
        site("images: {llama_cpp: 'site/llama:1', text_generation: 'site/vllm:1'}");
        PinnedImages pinned = pinned(Map.of("BLACKFISH_TEXT_GENERATION_IMAGE", "mine/vllm:2"));
        PinnedImage llama = pinned.get(profile(), ImageUse.LLAMA_CPP);
        assertThat(llama.image()).hasToString("site/llama:1");
        assertThat(llama.source()).isEqualTo(cache.resolve("images.yaml").toString());
        PinnedImage vllm = pinned.get(profile(), ImageUse.TEXT_GENERATION);
        assertThat(vllm.image()).hasToString("mine/vllm:2");
        assertThat(vllm.source()).isEqualTo("environment");
    }

    @Test
    void aChangedFileIsReadAgainAndWhatIsWrongInItIsToldWithItsPath() throws IOException {
        PinnedImages pinned = pinned(Map.of());
        assertThat(pinned.problems(profile())).isEmpty();
        site("images: {llama_cpp: nonsense}");
        assertThat(pinned.problems(profile()))
                .singleElement()
                .asString()
                .startsWith(cache.resolve("images.yaml") + ": images.llama_cpp: The image \"nonsense\" has no tag");
        site("images: {llama_cpp: 'site/llama:1'}");
        assertThat(pinned.problems(profile())).isEmpty();
        assertThat(pinned.get(profile(), ImageUse.LLAMA_CPP).image()).hasToString("site/llama:1");
        hosts.close(cache);
        assertThat(pinned.get(profile(), ImageUse.LLAMA_CPP).source()).isEqualTo("built-in");
    }
}
