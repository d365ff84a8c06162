package org.blackfish.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.blackfish.service.Traffic;
import org.jspecify.annotations.Nullable;

/**
 * Gives memory back to a shared node in quiet moments. A full collection stops everything for a tenth of a second or more, so it
 * is better run while no call is under way than when the heap happens to be full.
 */
@ApplicationScoped
public class HeapCare {
    private static final Duration EVERY = Duration.ofSeconds(3);

    private final Traffic traffic;
    private final Supplier<Optional<HeapSight>> sight;
    private final Runnable collect;
    private final AtomicReference<@Nullable Thread> looking = new AtomicReference<>();
    private final AtomicReference<@Nullable HeapSight> last = new AtomicReference<>();

    @Inject
    HeapCare(Traffic traffic) {
        this(traffic, HeapSight::now, System::gc);
    }

    HeapCare(Traffic traffic, Supplier<Optional<HeapSight>> sight, Runnable collect) {
        this.traffic = traffic;
        this.sight = sight;
        this.collect = collect;
    }

    /** Looks every 3 s from now on. */
    void start() {
        looking.set(Thread.ofVirtual().name("heap-care").start(() -> {
            try {
                while (true) {
                    Thread.sleep(EVERY);
                    look();
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }));
    }

    void stop() {
        Thread thread = looking.getAndSet(null);
        if (thread != null) {
            thread.interrupt();
        }
    }

    void look() {
        HeapSight now = sight.get().orElse(null);
        HeapSight before = last.getAndSet(now);
        if (now != null && before != null && traffic.open() == 0 && now.wantsCollection(before)) {
            collect.run();
        }
    }
}
