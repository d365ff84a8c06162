package org.blackfish.service;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.blackfish.settings.Secret;
import org.jspecify.annotations.Nullable;

/** A program on a loopback port that answers as an engine with a key would, or as a stranger. */
final class FakeEngine implements AutoCloseable {
    final List<String> keysSeen = new CopyOnWriteArrayList<>();
    final List<String> paths = new CopyOnWriteArrayList<>();
    volatile int health = 200;
    /** The path where it asks for no key. */
    volatile String open = "";

    volatile Runnable onRequest = () -> {};

    private final HttpServer server;
    private final @Nullable Secret key;

    /** Without a key it answers 200 to everything. */
    FakeEngine(@Nullable Secret key) throws IOException {
        this.key = key;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        paths.add(path);
        onRequest.run();
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        if (given != null) {
            keysSeen.add(given.substring("Bearer ".length()));
        }
        exchange.sendResponseHeaders(status(path, given), -1);
        exchange.close();
    }

    private int status(String path, @Nullable String given) {
        if (path.equals("/health")) {
            return health;
        }
        if (key == null || path.equals(open)) {
            return 200;
        }
        return ("Bearer " + key.value()).equals(given) ? 405 : 401;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
