package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** A second program answers 200 on the engine's port: it is never taken for the engine and never sees the key. */
class StrangerE2E {
    private final List<String> heard = new CopyOnWriteArrayList<>();

    @Test
    void aStrangerOnTheEnginesPortIsNeverHealthyAndNeverHearsTheKey() throws IOException {
        try (Server server = Server.start("", EngineModel.SETTINGS)) {
            Launches launches = new Launches(server);
            EngineModel model = EngineModel.in(server, "late", "{\"listen_after_seconds\": 600}");
            String id = launches.launch(model.order("late"));
            Path endpoint = server.home().resolve("jobs/" + id + "/endpoint.json");
            Testbed.await("the job has chosen its port", () -> Files.exists(endpoint));
            int port = Server.parse(Testbed.read(endpoint)).asJsonObject().getInt("port");

            HttpServer stranger = HttpServer.create(new InetSocketAddress("0.0.0.0", port), 50);
            stranger.createContext("/", exchange -> {
                heard.add(exchange.getRequestURI() + " "
                        + exchange.getRequestHeaders().entrySet());
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            stranger.start();
            try {
                long looks = Testbed.calls("squeue");
                Testbed.await("the queue was looked at a few times more", () -> Testbed.calls("squeue") > looks + 6);
                assertThat(launches.status(id)).isNotEqualTo("healthy");
                assertThat(heard).isEmpty();
                String key = Json.createReader(new java.io.StringReader(
                                server.get("/api/services/" + id + "/key").body()))
                        .readObject()
                        .getString("key");
                assertThat(heard.toString()).doesNotContain(key);
            } finally {
                stranger.stop(0);
            }
            launches.stop(id);
        }
    }
}
