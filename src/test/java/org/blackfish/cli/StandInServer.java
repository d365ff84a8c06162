package org.blackfish.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A server on loopback that answers what a test told it to, proves its token as ours does, and keeps what was asked. */
final class StandInServer implements AutoCloseable {
    static final String TOKEN = "stand-in-token";

    /** What came in; the token itself is not kept, only whether it was the right one. */
    record Seen(String call, String body, Map<String, String> headers, boolean knewToken) {
        JsonObject json() {
            try (var reader = Json.createReader(new StringReader(body))) {
                return reader.readObject();
            }
        }
    }

    private record Canned(int status, String body) {}

    private final HttpServer http;
    private final Map<String, Canned> answers = new ConcurrentHashMap<>();
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private volatile String token = TOKEN;

    StandInServer() {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/", this::answer);
        http.start();
    }

    int port() {
        return http.getAddress().getPort();
    }

    /** {@code call} is method and path with its query, such as {@code GET /api/services}. */
    StandInServer on(String call, int status, String body) {
        answers.put(call, new Canned(status, body.replace('\'', '"')));
        return this;
    }

    StandInServer knowing(String other) {
        token = other;
        return this;
    }

    /** All calls but the proofs. */
    List<Seen> seen() {
        return seen;
    }

    Seen last() {
        return seen.get(seen.size() - 1);
    }

    /** Tells in {@code home} where it is, as a running server does. */
    void publish(Path home) {
        try {
            Files.writeString(home.resolve("auth_token"), token + "\n");
            Files.writeString(
                    home.resolve("server.json"),
                    "{\"port\":" + port() + ",\"base_path\":\"\",\"machine\":\"" + Standing.ownName() + "\"}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        http.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String path = exchange.getRequestURI().toString();
        if (path.startsWith("/api/ready?nonce=")) {
            String proof = Proof.of(token, path.substring(path.indexOf('=') + 1));
            reply(exchange, new Canned(200, "{\"ready\":true,\"proof\":\"" + proof + "\"}"));
            return;
        }
        String given = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        Map<String, String> headers = new ConcurrentHashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
        String call = exchange.getRequestMethod() + " " + path;
        boolean known = given.equals("Bearer " + token);
        seen.add(new Seen(call, body, headers, known));
        reply(
                exchange,
                known
                        ? answers.getOrDefault(
                                call, new Canned(404, "{\"detail\":\"There is nothing at " + path + "\"}"))
                        : new Canned(401, "{\"detail\":\"Sign in\",\"status_code\":401}"));
    }

    private static void reply(HttpExchange exchange, Canned canned) throws IOException {
        byte[] bytes = canned.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(canned.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
