package org.blackfish.cli;

import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** The JDK's HTTP client as we use it: HTTP/1.1, past every proxy. */
final class Client {
    private Client() {}

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
