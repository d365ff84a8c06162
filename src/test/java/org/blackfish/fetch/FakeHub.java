package org.blackfish.fetch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A hub in this process that serves one commit of one repository, and misbehaves where a test says so. */
public final class FakeHub implements AutoCloseable {
    public static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    public static final String REPO = "acme/tiny";

    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");

    /** Answers a request instead of us, true; or leaves it to us, false. */
    public interface Fault {
        boolean answers(HttpExchange exchange) throws IOException;
    }

    /** What was asked. */
    public record Asked(String path, String range, String token) {}

    private final HttpServer server;
    private final Map<String, byte[]> files = new TreeMap<>();
    private final Map<String, Fault> faults = new ConcurrentHashMap<>();
    private final Map<String, Long> lies = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);

    public FakeHub() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** A file of the repository; one of 1 MiB or more is kept outside of Git. */
    public FakeHub with(String path, byte[] content) {
        files.put(path, content);
        return this;
    }

    /** Answers every path that ends so with this text, as the hub's API does. */
    public FakeHub says(String ending, String json) {
        return fault(ending, exchange -> {
            byte[] body = json.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            return true;
        });
    }

    /** Refuses every path that ends so. */
    public FakeHub refuses(String ending, int status, String code, String message) {
        return fault(ending, exchange -> {
            exchange.getResponseHeaders().set("X-Error-Code", code);
            exchange.getResponseHeaders().set("X-Error-Message", message);
            exchange.sendResponseHeaders(status, -1);
            return true;
        });
    }

    /** The listing of the commit as the hub's API gives it. */
    public String tree() {
        StringBuilder entries = new StringBuilder("[{\"type\":\"directory\",\"path\":\"sub\",\"oid\":\"0\"}");
        files.forEach((path, content) -> {
            boolean large = content.length >= 1 << 20;
            long size = content.length + lies.getOrDefault(path, 0L);
            String lfs = large ? ",\"lfs\":{\"oid\":\"" + name(content, true) + "\",\"size\":" + size + "}" : "";
            entries.append(",{\"type\":\"file\",\"path\":\"" + path + "\",\"size\":" + size + ",\"oid\":\""
                    + name(content, false) + "\"" + lfs + "}");
        });
        return entries + "]";
    }

    /** Says of itself what a plan needs. */
    public FakeHub described() {
        return says("/api/models/" + REPO, "{\"id\":\"" + REPO + "\",\"sha\":\"" + COMMIT + "\"}")
                .says("/tree/" + COMMIT, tree());
    }

    /** For every path that ends so, until another is set. */
    public FakeHub fault(String ending, Fault fault) {
        faults.put(ending, fault);
        return this;
    }

    public FakeHub well() {
        faults.clear();
        lies.clear();
        return this;
    }

    /** Lists a file with so many bytes more than it has. */
    FakeHub lie(String path, long more) {
        lies.put(path, more);
        return this;
    }

    public List<Asked> asked() {
        return asked;
    }

    Order order(Path root) {
        return order(root, false, 0);
    }

    Order order(Path root, boolean shared, long rate) {
        return order(root, shared, rate, "feedc0de");
    }

    /** Another download of the same, which each have a name of their own. */
    Order another(Path root) {
        return order(root, false, 0, "0ff1ce00");
    }

    private Order order(Path root, boolean shared, long rate, String id) {
        List<Piece> pieces = new ArrayList<>();
        files.forEach((path, content) -> pieces.add(piece(path, content)));
        return new Order(REPO, COMMIT, "main", root, address(), shared, rate, id, "test/1", pieces);
    }

    private Piece piece(String path, byte[] content) {
        boolean large = content.length >= 1 << 20;
        return new Piece(path, content.length + lies.getOrDefault(path, 0L), name(content, large), large);
    }

    /** Of a download that takes no notes. */
    static Repository repository(Order order) throws IOException {
        return new Repository(order, new Written(order.root().resolve("none")));
    }

    public static String name(byte[] content, boolean large) {
        try {
            MessageDigest digest = MessageDigest.getInstance(large ? "SHA-256" : "SHA-1");
            if (!large) {
                digest.update(("blob " + content.length + "\0").getBytes(StandardCharsets.US_ASCII));
            }
            return java.util.HexFormat.of().formatHex(digest.digest(content));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String range = String.valueOf(exchange.getRequestHeaders().getFirst("Range"));
        asked.add(new Asked(
                path, range, String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"))));
        try (exchange) {
            for (Map.Entry<String, Fault> fault : faults.entrySet()) {
                if (path.endsWith(fault.getKey()) && fault.getValue().answers(exchange)) {
                    return;
                }
            }
            String prefix = "/" + REPO + "/resolve/" + COMMIT + "/";
            byte[] content = path.startsWith(prefix) ? files.get(path.substring(prefix.length())) : null;
            if (content == null) {
                exchange.getResponseHeaders().set("X-Error-Code", "EntryNotFound");
                exchange.sendResponseHeaders(404, -1);
            } else {
                send(exchange, content, content.length);
            }
        }
    }

    /** As it should be, but the body ends after {@code most} bytes of the file. */
    static void send(HttpExchange exchange, byte[] content, int most) throws IOException {
        int start = 0;
        int stop = content.length;
        int status = 200;
        Matcher range =
                RANGE.matcher(String.valueOf(exchange.getRequestHeaders().getFirst("Range")));
        if (range.matches()) {
            start = Integer.parseInt(range.group(1));
            stop = Math.min(content.length, Integer.parseInt(range.group(2)) + 1);
            status = 206;
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + start + "-" + (stop - 1) + "/" + content.length);
        }
        exchange.sendResponseHeaders(status, stop == start ? -1 : stop - start);
        OutputStream body = exchange.getResponseBody();
        body.write(content, start, Math.max(0, Math.min(most, stop) - start));
        body.flush();
    }

    /** Says nothing more until the hub is closed. */
    void stall() throws IOException {
        try {
            end.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
    }
}
