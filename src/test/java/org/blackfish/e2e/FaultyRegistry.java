package org.blackfish.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A registry on loopback that answers for each image as its name says, with TLS or without. */
final class FaultyRegistry implements AutoCloseable {
    private static final int PART = 100_000;
    private static final String SECRET = "changeit";
    private static final String OCI = "application/vnd.oci.image.";
    private static final Map<String, Integer> REFUSALS =
            Map.of("locked", 401, "closed", 403, "missing", 404, "busy", 429, "broken", 500);
    private static final Map<Integer, String> CODES =
            Map.of(401, "UNAUTHORIZED", 403, "DENIED", 404, "MANIFEST_UNKNOWN", 429, "TOOMANYREQUESTS", 500, "UNKNOWN");

    private final byte[] layer = "x".repeat(PART).getBytes(StandardCharsets.US_ASCII);
    private final byte[] config =
            ("{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{},\"rootfs\":{\"type\":\"layers\","
                            + "\"diff_ids\":[\"" + digest(layer) + "\"]}}")
                    .getBytes(StandardCharsets.US_ASCII);
    private final HttpServer server;

    private FaultyRegistry(HttpServer server) {
        this.server = server;
        server.createContext("/v2/", this::answer);
        server.start();
    }

    static FaultyRegistry plain() {
        try {
            return new FaultyRegistry(HttpServer.create(address(), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With a certificate that nobody trusts. */
    static FaultyRegistry untrusted() {
        try {
            HttpsServer server = HttpsServer.create(address(), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(secured()));
            return new FaultyRegistry(server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), Testbed.freePort());
    }

    private static SSLContext secured() throws IOException {
        Path store = Files.createTempDirectory(Testbed.prefix().resolve("scratch"), "tls")
                .resolve("store");
        Testbed.run(
                Path.of(System.getProperty("java.home"), "bin/keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "registry",
                "-dname",
                "CN=localhost",
                "-keystore",
                store.toString(),
                "-storepass",
                SECRET);
        try (InputStream stream = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(stream, SECRET.toCharArray());
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, SECRET.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The reference of an image here; {@code name} says what becomes of it. */
    String image(String name) {
        return "127.0.0.1:" + server.getAddress().getPort() + "/lab/" + name + ":1";
    }

    /** The same by a name of this machine for which Blackfish insists on TLS. */
    String safeImage(String name) {
        return image(name).replace("127.0.0.1", "LOCALHOST");
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String[] path = exchange.getRequestURI().getPath().split("/", -1);
            String name = path.length > 3 ? path[3] : "";
            boolean manifest = path.length > 4 && path[4].equals("manifests");
            if (manifest && REFUSALS.containsKey(name)) {
                refuse(exchange, REFUSALS.get(name));
            } else if (manifest) {
                send(exchange, 200, OCI + "manifest.v1+json", manifest());
            } else if (path.length > 4) {
                part(exchange, name, path[path.length - 1]);
            } else {
                send(exchange, 200, "application/json", new byte[] {'{', '}'});
            }
        }
    }

    private static void refuse(HttpExchange exchange, int status) throws IOException {
        exchange.getResponseHeaders().add("Retry-After", "1");
        exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"lab\"");
        String body = "{\"errors\":[{\"code\":\"" + CODES.get(status) + "\",\"message\":\"as its name says\"}]}";
        send(exchange, status, "application/json", body.getBytes(StandardCharsets.US_ASCII));
    }

    private byte[] manifest() {
        String text = String.format(
                Locale.ROOT,
                "{\"schemaVersion\":2,\"mediaType\":\"%smanifest.v1+json\",\"config\":%s,\"layers\":[%s]}",
                OCI,
                entry("config.v1+json", config),
                entry("layer.v1.tar", layer));
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String entry(String type, byte[] part) {
        return String.format(
                Locale.ROOT,
                "{\"mediaType\":\"%s%s\",\"digest\":\"%s\",\"size\":%d}",
                OCI,
                type,
                digest(part),
                part.length);
    }

    private void part(HttpExchange exchange, String name, String digest) throws IOException {
        boolean isLayer = digest.equals(digest(layer));
        if (isLayer && name.equals("cut")) {
            exchange.sendResponseHeaders(200, layer.length);
            exchange.getResponseBody().write(layer, 0, PART / 2);
            exchange.getResponseBody().flush();
            return;
        }
        byte[] spoilt = "y".repeat(PART).getBytes(StandardCharsets.US_ASCII);
        byte[] part = isLayer ? layer : config;
        send(exchange, 200, "application/octet-stream", isLayer && name.equals("spoilt") ? spoilt : part);
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", type);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head ? -1 : body.length);
        if (!head) {
            exchange.getResponseBody().write(body);
        }
    }

    private static String digest(byte[] part) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(part));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
