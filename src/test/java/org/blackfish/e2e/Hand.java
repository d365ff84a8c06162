package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Asks {@code testbed/hand}, which is root, for what an administrator or a neighbour would do to the cluster. */
final class Hand {
    private static final AtomicLong NUMBERS = new AtomicLong(System.nanoTime());

    private Hand() {}

    /** Does {@code request}, in the words of {@code testbed/README.md}; returns what it printed and fails when it failed. */
    static String ask(String request) {
        Path folder = Testbed.prefix().resolve("hand");
        Testbed.await(
                "the administrator's hand is there; bin/test keeps one", () -> Files.exists(folder.resolve("ready")));
        String id = "t" + NUMBERS.incrementAndGet();
        try (OutputStream pipe = new FileOutputStream(folder.resolve("ask").toFile())) {
            pipe.write((id + " " + request + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Path answer = folder.resolve(id);
        Testbed.await(request, Duration.ofMinutes(11), () -> Files.exists(answer), () -> "");
        String said = Testbed.read(answer);
        assertThat(said).as(request).endsWith("exit 0\n");
        return said.substring(0, said.length() - "exit 0\n".length());
    }
}
