package org.blackfish.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.blackfish.problem.InvalidInput;
import org.junit.jupiter.api.Test;

class PublicationTest {
    private final Publication going =
            new Publication(new UUID(0, 1), "p", "ns/m", false, Publication.State.RUNNING, 5, 10, Instant.EPOCH, "");

    @Test
    void whateverEndsItIsSaidAndEndsIt() {
        Publication refused = going.failed(new InvalidInput("folder", "The folder is closed."));
        assertThat(refused.state()).isEqualTo(Publication.State.FAILED);
        assertThat(refused.sentence())
                .isEqualTo("The folder is closed. Nothing of it is in use there; publish it again to go on.");
        Publication broken = going.failed(new IllegalStateException("no\nidea"));
        assertThat(broken.state()).isEqualTo(Publication.State.FAILED);
        assertThat(broken.bytesDone()).isEqualTo(5);
        assertThat(broken.sentence())
                .isEqualTo("Blackfish itself failed: java.lang.IllegalStateException: no?idea. Nothing of it is in use"
                        + " there; publish it again to go on.");
    }
}
