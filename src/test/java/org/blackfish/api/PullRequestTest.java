package org.blackfish.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.blackfish.image.Digest;
import org.blackfish.image.ImagePlace;
import org.blackfish.image.ImageRef;
import org.blackfish.image.ImageUse;
import org.blackfish.image.PinnedImage;
import org.blackfish.image.PullOrder;
import org.blackfish.image.PullRules;
import org.blackfish.image.PullSite;
import org.blackfish.problem.InvalidInput;
import org.junit.jupiter.api.Test;

class PullRequestTest {
    private static final Digest DIGEST = new Digest("sha256:" + "a".repeat(64));
    private static final PinnedImage PIN =
            new PinnedImage(ImageUse.LLAMA_CPP, ImageRef.parse("lab/x:1"), Optional.of(DIGEST), "built-in");
    private static final PullRules RULES =
            new PullRules(PullSite.SLURM, Optional.<Path>empty(), Optional.empty(), Optional.empty(), 1, 1, 5);

    private static PullOrder order(String json) {
        JsonFields fields = new JsonFields(JsonBody.object(json.getBytes(StandardCharsets.UTF_8)));
        return new PullRequest(fields, List.of(PIN), RULES).order();
    }

    @Test
    void aUseStandsForItsPinAndTheSiteSaysWhere() {
        assertThat(order("{\"use\":\"llama_cpp\"}"))
                .isEqualTo(new PullOrder(
                        PIN.image(), Optional.of(DIGEST), ImagePlace.CACHE, PullSite.SLURM, Optional.empty(), false));
        assertThat(order("{\"image\":\"lab/x:1\"}").digest())
                .as("the site's digest counts for its image also by name")
                .contains(DIGEST);
        assertThat(order("{\"image\":\"lab/x:2\",\"where\":\"head-node\",\"place\":\"home\",\"replace\":true}"))
                .isEqualTo(new PullOrder(
                        ImageRef.parse("lab/x:2"),
                        Optional.empty(),
                        ImagePlace.HOME,
                        PullSite.HEAD_NODE,
                        Optional.empty(),
                        true));
    }

    @Test
    void everyWrongMemberIsNamedAtOnce() {
        assertThatThrownBy(() -> order("{\"image\":\"x\",\"place\":\"moon\",\"where\":\"there\",\"digest\":\"md5\","
                        + "\"partition\":\"a b\"}"))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("The image \"x\" has no tag")
                .hasMessageContaining("The place \"moon\" is none; give cache or home.")
                .hasMessageContaining("The where \"there\" is none; give head-node or slurm.")
                .hasMessageContaining("The digest \"md5\" is none")
                .hasMessageContaining("The partition \"a b\" is no partition's name.");
        assertThatThrownBy(() -> order("{}")).hasMessage("Give image as repository:tag, or use as one of llama_cpp.");
    }
}
