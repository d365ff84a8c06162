package org.blackfish.cluster;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A scheduler whose queue answers as the test says, and that keeps the times of the looks. */
class FakeScheduler implements Scheduler {
    final List<Long> looks = new CopyOnWriteArrayList<>();

    private final Function<Instant, QueueAnswer> queue;

    FakeScheduler(Function<Instant, QueueAnswer> queue) {
        this.queue = queue;
    }

    @Override
    public QueueAnswer queue() {
        looks.add(System.nanoTime());
        return queue.apply(Instant.now());
    }

    @Override
    public JobId submit(Submission submission) {
        throw new UnsupportedOperationException();
    }

    @Override
    public JobReport accounting(@Nullable JobId id, Path workDirectory, Instant since) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void signal(JobId id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void cancel(JobId id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String testOnly(String script) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ClusterStatus status() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<NodeGroup> nodes() {
        throw new UnsupportedOperationException();
    }
}
