package org.blackfish.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.UUID;
import org.blackfish.problem.UnknownItem;
import org.junit.jupiter.api.Test;

class PublicationListTest {
    private static final UUID MODEL = new UUID(0, 1);

    private final PublicationList list = new PublicationList();
    private final Publication going = begun(MODEL, Instant.EPOCH);

    private static Publication begun(UUID model, Instant at) {
        return new Publication(model, "p", "ns/m", false, Publication.State.RUNNING, 5, 10, at, "");
    }

    @Test
    void whatIsOverIsTakenOffWithoutAskingWhoIsAdminAndWhatGoesOnStays() {
        list.put(going);
        list.forget(MODEL);
        assertThat(list.of("p")).containsExactly(going);
        list.put(going.ended(Publication.State.DONE, "It is there."));
        list.forget(MODEL);
        assertThat(list.of("p")).isEmpty();
        assertThatThrownBy(() -> list.forget(MODEL))
                .isInstanceOf(UnknownItem.class)
                .hasMessage("This model is not being published by this server.");
    }

    @Test
    void theNewestIsFirstAndWhatIsOverMakesNoProgress() {
        Publication later = begun(new UUID(0, 2), Instant.EPOCH.plusSeconds(1));
        list.put(going);
        list.put(later);
        list.at(MODEL, 7);
        assertThat(list.of("p")).containsExactly(later, going.at(7));
        assertThat(list.of("q")).isEmpty();
        Publication done = going.ended(Publication.State.DONE, "");
        list.put(done);
        list.at(MODEL, 8);
        assertThat(list.get(MODEL)).isEqualTo(done);
    }
}
