package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.fail;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One Blackfish as a user starts it, by the launcher, over a home of its own. */
final class Server implements AutoCloseable {
    /** Where a portal puts a server; its host has dots in it, as those of real sites have. */
    static final String PREFIX = "/node/node1.cluster.example/{port}";

    private static final Path TARGET = Path.of("target");
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Path home;
    private final Path run;
    private final int port;
    private final String basePath;
    private final Path app;
    private final Map<String, String> environment = new HashMap<>();
    private Process launcher;

    private Server(Path home, Path run, int port, String basePath, Map<String, String> more, Path app) {
        this.home = home;
        this.run = run;
        this.port = port;
        this.basePath = basePath.replace("{port}", String.valueOf(port));
        this.app = app;
        environment.put("BLACKFISH_START_CACHE", "off");
        environment.put("BLACKFISH_HOME_DIR", home.toString());
        environment.put("BLACKFISH_RUN_DIR", run.toString());
        environment.put("BLACKFISH_DEFAULT_CACHE_DIR", Testbed.cacheDirectory().toString());
        environment.put("BLACKFISH_POLL_STARTING", "1s");
        environment.put("BLACKFISH_POLL_ACTIVE", "1s");
        environment.put("BLACKFISH_POLL_STEADY", "2s");
        environment.put("BLACKFISH_POLL_SETTLE", "3s");
        environment.put("BLACKFISH_COMMAND_DEADLINE", "5s");
        environment.put("BLACKFISH_SUBMIT_WAIT", "8s");
        environment.putAll(more);
        launcher = launch();
    }

    /** Below a portal's prefix, as most users have it. */
    static Server start() {
        return start(PREFIX, Map.of());
    }

    static Server startAtTheRoot() {
        return start("", Map.of());
    }

    /** Starts and waits until it answers; {@code more} overrides settings of {@code docs/guide/settings.md}. */
    static Server start(String basePath, Map<String, String> more) {
        return start(basePath, more, TARGET);
    }

    /** As above, of another folder that holds the WAR and the runtime. */
    static Server start(String basePath, Map<String, String> more, Path app) {
        try {
            return start(Files.createTempDirectory(scratch(), "home"), basePath, more, app);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Another one with other settings and a home of its own, which nobody has waited for. */
    static Server startUnawaited(Map<String, String> more) {
        try {
            Path home = Files.createTempDirectory(scratch(), "home");
            return new Server(
                    home, Files.createTempDirectory(scratch(), "run"), Testbed.freePort(), PREFIX, more, TARGET);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same over a home of the caller's choice. */
    static Server startAt(Path home, Map<String, String> more) {
        return start(home, "", more, TARGET);
    }

    private static Path scratch() throws IOException {
        return Files.createDirectories(Testbed.prefix().resolve("scratch"));
    }

    private static Server start(Path home, String basePath, Map<String, String> more, Path app) {
        try {
            Path run = Files.createTempDirectory(scratch(), "run");
            Server server = new Server(Files.createDirectories(home), run, Testbed.freePort(), basePath, more, app);
            server.awaitReadyOrEnd();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path home() {
        return home;
    }

    String runDirectory() {
        return run.toString();
    }

    int port() {
        return port;
    }

    String address() {
        return "http://127.0.0.1:" + port + basePath;
    }

    /** What a program knows that knows host and port only. */
    String rootAddress() {
        return "http://127.0.0.1:" + port;
    }

    String basePath() {
        return basePath;
    }

    String token() {
        return Testbed.read(home.resolve("auth_token")).strip();
    }

    String log() {
        return Testbed.read(home.resolve("logs/server.log"));
    }

    String launcherSays() {
        return Testbed.read(run.resolve("launcher.log"));
    }

    long jvm() {
        return launcher.toHandle()
                .descendants()
                .filter(process -> process.info().command().orElse("").endsWith("/java"))
                .findFirst()
                .orElseThrow()
                .pid();
    }

    /** The server's JVM dies between any two lines, and its launcher with it. */
    void kill() {
        ProcessHandle.of(jvm()).ifPresent(ProcessHandle::destroyForcibly);
        awaitEnd();
    }

    void restart() {
        launcher = launch();
        awaitReady();
    }

    /** Starts again without waiting, to see a start that fails. */
    void startAgain() {
        launcher = launch();
    }

    @Override
    public void close() {
        launcher.destroy();
        awaitEnd();
    }

    void awaitEnd() {
        try {
            if (!launcher.waitFor(30, TimeUnit.SECONDS)) {
                fail("The launcher did not end within 30 s.\n" + launcherSays());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    JsonObject json(String path) {
        return parse(get(path).body()).asJsonObject();
    }

    HttpResponse<String> post(String path, String body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> put(String path, String body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> delete(String path) {
        return send(request(path).DELETE());
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address() + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + token());
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static JsonValue parse(String text) {
        try (var reader = Json.createReader(new StringReader(text))) {
            return reader.readValue();
        } catch (RuntimeException e) {
            return fail("This is no JSON: " + text);
        }
    }

    /** What an installer does once: the runtime unpacked, and the start cache made by this Java. */
    static synchronized void prepare() {
        if (!Files.exists(TARGET.resolve("runtime/root"))) {
            Testbed.run("ood-app/bin/prepare-runtime", "target/runtime");
            Testbed.run("ood-app/bin/prepare-cache", TARGET.toString());
        }
    }

    private Process launch() {
        prepare();
        ProcessBuilder builder = new ProcessBuilder(
                "ood-app/bin/blackfish-server",
                "--app",
                app.toString(),
                "--port",
                String.valueOf(port),
                "--base-path",
                basePath);
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true)
                .redirectOutput(run.resolve("launcher.log").toFile());
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A server that does not come up in time is ended, so that it is in nobody's way. */
    private void awaitReadyOrEnd() {
        try {
            awaitReady();
        } catch (AssertionError late) {
            launcher.destroy();
            throw late;
        }
    }

    private void awaitReady() {
        Testbed.await(
                "the server answers",
                Duration.ofMinutes(4),
                () -> launcherSays().contains("answers on") || !launcher.isAlive(),
                this::launcherSays);
        if (!launcher.isAlive()) {
            fail("The launcher ended: " + launcherSays());
        }
    }
}
