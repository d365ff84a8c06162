package org.blackfish.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.blackfish.tier.TierVersion;
import org.junit.jupiter.api.Test;

class TierChangeTest {
    @Test
    void theNewestVersionCanBePutInForceAgainAfterTheFileWasChangedByHand() {
        List<TierChange> changes = TierChange.of(List.of(version(2, "a: 2\n"), version(1, "a: 1\n")));
        assertThat(changes).extracting(change -> change.differsFrom("a: 3\n")).containsExactly(true, true);
        assertThat(changes).extracting(change -> change.differsFrom("a: 2\n")).containsExactly(false, true);
        assertThat(changes.getLast().difference()).contains("+a: 1");
    }

    private static TierVersion version(int number, String yaml) {
        return new TierVersion(number, "ada", "login1", Instant.EPOCH, "published", yaml);
    }
}
