package org.blackfish.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server whose certificate nobody but itself has signed. */
class CertificateTest {
    private static final String PASSWORD = "of-a-test";

    @TempDir
    Path folder;

    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger answers = new AtomicInteger();
    private HttpsServer server;

    @BeforeEach
    void open() throws Exception {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.setHttpsConfigurator(new HttpsConfigurator(signedByItself()) {
            @Override
            public void configure(HttpsParameters parameters) {
                connections.incrementAndGet();
                super.configure(parameters);
            }
        });
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            answers.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
        });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    private SSLContext signedByItself() throws Exception {
        Path store = folder.resolve("hub.p12");
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin/keytool").toString(),
                        "-genkeypair",
                        "-alias",
                        "hub",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-keystore",
                        store.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD))
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    @Test
    void aCertificateThatNobodyTrustsIsOneSentenceAndNoSecondTry() {
        URI hub = URI.create("https://127.0.0.1:" + server.getAddress().getPort());
        try (Web web = new Web(new Site(hub, "hf_secret", "test/1"), Map.of())) {
            assertThatThrownBy(() -> web.ask("", hub, 10, Duration.ofSeconds(20)))
                    .isInstanceOfSatisfying(
                            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.UNREACHABLE))
                    .hasMessage("The certificate of 127.0.0.1 could not be trusted: unable to find valid certification"
                            + " path to requested target. If this site inspects encrypted traffic, its authority must"
                            + " be known to Java; ask your admin.");
        }
        assertThat(connections.get()).isEqualTo(1);
        assertThat(answers.get()).isZero();
    }
}
