package org.blackfish.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandingTest {
    private static final String ONE = digest("1");
    private static final String TWO = digest("2");
    private static final String THREE = digest("3");

    private static String digest(String last) {
        return "sha256:" + "0".repeat(63) + last;
    }

    private static String filled(String text) {
        return text.replace("ONE", ONE)
                .replace("TWO", TWO)
                .replace("THREE", THREE)
                .replace("none", "");
    }

    @ParameterizedTest
    @CsvSource({
        // pinned image, pinned digest, pulled image, its digest, digest asked for
        "lab/engine:1, none, lab/engine:1, ONE, none, SAME",
        "lab/engine:1, none, lab/engine:1, none, none, SAME",
        "lab/engine:1, ONE, lab/engine:1, ONE, none, SAME",
        "lab/engine:1, ONE, lab/engine:1, TWO, ONE, SAME",
        "lab/engine:1, ONE, lab/engine:1, none, ONE, SAME",
        "lab/engine:1, ONE, lab/engine:1, none, none, UNKNOWN",
        "lab/engine:1, ONE, lab/engine:1, TWO, none, UNKNOWN",
        "lab/engine:1, ONE, lab/engine:1, ONE, TWO, SAME",
        "lab/engine:1, THREE, lab/engine:1, ONE, TWO, OTHER",
        "lab/engine:1, ONE, lab/engine:1, none, TWO, OTHER",
        "lab/engine:1, none, other/engine:1, ONE, none, OTHER",
        "lab/engine:1, ONE, quay.io/lab/engine:1, ONE, none, SAME",
        "lab/engine:1, ONE, mirror.lab/engine:1, TWO, ONE, SAME",
        "lab/engine:1, ONE, other/engine:1, TWO, none, OTHER",
        "lab/engine:1, none, docker.io/lab/engine:1, ONE, none, SAME",
        "docker.io/library/engine:1, none, engine:1, ONE, none, SAME",
        "lab/engine:1, none, no image, ONE, none, OTHER",
    })
    void aFileIsThePinnedImageByItsDigestElseByItsRepositoryAndTag(
            String image, String wanted, String pulled, String digest, String asked, Standing expected) {
        PinnedImage pin = new PinnedImage(
                ImageUse.LLAMA_CPP,
                ImageRef.parse(image),
                Optional.of(filled(wanted)).filter(text -> !text.isEmpty()).map(Digest::new),
                PinnedImage.BUILT_IN);
        ImageRecord record = new ImageRecord(pulled, filled(digest), filled(asked), "f", 1, "ada", Instant.EPOCH);
        assertThat(Standing.of(Optional.of(record), pin)).isEqualTo(expected);
        assertThat(Standing.of(Optional.empty(), pin)).isEqualTo(Standing.UNKNOWN);
        assertThat(ImageRecord.parse(record.text())).contains(record);
    }
}
