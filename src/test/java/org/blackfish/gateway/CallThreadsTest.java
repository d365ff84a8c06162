package org.blackfish.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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

    /** Whether the call, which lasts until all may go, runs on a virtual thread. */
    private boolean longCall(CallThreads threads) throws Exception {
        CompletableFuture<Boolean> virtual = new CompletableFuture<>();
        threads.execute(() -> {
            virtual.complete(Thread.currentThread().isVirtual());
            try {
                answered.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        return virtual.get(10, TimeUnit.SECONDS);
    }
}
