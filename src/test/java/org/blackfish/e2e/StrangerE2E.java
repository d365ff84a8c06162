package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A second program answers 200 on the engine's port: it is never taken for the engine and never sees the key. */
class StrangerE2E {
    /** The silence after which a watcher is taken for dead; then nothing reaches the port any more. */
    private static final Duration SILENCE = Duration.ofSeconds(20);

    /** When the service says so at the latest: its last word may be found 11 s late; some more for a busy machine. */
    private static final Duration TOLD = Duration.ofSeconds(20 + 11 + 9);

    private static Server server;
    private static Launches launches;

    private final List<String> heard = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void start() {
        server = Server.start(Server.PREFIX, EngineModel.SETTINGS);
        launches = new Launches(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aStrangerOnTheEnginesPortIsNeverHealthyAndNeverHearsTheKey() throws IOException {
        EngineModel model = EngineModel.in(server, "late", "{\"listen_after_seconds\": 600}");
        String id = launches.launch(model.order("late"));
        Path file = server.home().resolve("jobs/" + id + "/endpoint.json");
        Testbed.await("the job has chosen its port", () -> Files.exists(file));
        HttpServer stranger = strangerOn(launches.endpoint(id).getInt("port"));
        try {
            looksGoOn(6);
            assertThat(launches.status(id)).isNotEqualTo("healthy");
            assertThat(heard).isEmpty();
        } finally {
            stranger.stop(0);
        }
        launches.stop(id);
    }

    @Test
    void engineAndWatcherKilledTogetherTheStrangerOnTheirPortIsLeftAloneOnceTheWatcherIsMissed() throws IOException {
        String id = healthy("killed");
        int port = launches.endpoint(id).getInt("port");
        ProcessHandle container = container(id);
        signal("STOP", container);
        killAll(container);
        HttpServer stranger = strangerOn(port);
        try {
            launches.await(id, "unhealthy", TOLD);
            assertThat(launches.live(id).getString("reason"))
                    .startsWith("The job's watcher has not been heard of for 20 s");
            int before = heard.size();
            assertThat(ask(id).statusCode()).isEqualTo(503);
            looksGoOn(6);
            assertThat(ask(id).body()).contains("not been heard of");
            assertThat(heard).hasSize(before);
            assertThat(heard.toString()).doesNotContain(key(id)).doesNotContain("Authorization");
        } finally {
            stranger.stop(0);
            signal("CONT", container);
        }
        Testbed.await("its end is told as it was", () -> launches.status(id).equals("failed"));
    }

    @Test
    @Tag("heavy")
    void whileSlurmIsSilentTooTheGatewayIsClosedOnceTheWatcherIsMissed() throws IOException {
        String id = healthy("silent");
        int port = launches.endpoint(id).getInt("port");
        ProcessHandle container = container(id);
        Testbed.fault("squeue", "fail 1 slurm_load_jobs error: Unable to contact slurm controller");
        Testbed.await("the state is unknown", () -> !launches.live(id).isNull("unknown_since"));
        killAll(container);
        HttpServer stranger = strangerOn(port);
        try {
            long killed = System.nanoTime();
            Testbed.await("the window is over", () -> System.nanoTime() - killed > SILENCE.toNanos());
            int before = heard.size();
            assertThat(ask(id).statusCode()).isEqualTo(503);
            Testbed.await("the refusal says why", () -> ask(id).body().contains("not been heard of"));
            assertThat(launches.status(id)).isEqualTo("healthy");
            assertThat(heard).hasSize(before);
            assertThat(heard.toString()).doesNotContain(key(id));
        } finally {
            stranger.stop(0);
            Testbed.noFault("squeue");
        }
        Testbed.await("its end is told as it was", () -> launches.status(id).equals("failed"));
    }

    @Test
    void aWatcherThatIsHeardAgainMakesTheServiceHealthyAgain() {
        String id = healthy("paused");
        ProcessHandle watcher = watcher(container(id)).orElseThrow();
        signal("STOP", watcher);
        launches.await(id, "unhealthy", TOLD);
        assertThat(ask(id).statusCode()).isEqualTo(503);
        signal("CONT", watcher);
        launches.await(id, "healthy");
        assertThat(ask(id).statusCode()).isEqualTo(200);
        launches.stop(id);
    }

    private HttpServer strangerOn(int port) throws IOException {
        HttpServer stranger = HttpServer.create(new InetSocketAddress("0.0.0.0", port), 50);
        stranger.createContext("/", exchange -> {
            heard.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().entrySet());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        stranger.start();
        return stranger;
    }

    private static String healthy(String name) {
        String id = launches.launch(EngineModel.in(server, name, "{}").order(name));
        launches.await(id, "healthy");
        assertThat(ask(id).statusCode()).isEqualTo(200);
        return id;
    }

    private static void looksGoOn(int more) {
        long looks = Testbed.calls("squeue");
        Testbed.await("the queue was looked at a few times more", () -> Testbed.calls("squeue") > looks + more);
    }

    private static HttpResponse<String> ask(String id) {
        return server.get("/services/" + id + "/v1/models");
    }

    private static String key(String id) {
        return server.json("/api/services/" + id + "/key").getString("key");
    }

    /** The container program, the batch step's own process; without it Slurm ends the job. */
    private static ProcessHandle container(String id) {
        return ProcessHandle.of(launches.endpoint(id).getInt("pid")).orElseThrow();
    }

    private static Optional<ProcessHandle> watcher(ProcessHandle container) {
        return container
                .children()
                .filter(child -> child.info().command().orElse("").endsWith("/bash"))
                .findFirst();
    }

    /** The watcher first: it must not see the engine go. */
    private static void killAll(ProcessHandle container) {
        List<ProcessHandle> others = container.descendants().toList();
        watcher(container).orElseThrow().destroyForcibly();
        others.forEach(ProcessHandle::destroyForcibly);
        Testbed.await("engine and watcher are dead", () -> others.stream().noneMatch(StrangerE2E::lives));
    }

    private static boolean lives(ProcessHandle process) {
        String status = Testbed.run("ps", "-o", "stat=", "-p", String.valueOf(process.pid()));
        return !status.isEmpty() && !status.startsWith("Z");
    }

    private static void signal(String name, ProcessHandle process) {
        Testbed.run("kill", "-" + name, String.valueOf(process.pid()));
    }
}
