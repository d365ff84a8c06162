package org.blackfish.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.blackfish.service.Traffic;
import org.junit.jupiter.api.Test;

class HeapCareTest {
    private static final long MB = 1L << 20;

    private final Traffic traffic = new Traffic();

    /** How often it collected over looks that saw these. */
    private int collections(HeapSight... sights) {
        Queue<HeapSight> next = new ArrayDeque<>(List.of(sights));
        AtomicInteger collected = new AtomicInteger();
        HeapCare care = new HeapCare(traffic, () -> Optional.ofNullable(next.poll()), collected::incrementAndGet);
        for (int look = 0; look <= sights.length; look++) {
            care.look();
        }
        return collected.get();
    }

    @Test
    void whatAStartLeftBehindIsCollectedOnceNothingHappens() {
        HeapSight started = new HeapSight(120, 97 * MB, 0);
        assertThat(collections(new HeapSight(118, 95 * MB, 0), started, started))
                .isEqualTo(1);
        HeapSight collected = new HeapSight(120, 60 * MB, 60 * MB);
        assertThat(collections(started, started, collected, collected, collected))
                .isEqualTo(1);
    }

    @Test
    void nothingIsStoppedWhilePeopleWorkOrForLittle() {
        assertThat(collections(
                        new HeapSight(1, 90 * MB, 60 * MB),
                        new HeapSight(2, 91 * MB, 60 * MB),
                        new HeapSight(3, 92 * MB, 60 * MB)))
                .isZero();
        HeapSight tidy = new HeapSight(5, 72 * MB, 60 * MB);
        assertThat(collections(tidy, tidy)).isZero();
    }

    @Test
    void aCallUnderWayIsNotHeldUp() {
        UUID service = UUID.randomUUID();
        HeapSight full = new HeapSight(7, 200 * MB, 60 * MB);
        traffic.began(service);
        assertThat(collections(full, full, full)).isZero();
        traffic.ended(service);
        assertThat(collections(full, full)).isEqualTo(1);
    }

    @Test
    void anotherCollectorIsLeftAlone() {
        assertThat(collections()).isZero();
    }
}
