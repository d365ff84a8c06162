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
import java.util.concurrent.atomic.AtomicInteger;

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

    private record Canned(int status, String body, Map<String, String> headers) {
        Canned(int status, String body) {
            this(status, body, Map.of());
        }
    }

    private final HttpServer http;
    private final Map<String, Canned> answers = new ConcurrentHashMap<>();
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final AtomicInteger proofs = new AtomicInteger();
    private volatile String token = TOKEN;

    StandInServer() {
        this(0);
    }

    /** On the port that another one has left. */
    StandInServer(int port) {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
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
        return on(call, status, body, Map.of());
    }

    StandInServer on(String call, int status, String body, Map<String, String> headers) {
        answers.put(call, new Canned(status, body.replace('\'', '"'), headers));
        return this;
    }

    StandInServer knowing(String other) {
        token = other;
        return this;
    }

    /** How often it was asked to prove what it knows. */
    int proofs() {
        return proofs.get();
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
            proofs.incrementAndGet();
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
        canned.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(canned.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
