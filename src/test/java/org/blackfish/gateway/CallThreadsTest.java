package org.blackfish.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallThreadsTest {
    private final CountDownLatch answered = new CountDownLatch(1);

    @AfterEach
    void letAllGo() {
        answered.countDown();
    }

    @Test
    void theFirstHundredCallsHaveThreadsOfTheSystemAndOthersVirtualOnes() throws Exception {
        try (CallThreads threads = new CallThreads()) {
            for (int call = 1; call <= CallThreads.OF_THE_SYSTEM; call++) {
                assertThat(longCall(threads)).as("call %d", call).isFalse();
            }
            assertThat(longCall(threads)).as("one call more").isTrue();
        }
    }

    @Test
    void aCallIsServedWhereTheSystemGivesNoThread() throws Exception {
        try (CallThreads threads = new CallThreads(call -> {
            throw new OutOfMemoryError("unable to create native thread");
        })) {
            assertThat(longCall(threads)).isTrue();
        }
    }

    @Test
    void aCallThatComesWhileTheServerStopsIsStillServed() throws Exception {
        CallThreads threads = new CallThreads();
        threads.close();
        assertThat(longCall(threads)).isTrue();
    }

    @Test
    void everyCallLoadsClassesAsTheApplicationDoes() throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        ClassLoader application = new ClassLoader("application", before) {};
        Thread.currentThread().setContextClassLoader(application);
        try (CallThreads threads = new CallThreads()) {
            for (int call = 0; call <= CallThreads.OF_THE_SYSTEM; call++) {
                ClassLoader seen = longCall(threads, Thread::getContextClassLoader);
                assertThat(seen).isSameAs(application);
            }
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    /** Whether the call, which lasts until all may go, runs on a virtual thread. */
    private boolean longCall(CallThreads threads) throws Exception {
        return longCall(threads, Thread::isVirtual);
    }

    private <T> T longCall(CallThreads threads, Function<Thread, T> ask) throws Exception {
        CompletableFuture<T> said = new CompletableFuture<>();
        threads.execute(() -> {
            said.complete(ask.apply(Thread.currentThread()));
            try {
                answered.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        return said.get(10, TimeUnit.SECONDS);
    }
}
