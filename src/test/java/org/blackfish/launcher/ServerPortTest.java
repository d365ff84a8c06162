package org.blackfish.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code blackfish-server} up to the start of its JVM, with a Java that only plays the session that waits. */
class ServerPortTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void aHomeWhoseDataAnotherServerHolds() throws IOException {
        Path root = Files.createDirectories(folder.resolve("app/runtime/root"));
        Files.createFile(root.resolve("launch-micro.jar"));
        Files.createFile(root.resolve("slimmed"));
        try (ZipOutputStream war = new ZipOutputStream(Files.newOutputStream(folder.resolve("app/blackfish.war")))) {
            war.putNextEntry(new ZipEntry("WEB-INF/classes/org/blackfish/nothing"));
        }
        Files.createDirectories(folder.resolve("home"));
        Files.writeString(folder.resolve("home/lease.1"), "state=held\n");
        Files.createDirectories(folder.resolve("java"));
        Files.writeString(folder.resolve("java/release"), "JAVA_VERSION=\"21.0.1\"\n");
        // The launcher refuses to run as root, and tests may have to.
        Bash.program(folder.resolve("bin"), "id", "case $1 in -u) echo 1000 ;; *) exec /usr/bin/id \"$@\" ;; esac");
    }

    private Bash server(int port) {
        Map<String, String> environment = new HashMap<>(Bash.before(folder.resolve("bin")));
        environment.put("BLACKFISH_HOME_DIR", folder.resolve("home").toString());
        environment.put("BLACKFISH_RUN_DIR", folder.resolve("run").toString());
        environment.put("BLACKFISH_JAVA", folder.resolve("java").toString());
        environment.put("BLACKFISH_START_CACHE", "off");
        return Bash.run(
                environment,
                "exec ood-app/bin/blackfish-server --app \"$1/app\" --port \"$2\" --standing \"$1/standing\"",
                folder,
                port);
    }

    @Test
    void aPortThatAStrangerTookAtTheEndOfTheWaitIsFoundOutAndTheSessionDoesNotStandAnyMore() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Bash.program(
                folder.resolve("java/bin"),
                "java",
                "python3 -c '",
                "import socket, time",
                "stranger = socket.create_server((\"127.0.0.1\", " + port + "))",
                "print(\"taken\", flush=True)",
                "time.sleep(600)' >'" + folder + "/taken' 2>&1 4>&- &",
                "echo $! >'" + folder + "/stranger'",
                "until [ -s '" + folder + "/taken' ]; do sleep 0.05; done");
        Bash ended;
        try {
            ended = server(port);
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
            assertThat(server(stranger.getLocalPort()).status()).isEqualTo(1);
        }
        assertThat(folder.resolve("standing")).hasContent("starting\n");
    }

    @Test
    void aPortThatIsTakenAtTheStartIsSaidAtOnce() throws IOException {
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            assertThat(server(taken.getLocalPort()).said())
                    .contains("cannot be used on 127.0.0.1 (Address already in use)");
        }
        assertThat(folder.resolve("standing")).doesNotExist();
    }
}
