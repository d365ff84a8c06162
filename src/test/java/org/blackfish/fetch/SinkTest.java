package org.blackfish.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SinkTest {
    @Test
    @Timeout(20)
    void bytesThatWaitForTheirTurnAreNoSilenceOfTheHub() throws Exception {
        CountDownLatch taking = new CountDownLatch(1);
        CountDownLatch turn = new CountDownLatch(1);
        Sink sink = new Sink() {
            @Override
            void take(List<ByteBuffer> bytes) throws InterruptedException {
                taking.countDown();
                turn.await();
            }

            @Override
            byte[] whole() {
                return new byte[0];
            }
        };
        assertThat(sink.silence(inAnHour())).isPositive();
        Thread body = Thread.ofVirtual().start(() -> sink.onNext(List.of()));
        taking.await();
        assertThat(sink.silence(inAnHour())).isZero();
        turn.countDown();
        body.join();
        assertThat(sink.silence(inAnHour())).isPositive();
    }

    private static long inAnHour() {
        return System.nanoTime() + TimeUnit.HOURS.toNanos(1);
    }
}
