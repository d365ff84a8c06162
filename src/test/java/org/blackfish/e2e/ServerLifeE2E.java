package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How the server starts, what it opens to whom, and what it leaves behind. */
class ServerLifeE2E {
    @Test
    void oneLoopbackPortIsOpenNothingAnswersWithoutATokenAndTheTokenIsNowhereToBeSeen() throws Exception {
        try (Server server = Server.startAtTheRoot()) {
            String listening = Testbed.run("ss", "-Hltnp");
            List<String> ours = listening
                    .lines()
                    .filter(line -> line.contains("pid=" + server.jvm() + ","))
                    .toList();
            assertThat(ours).hasSize(1);
            assertThat(ours.getFirst()).contains("127.0.0.1]:" + server.port());
            assertThat(listening).doesNotContain("\"postgres\"");
            // The question for a name is one for a moment.
            Testbed.await(
                    "no socket for datagrams stays",
                    () -> datagramSocketsOf(server).isEmpty());

            HttpClient stranger = HttpClient.newHttpClient();
            for (String path : List.of(
                    "/",
                    "/openapi",
                    "/metrics",
                    "/health",
                    "/health/ready",
                    "/api/openapi",
                    "/api/services",
                    "/v1/models",
                    "/services.xhtml",
                    "/application.wadl",
                    "/api/application.wadl",
                    "/asadmin",
                    "/WEB-INF/web.xml",
                    "/openapi-ui/",
                    "/management",
                    "/ejb",
                    "/api/nope")) {
                assertThat(ask(stranger, server, path).statusCode()).as(path).isIn(302, 303, 401, 403, 404);
            }
            HttpResponse<String> page = ask(stranger, server, "/sign-in.xhtml");
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().allValues("Set-Cookie")).isEmpty();
            assertThat(server.post("/api/live", "{}").body()).contains("POST is not offered here");
            assertThat(server.get("/api/nope").headers().firstValue("content-type"))
                    .hasValueSatisfying(type -> assertThat(type).contains("json"));
            noSecretIsInTheProcessListTheEnvironmentOrTheLog(server);
        }
    }

    /** Of all its processes, bound or not: nothing is announced on the network and nobody is waited for there. */
    private static List<String> datagramSocketsOf(Server server) {
        ProcessHandle jvm = ProcessHandle.of(server.jvm()).orElseThrow();
        List<String> owners = Machines.tree(jvm).stream()
                .map(process -> "pid=" + process.pid() + ",")
                .toList();
        return Testbed.run("ss", "-Hanpuw")
                .lines()
                .filter(line -> owners.stream().anyMatch(line::contains))
                .toList();
    }

    private static void noSecretIsInTheProcessListTheEnvironmentOrTheLog(Server server) throws Exception {
        String token = server.token();
        server.get("/api/services");
        assertThat(Testbed.run("ps", "axww", "-o", "args")).doesNotContain(token);
        assertThat(Files.readString(Path.of("/proc/" + server.jvm() + "/environ")))
                .doesNotContain(token);
        assertThat(server.log()).doesNotContain(token);
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(server.home().resolve("auth_token"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(server.home().resolve("logs/server.log"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aStoppedServerLeavesNoProcessNoTokenAndAFreeLease() {
        Server server = Server.startAtTheRoot();
        long jvm = server.jvm();
        server.close();
        assertThat(ProcessHandle.of(jvm)).isEmpty();
        assertThat(Testbed.run("ps", "axww", "-o", "args"))
                .doesNotContain(server.home().toString());
        assertThat(server.home().resolve("auth_token")).doesNotExist();
        assertThat(server.home().resolve("lease.1")).content().contains("state=free");
        assertThat(scratch(server)).isEmpty();
    }

    @Test
    void aKilledServerComesBackOverTheSameData() {
        try (Server server = Server.startAtTheRoot()) {
            String token = server.token();
            server.kill();
            server.restart();
            assertThat(server.token()).isNotEqualTo(token);
            assertThat(server.get("/api/services").statusCode()).isEqualTo(200);
            askEachProcess(server);
            server.awaitEnd();
            assertThat(server.home().resolve("auth_token")).doesNotExist();
            assertThat(scratch(server)).isEmpty();
        }
    }

    /** As a portal ends a job; the server itself hears it last, when its PostgreSQL is gone already. */
    private static void askEachProcess(Server server) {
        ProcessHandle jvm = ProcessHandle.of(server.jvm()).orElseThrow();
        List<ProcessHandle> database = jvm.descendants()
                .filter(process -> process.info().command().orElse("").endsWith("/postgres"))
                .toList();
        assertThat(database).isNotEmpty();
        database.forEach(ProcessHandle::destroy);
        Testbed.await("PostgreSQL has ended", () -> database.stream().noneMatch(ProcessHandle::isAlive));
        jvm.destroy();
    }

    @Test
    @Tag("heavy")
    void aSecondServerOverTheSameHomeIsToldWhoHoldsIt() throws Exception {
        try (Server server = Server.startAtTheRoot()) {
            ProcessBuilder second = new ProcessBuilder("ood-app/bin/blackfish-server", "--port", "18999", "--no-wait");
            Path run = Files.createTempDirectory(Testbed.prefix().resolve("scratch"), "run");
            Path says = run.resolve("says");
            second.environment()
                    .putAll(Map.of(
                            "BLACKFISH_HOME_DIR", server.home().toString(), "BLACKFISH_RUN_DIR", run.toString()));
            Process process = second.redirectErrorStream(true)
                    .redirectOutput(says.toFile())
                    .start();
            Testbed.await(
                    "the second server gives up",
                    Duration.ofSeconds(60),
                    () -> !process.isAlive(),
                    () -> Testbed.read(says));
            assertThat(process.exitValue()).isEqualTo(3);
            assertThat(Testbed.read(says))
                    .contains("are in use by the Blackfish server on")
                    .contains("(process " + server.jvm());
            assertThat(server.get("/api/services").statusCode()).isEqualTo(200);
        }
    }

    private static List<Path> scratch(Server server) {
        try (Stream<Path> paths = Files.list(Path.of(server.runDirectory()))) {
            return paths.filter(path -> path.getFileName().toString().startsWith("server."))
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static HttpResponse<String> ask(HttpClient stranger, Server server, String path) throws Exception {
        return stranger.send(
                HttpRequest.newBuilder(URI.create(server.address() + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
