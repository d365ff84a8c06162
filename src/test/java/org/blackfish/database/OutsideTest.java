package org.blackfish.database;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.blackfish.problem.WrongState;
import org.blackfish.settings.ExternalDatabase;
import org.blackfish.settings.Settings;
import org.junit.jupiter.api.Test;

class OutsideTest {
    private final ExternalDatabase database = Settings.from(
                    Map.of("BLACKFISH_DATABASE_URL", "postgresql://db.example.edu/blackfish"))
            .externalDatabase()
            .orElseThrow();

    @Test
    void anOlderMajorVersionIsRefusedWithTheOldestThatWillDo() {
        assertThatThrownBy(() -> Outside.check(database, 140_023, false))
                .isInstanceOf(WrongState.class)
                .hasMessageContaining("is kept by PostgreSQL 14; Blackfish needs PostgreSQL 15 or later");
        assertThatNoException().isThrownBy(() -> Outside.check(database, 150_000, false));
    }

    @Test
    void aReadOnlyCopyIsRefused() {
        assertThatThrownBy(() -> Outside.check(database, 180_000, true))
                .hasMessageContaining("is a read-only copy of another one; name the primary server");
    }
}
