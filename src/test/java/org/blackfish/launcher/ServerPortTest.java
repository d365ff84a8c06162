package org.blackfish.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code blackfish-server} up to the start of its JVM, with a Java that only plays the session that waits. */
class ServerPortTest {
    @TempDir
    private Path folder;

    private PlayedServer played = new PlayedServer(Path.of("unset"));

    @BeforeEach
    void aHomeWhoseDataAnotherServerHolds() throws IOException {
        played = PlayedServer.in(folder);
        Files.writeString(folder.resolve("home/lease.1"), "state=held\n");
    }

    @Test
    void aPortThatAStrangerTookAtTheEndOfTheWaitIsFoundOutAndTheSessionDoesNotStandAnyMore() throws IOException {
        int port = PlayedServer.freePort();
        played.java(
                "python3 -c '",
                "import socket, time",
                "stranger = socket.create_server((\"127.0.0.1\", " + port + "))",
                "print(\"taken\", flush=True)",
                "time.sleep(600)' >'" + folder + "/taken' 2>&1 4>&- &",
                "echo $! >'" + folder + "/stranger'",
                "until [ -s '" + folder + "/taken' ]; do sleep 0.05; done");
        Bash ended;
        try {
            ended = played.run(port);
        } finally {
            long stranger =
                    Long.parseLong(Files.readString(folder.resolve("stranger")).strip());
            ProcessHandle.of(stranger).ifPresent(ProcessHandle::destroy);
        }
        assertThat(ended.said())
                .contains("blackfish-server: port " + port + " cannot be used on 127.0.0.1 (Address already in use); it"
                        + " is in use by another program");
        assertThat(ended.status()).isEqualTo(1);
        assertThat(folder.resolve("standing")).hasContent("starting\n");
    }

    @Test
    void aWordOfAnEarlierStartDoesNotStandForWhoeverHasThePort() throws IOException {
        Files.writeString(folder.resolve("standing"), "ready\n");
        try (ServerSocket stranger = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(played.run(stranger.getLocalPort()).status()).isEqualTo(1);
        }
        assertThat(folder.resolve("standing")).hasContent("starting\n");
    }

    @Test
    void aPortThatIsTakenAtTheStartIsSaidAtOnce() throws IOException {
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            assertThat(played.run(taken.getLocalPort()).said())
                    .contains("cannot be used on 127.0.0.1 (Address already in use)");
        }
        assertThat(folder.resolve("standing")).doesNotExist();
    }
}
