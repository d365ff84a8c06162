package org.blackfish.cli;

import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpTimeoutException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** The JDK's HTTP client as we use it: HTTP/1.1, past every proxy. */
final class Client {
    private Client() {}

    /** The JDK sends what it has put on a dying connection once more to whoever has the port then; we ask first who it is. */
    static void sendNothingTwiceUnasked() {
        System.setProperty("jdk.httpclient.redirects.retrylimit", "1");
        System.setProperty("jdk.httpclient.disableRetryConnect", "true");
    }

    static HttpClient of(URI address) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .proxy(ProxySelector.of(null));
        if ("http".equals(address.getScheme())) {
            // Reading all authorities that Java trusts would take longer than most commands, and nothing asks for them.
            builder.sslContext(trustingNobody());
        }
        return builder.build();
    }

    /** The answer, whole within {@code deadline}: what a request itself can be given bounds only its headers. */
    static <T> HttpResponse<T> answer(HttpClient http, HttpRequest request, BodyHandler<T> body, Duration deadline)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<T>> coming = http.sendAsync(request, body);
        try {
            return coming.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("after " + deadline);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException broken ? broken : new IOException(e.getCause());
        } finally {
            coming.cancel(true);
        }
    }

    private static SSLContext trustingNobody() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[0], new TrustManager[0], null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has TLS", e);
        }
    }
}
