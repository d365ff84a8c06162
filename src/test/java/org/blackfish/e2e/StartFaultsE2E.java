package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Starts that meet each other or a fault, and an end while somebody listens. */
class StartFaultsE2E {
    /** Several servers start at once here, on a machine that has more to do. */
    private static final Duration LONGEST = Duration.ofMinutes(4);

    @Test
    void ofTwoStartsAtOnceOneServesTheOtherWaitsAndTheFirstEndsInTimeWithAStreamAndAnUploadOpen() throws Exception {
        Path home = scratch("home");
        Path run = scratch("run");
        try (Start one = Start.of(home, run, Map.of());
                Start other = Start.of(home, run, Map.of())) {
            Testbed.await(
                    "one answers and the other waits",
                    Duration.ofMinutes(3),
                    () -> (one.says("answers on") && other.says("waits on"))
                            || (other.says("answers on") && one.says("waits on")),
                    () -> one.all() + other.all());
            Start holder = one.says("answers on") ? one : other;
            String bearer = "Bearer " + Testbed.read(home.resolve("auth_token")).strip();
            HttpResponse<InputStream> stream = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + holder.port() + "/api/events"))
                                    .header("Authorization", bearer)
                                    .build(),
                            HttpResponse.BodyHandlers.ofInputStream());
            assertThat(stream.statusCode()).isEqualTo(200);
            Socket upload = upload(holder.port(), bearer);
            (one.says("answers on") ? other : one).close();
            assertThat(holder.process().isAlive()).isTrue();
            long begun = System.nanoTime();
            holder.process().destroy();
            assertThat(holder.awaitEnd(Duration.ofSeconds(60))).isZero();
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
            stream.body().close();
            upload.close();
        }
        assertThat(Testbed.run("ps", "axww", "-o", "args")).doesNotContain(home.toString());
    }

    /** One that the server has begun to read and that never goes on. */
    private static Socket upload(int port, String bearer) throws IOException {
        Socket upload = new Socket(InetAddress.getLoopbackAddress(), port);
        String head = "POST /api/services HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + bearer
                + "\r\nContent-Type: application/json\r\nContent-Length: 9000000\r\nExpect: 100-continue\r\n\r\n";
        upload.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        byte[] answer = upload.getInputStream().readNBytes("HTTP/1.1 100".length());
        assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 100");
        upload.getOutputStream().write('{');
        return upload;
    }

    @Test
    void aStartThatCannotSucceedSaysWhyAtOnceAndNobodyIsTakenForTheServerWithoutProof() throws Exception {
        Path duplicate = scratch("home");
        Files.writeString(
                duplicate.resolve("profiles.cfg"), "[default]\nschema = slurm\nhost = localhost\nhost = localhost\n");
        Path blocked = scratch("home");
        Files.createDirectories(blocked.resolve("auth_token/in-the-way"));
        Path unproven = scratch("home");
        try (Start misspelt = Start.of(scratch("home"), scratch("run"), Map.of("BLACKFISH_HOMEDIR", "/tmp"));
                Start twice = Start.of(duplicate, scratch("run"), Map.of());
                Start tokenless = Start.of(blocked, scratch("run"), Map.of());
                Start credulous = Start.of(unproven, scratch("run"), Map.of("PATH", brokenPython()))) {
            assertThat(misspelt.awaitEnd(LONGEST)).isEqualTo(1);
            assertThat(misspelt.all()).contains("There is no setting BLACKFISH_HOMEDIR; the settings are");
            assertThat(twice.awaitEnd(LONGEST)).isEqualTo(1);
            assertThat(twice.all()).contains("profiles.cfg").contains("host");
            assertThat(tokenless.awaitEnd(LONGEST)).isEqualTo(1);
            assertThat(tokenless.all()).contains("The token file " + blocked.resolve("auth_token"));
            Testbed.await(
                    "the launcher has asked for proof three times",
                    LONGEST,
                    () -> Files.exists(unproven.resolve("asked"))
                            && Testbed.read(unproven.resolve("asked")).length() > 2,
                    credulous::all);
            assertThat(credulous.all()).doesNotContain("answers on");
        }
    }

    /** A search path whose Python gives no proof, but counts how often it is asked for one. */
    private static String brokenPython() throws IOException {
        Path program = scratch("bin").resolve("python3");
        Files.writeString(program, """
            #!/bin/sh
            [ -n "$BLACKFISH_NONCE" ] || exec /usr/bin/python3 "$@"
            printf x >>"$BLACKFISH_HOME_DIR/asked"
            """);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return program.getParent() + ":" + System.getenv("PATH");
    }

    private static Path scratch(String kind) throws IOException {
        return Files.createTempDirectory(
                Files.createDirectories(Testbed.prefix().resolve("scratch")), kind);
    }

    /** One launcher, whatever becomes of it. */
    private record Start(Process process, Path log, int port) implements AutoCloseable {
        static Start of(Path home, Path run, Map<String, String> more) throws IOException {
            Server.prepare();
            int port = Testbed.freePort();
            ProcessBuilder builder = new ProcessBuilder(
                    "ood-app/bin/blackfish-server", "--app", "target", "--port", String.valueOf(port));
            builder.environment()
                    .putAll(Map.of(
                            "BLACKFISH_START_CACHE", "off",
                            "BLACKFISH_HOME_DIR", home.toString(),
                            "BLACKFISH_RUN_DIR", run.toString()));
            builder.environment().putAll(more);
            Path log = Files.createTempFile(run, "launcher", ".log");
            return new Start(
                    builder.redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start(),
                    log,
                    port);
        }

        String all() {
            return Testbed.read(log);
        }

        boolean says(String what) {
            return all().contains(what);
        }

        int awaitEnd(Duration longest) {
            Testbed.await("the launcher ends", longest, () -> !process.isAlive(), this::all);
            return process.exitValue();
        }

        @Override
        public void close() {
            process.destroy();
            awaitEnd(Duration.ofSeconds(60));
        }
    }
}
