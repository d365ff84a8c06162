package org.blackfish.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.blackfish.settings.Polling;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class WatchTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Polling FAST = polling(40, 400, 4_000);
    private static final Polling HOURLY = polling(3_600_000, 3_600_000, 3_600_000);

    private final List<QueueAnswer> told = new CopyOnWriteArrayList<>();
    private final List<Watch> watches = new ArrayList<>();

    private static Polling polling(long starting, long active, long steady) {
        return new Polling(
                Duration.ofMillis(starting),
                Duration.ofMillis(active),
                Duration.ofMillis(steady),
                Duration.ofMillis(100),
                0.2);
    }

    @AfterEach
    void close() {
        watches.forEach(Watch::close);
    }

    @Test
    void nothingIsAskedBeforeSomethingIsNeeded() throws InterruptedException {
        FakeScheduler scheduler = new FakeScheduler(WatchTest::empty);
        watch(scheduler, FAST);
        assertThat(new CountDownLatch(1).await(200, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(scheduler.looks).isEmpty();
    }

    @Test
    void aNeedIsMetAtOnceAndThenAtItsCadence() {
        FakeScheduler scheduler = new FakeScheduler(WatchTest::empty);
        watch(scheduler, FAST).need(Need.WATCHED_START);
        Eventually.within(SOON, "ten looks", () -> scheduler.looks.size() >= 10);
        assertThat(gaps(scheduler.looks)).allSatisfy(gap -> assertThat(gap).isGreaterThanOrEqualTo(32));
    }

    @Test
    void aRisingNeedShortensTheWaitButNeverBelowItsOwnCadence() {
        FakeScheduler scheduler = new FakeScheduler(WatchTest::empty);
        Watch watch = watch(scheduler, polling(300, 3_600_000, 3_600_000));
        watch.need(Need.STEADY);
        Eventually.within(SOON, "the first look", () -> told.size() == 1);
        watch.need(Need.WATCHED_START);
        Eventually.within(SOON, "the second look", () -> told.size() >= 2);
        assertThat(gaps(scheduler.looks)).allSatisfy(gap -> assertThat(gap).isGreaterThanOrEqualTo(240));
    }

    @Test
    void statingTheSameNeedAgainAndAgainCausesNoLook() {
        FakeScheduler scheduler = new FakeScheduler(WatchTest::empty);
        Watch watch = watch(scheduler, HOURLY);
        for (int i = 0; i < 1000; i++) {
            watch.need(i % 2 == 0 ? Need.WATCHED_START : Need.NONE);
        }
        watch.need(Need.WATCHED_START);
        Eventually.within(SOON, "the one look", () -> told.size() == 1);
        assertThat(scheduler.looks).hasSize(1);
    }

    @Test
    void aFailedLookIsToldAndLeavesTheLastGoodOneInPlace() {
        AtomicBoolean broken = new AtomicBoolean();
        Watch watch =
                watch(new FakeScheduler(at -> broken.get() ? new NoAnswer(at, "slurmctld is away") : empty(at)), FAST);
        watch.need(Need.WATCHED_START);
        Eventually.within(SOON, "a good look", () -> watch.lastGood().isPresent());
        broken.set(true);
        Eventually.within(SOON, "a failed look", () -> watch.latest().orElseThrow() instanceof NoAnswer);
        assertThat(watch.lastGood()).isPresent();
        assertThat(told).anyMatch(NoAnswer.class::isInstance);
    }

    @Test
    void aListenerThatThrowsDoesNotEndTheLooking() {
        FakeScheduler scheduler = new FakeScheduler(WatchTest::empty);
        Watch watch = new Watch(scheduler, FAST, answer -> {
            throw new IllegalStateException("made by a test");
        });
        watches.add(watch);
        watch.start();
        watch.need(Need.WATCHED_START);
        Eventually.within(SOON, "three looks", () -> scheduler.looks.size() >= 3);
    }

    @Test
    void callersAtTheSameTimeShareOneLook() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        FakeScheduler scheduler = new FakeScheduler(at -> {
            asked.countDown();
            awaitQuietly(go);
            return empty(at);
        });
        Watch watch = watch(scheduler, HOURLY);
        Set<QueueAnswer> answers = Collections.synchronizedSet(new HashSet<>());
        List<Thread> callers = new ArrayList<>();
        callers.add(Thread.ofPlatform().start(() -> answers.add(watch.lookNow())));
        asked.await();
        for (int i = 0; i < 5; i++) {
            callers.add(Thread.ofPlatform().start(() -> answers.add(watch.lookNow())));
        }
        Eventually.within(
                SOON,
                "five callers in the queue for an answer",
                () -> callers.stream().skip(1).allMatch(caller -> caller.getState() == Thread.State.WAITING));
        go.countDown();
        for (Thread caller : callers) {
            caller.join();
        }
        // The five came after the first question was asked, so that they need a second one, but only one.
        assertThat(scheduler.looks).hasSize(2);
        assertThat(answers).hasSize(2);
    }

    @Test
    void anExtraLookPostponesTheRegularOne() {
        FakeScheduler scheduler = new FakeScheduler(WatchTest::empty);
        Watch watch = watch(scheduler, HOURLY);
        assertThat(watch.lookNow()).isInstanceOf(Queue.class);
        watch.need(Need.STEADY);
        assertThat(watch.latest()).isPresent();
        assertThat(scheduler.looks).hasSize(1);
    }

    @Test
    void afterCloseNobodyIsToldAnything() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Watch watch = watch(
                new FakeScheduler(at -> {
                    asked.countDown();
                    awaitQuietly(go);
                    return empty(at);
                }),
                FAST);
        watch.need(Need.WATCHED_START);
        asked.await();
        watch.close();
        go.countDown();
        assertThat(watch.lookNow()).isInstanceOf(Queue.class);
        assertThat(told).isEmpty();
    }

    private Watch watch(Scheduler scheduler, Polling polling) {
        Watch watch = new Watch(scheduler, polling, told::add);
        watches.add(watch);
        watch.start();
        return watch;
    }

    private static QueueAnswer empty(Instant at) {
        return new Queue(at, List.of());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        boolean open = false;
        while (!open) {
            try {
                open = latch.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                // Closing interrupts the question; this fake, like a slow Slurm, answers when it likes.
                open = false;
            }
        }
    }

    /** Milliseconds between one look and the next. */
    private static List<Long> gaps(List<Long> looks) {
        List<Long> gaps = new ArrayList<>();
        for (int i = 1; i < looks.size(); i++) {
            gaps.add((looks.get(i) - looks.get(i - 1)) / 1_000_000);
        }
        return gaps;
    }
}
