package org.blackfish.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.blackfish.problem.UnknownItem;
import org.blackfish.profile.ClosedHosts;
import org.blackfish.profile.LocalProfile;
import org.blackfish.profile.Profile;
import org.blackfish.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagesTest {
    private static final ImageRef VLLM = ImageRef.parse("vllm/vllm-openai:v0.26.0");

    @TempDir
    Path temporary;

    private final ClosedHosts hosts = new ClosedHosts();
    private final Images images =
            new Images(Settings.from(Map.of("BLACKFISH_TEXT_GENERATION_IMAGE", "x/llama.cpp_big:1")), hosts);

    private Profile profile() {
        return new LocalProfile("p", temporary.resolve("home"), temporary.resolve("cache"), true);
    }

    private Path put(String path) throws IOException {
        Path file = temporary.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "x");
    }

    @Test
    void theSharedImageIsTakenBeforeTheOwnOne() throws IOException {
        Path own = put("home/images/vllm-openai_v0.26.0.sif");
        assertThat(images.get(profile(), VLLM)).isEqualTo(own);
        Path shared = put("cache/images/vllm-openai_v0.26.0.sif");
        assertThat(images.get(profile(), VLLM)).isEqualTo(shared);
    }

    @Test
    void aMissingImageIsAnsweredWithThePathsAndTheCommand() throws IOException {
        put("home/images/other_1.sif");
        Path shared = temporary.resolve("cache/images/vllm-openai_v0.26.0.sif");
        Path own = temporary.resolve("home/images/vllm-openai_v0.26.0.sif");
        assertThatThrownBy(() -> images.get(profile(), VLLM))
                .isInstanceOf(UnknownItem.class)
                .hasMessage("The image vllm/vllm-openai:v0.26.0 is not staged: looked for " + shared + " and " + own
                        + ". To stage it run \"apptainer pull " + own + " docker://vllm/vllm-openai:v0.26.0\".");
        put("cache/images/other_1.sif");
        assertThatThrownBy(() -> images.get(profile(), VLLM))
                .hasMessageEndingWith("apptainer pull " + shared + " docker://vllm/vllm-openai:v0.26.0\".");
    }

    @Test
    void aFolderThatMayNotBeReadIsNamedAndNotTakenForEmpty() throws IOException {
        Path shared = put("cache/images/vllm-openai_v0.26.0.sif");
        Path folder = shared.resolveSibling("");
        Path own = put("home/images/other_1.sif").resolveSibling("vllm-openai_v0.26.0.sif");
        hosts.close(folder);
        assertThatThrownBy(() -> images.get(profile(), VLLM))
                .isInstanceOf(UnknownItem.class)
                .hasMessage("The image vllm/vllm-openai:v0.26.0 was not found: looked for " + shared + " and " + own
                        + ". "
                        + folder + " may not be read or written by this account. If the image lies there,"
                        + " ask its owner for read and execute access. To stage it run \"apptainer pull " + own
                        + " docker://vllm/vllm-openai:v0.26.0\".");
    }

    @Test
    void oneFolderForBothIsNamedOnce() {
        Profile same = new LocalProfile("p", temporary, temporary, true);
        assertThatThrownBy(() -> images.get(same, VLLM))
                .hasMessageContaining("looked for " + temporary.resolve("images/vllm-openai_v0.26.0.sif") + ". To");
    }

    @Test
    void stagedTagsAreListedNewestFirstAndOnce() throws IOException {
        put("cache/images/llama.cpp_server-b9.sif");
        put("cache/images/llama.cpp_server-b10.sif");
        put("home/images/llama.cpp_server-b10.sif");
        put("home/images/llama.cpp_a_b.sif");
        put("home/images/llama.cpp_.sif");
        put("home/images/llama.cpp_big_2.sif");
        put("home/images/other_1.sif");
        assertThat(images.tags(profile(), "ghcr.io/ggml-org/llama.cpp"))
                .containsExactly("server-b10", "server-b9", "a_b");
        assertThat(images.tags(profile(), "x/llama.cpp_big")).containsExactly("2");
        hosts.close(temporary.resolve("cache/images"));
        assertThat(images.tags(profile(), "llama.cpp")).containsExactly("server-b10", "a_b");
    }
}
