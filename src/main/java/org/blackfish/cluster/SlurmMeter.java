package org.blackfish.cluster;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;

/** Counts the calls to Slurm of the last hour, by command. */
public class SlurmMeter {
    private static final Duration WINDOW = Duration.ofHours(1);

    private final InstantSource clock;
    private final Deque<Call> calls = new ArrayDeque<>();

    /** On the system's clock. */
    public SlurmMeter() {
        this(InstantSource.system());
    }

    public SlurmMeter(InstantSource clock) {
        this.clock = clock;
    }

    private record Call(Instant at, String command) {}

    /** Notes one call of this command, now. */
    public synchronized void count(String command) {
        forget();
        calls.addLast(new Call(clock.instant(), command));
    }

    /** Calls of the last hour by command name; commands not called are missing. */
    public synchronized Map<String, Integer> lastHour() {
        forget();
        Map<String, Integer> counts = new TreeMap<>();
        calls.forEach(call -> counts.merge(call.command(), 1, Integer::sum));
        return counts;
    }

    /** All calls of the last hour. */
    public synchronized int total() {
        forget();
        return calls.size();
    }

    private void forget() {
        Instant oldest = clock.instant().minus(WINDOW);
        while (!calls.isEmpty() && !calls.getFirst().at().isAfter(oldest)) {
            calls.removeFirst();
        }
    }
}
