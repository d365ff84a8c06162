package org.blackfish.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowWriterTest {
    private static final List<Integer> THOUSANDS =
            IntStream.range(0, 12_345).boxed().toList();

    private final Set<Integer> written = ConcurrentHashMap.newKeySet();

    private Consumer<List<Integer>> refusing(int row, String state) {
        return rows -> {
            if (rows.contains(row)) {
                throw new IllegalStateException(new SQLException("not that one", state));
            }
            rows.forEach(one -> assertThat(written.add(one)).isTrue());
        };
    }

    @Test
    void thousandsAreAllWrittenEachOnce() {
        RowWriter.write(THOUSANDS, refusing(-1, ""));
        assertThat(written).containsExactlyInAnyOrderElementsOf(THOUSANDS);
    }

    @Test
    void theOneThatIsRefusedHidesNoOther() {
        RowWriter.write(THOUSANDS, refusing(7_000, "22P05"));
        assertThat(written).hasSize(THOUSANDS.size() - 1).doesNotContain(7_000);
    }

    @Test
    void aDatabaseThatIsAwayIsToldAsItself() {
        assertThatThrownBy(() -> RowWriter.write(THOUSANDS, refusing(7_000, "08006")))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not that one");
    }
}
