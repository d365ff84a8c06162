package org.blackfish.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A user of the portal with a browser's cookies, but without a browser. */
final class Visitor {
    private final HttpClient http;
    private final String address;
    private final String credentials;

    private Visitor(String address, String user) {
        this.address = address;
        credentials = "Basic "
                + Base64.getEncoder().encodeToString((user + ":" + Portal.PASSWORD).getBytes(StandardCharsets.UTF_8));
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .cookieHandler(new CookieManager())
                .sslContext(anyCertificate())
                .build();
    }

    static Visitor of(Portal portal, Server server, String user) {
        return new Visitor(portal.address(server), user);
    }

    HttpResponse<String> get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    HttpResponse<String> post(String path, String form, String... headers) {
        return send(request(path, headers)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    HttpResponse<String> postJson(String path, String body, String... headers) {
        return send(request(path, headers)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** As the card of a session does it. */
    HttpResponse<String> signIn(String token) {
        return post("/session", "token=" + URLEncoder.encode(token, StandardCharsets.UTF_8));
    }

    /** How many lines a stream brings in so many seconds; fewer when it is cut. */
    int listen(String path, int seconds) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer =
                http.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofInputStream());
        long deadline = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        int lines = 0;
        try (InputStream body = answer.body()) {
            while (System.nanoTime() < deadline) {
                int next = body.read();
                if (next < 0) {
                    return 0;
                }
                lines += next == ':' ? 1 : 0;
            }
        }
        return lines;
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", credentials);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return request;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The portal's certificate was signed by nobody; this is loopback. */
    private static SSLContext anyCertificate() {
        TrustManager trusting = new X509TrustManager() {
            @Override
            public void checkClientTrusted(X509Certificate[] chain, String type) {}

            @Override
            public void checkServerTrusted(X509Certificate[] chain, String type) {}

            @Override
            public X509Certificate[] getAcceptedIssuers() {
                return new X509Certificate[0];
            }
        };
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {trusting}, new SecureRandom());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
