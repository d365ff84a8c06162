package org.blackfish.waiting;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** HTTP around the page: one loopback listener, small requests, nothing cached. */
final class PageServer {
    private static final int LARGEST_FORM = 4096;

    private final HttpServer server;
    private final ExecutorService threads;

    private PageServer(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    static PageServer start(InetSocketAddress address, WaitingPage page) throws IOException {
        HttpServer server = HttpServer.create(address, 16);
        // A thread each, so that whoever sends half a request keeps nobody waiting; the launcher bounds how long it
        // lasts.
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(exchange, page));
        server.start();
        return new PageServer(server, threads);
    }

    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static void answer(HttpExchange exchange, WaitingPage page) throws IOException {
        try (exchange) {
            String form = new String(exchange.getRequestBody().readNBytes(LARGEST_FORM), StandardCharsets.UTF_8);
            Map<String, String> headers = new HashMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), values.getFirst()));
            Asked asked = new Asked(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestURI().getRawQuery(),
                    headers,
                    form);
            Answer answer = page.answer(asked);
            Headers out = exchange.getResponseHeaders();
            answer.headers().forEach(out::set);
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            boolean head = asked.method().equals("HEAD");
            exchange.sendResponseHeaders(answer.status(), head || body.length == 0 ? -1 : body.length);
            if (!head && body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        }
    }
}
