package org.blackfish.e2e;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Somebody on the node who asks an engine's port directly, with a key or without. */
record Neighbour(int port, HttpClient client) {
    /** A method and a path. */
    record Route(String method, String path) {}

    Neighbour(int port) {
        this(port, HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
    }

    HttpResponse<String> ask(Route route, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + route.path()))
                .timeout(Duration.ofMinutes(1))
                .method(route.method(), HttpRequest.BodyPublishers.ofString("{}"))
                .header("Content-Type", "application/json");
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Every route that the engine's OpenAPI document lists. */
    List<Route> documented(String key) {
        String text = ask(new Route("GET", "/openapi.json"), "Authorization", "Bearer " + key)
                .body();
        List<Route> routes = new ArrayList<>();
        JsonObject paths = Server.parse(text).asJsonObject().getJsonObject("paths");
        paths.forEach((path, methods) -> methods.asJsonObject()
                .keySet()
                .forEach(method ->
                        routes.add(new Route(method.toUpperCase(Locale.ROOT), path.replaceAll("\\{[^}]*}", "x")))));
        return routes;
    }

    /** The status line of an answer to a WebSocket's opening. */
    String openWebSocket(String path) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream()
                    .write(("GET " + path
                                    + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            StringBuilder line = new StringBuilder();
            int next = socket.getInputStream().read();
            while (next >= 0 && next != '\r') {
                line.append((char) next);
                next = socket.getInputStream().read();
            }
            return line.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
