package org.blackfish.app;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.util.Optional;

/**
 * The heap of the serial collector at one moment.
 *
 * @param collections young collections so far: without a new one less was asked for than the young generation holds
 * @param old bytes in the old generation
 * @param kept bytes that its last full collection left there; 0 before the first
 */
record HeapSight(long collections, long old, long kept) {
    /** What is worth a stop of a tenth of a second. */
    static final long WORTHWHILE = 12L << 20;

    /** Empty under another collector, which has ways of its own. */
    static Optional<HeapSight> now() {
        Optional<Long> young = ManagementFactory.getGarbageCollectorMXBeans().stream()
                .filter(collector -> collector.getName().equals("Copy"))
                .map(GarbageCollectorMXBean::getCollectionCount)
                .findFirst();
        Optional<MemoryPoolMXBean> tenured = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().equals("Tenured Gen"))
                .findFirst();
        return young.flatMap(count -> tenured.map(pool -> new HeapSight(
                count, pool.getUsage().getUsed(), pool.getCollectionUsage().getUsed())));
    }

    /** Whether hardly anything happened since {@code earlier} and much may be given back. */
    boolean wantsCollection(HeapSight earlier) {
        return collections == earlier.collections && old - kept > WORTHWHILE;
    }
}
