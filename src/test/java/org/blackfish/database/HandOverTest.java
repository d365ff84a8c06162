package org.blackfish.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HandOverTest {
    @Test
    void anEndInOrderThatHangsIsFollowedByOneByForce() throws Exception {
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch forced = new CountDownLatch(1);
        HandOver.begin(Duration.ofMillis(50), () -> await(hangs), forced::countDown);
        assertThat(forced.await(10, TimeUnit.SECONDS)).isTrue();
        hangs.countDown();
    }

    @Test
    void aHangingHookDoesNotKeepAServerThatWasAskedToHandOver() throws Exception {
        Process server = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HangingServer.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(server.exitValue()).isEqualTo(75);
        } finally {
            server.destroyForcibly();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends as a server does that was asked for its data, except that its hook never comes back. */
    static final class HangingServer {
        private HangingServer() {}

        public static void main(String[] arguments) {
            Runtime runtime = Runtime.getRuntime();
            runtime.addShutdownHook(new Thread(() -> await(new CountDownLatch(1))));
            HandOver.begin(Duration.ofMillis(200), () -> runtime.exit(0), () -> runtime.halt(75));
        }
    }
}
