package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The hub stand-in of {@code testbed/hub}, over a folder of this test, with faults on demand. */
final class StandInHub implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Path folder;
    private final Process process;
    private final String address;

    private StandInHub(Path folder, Process process, String address) {
        this.folder = folder;
        this.process = process;
        this.address = address;
    }

    static StandInHub start() {
        try {
            Path scratch = Files.createTempDirectory(Testbed.prefix().resolve("scratch"), "hub");
            Path folder = Files.createDirectory(scratch.resolve("repos"));
            Path ready = scratch.resolve("port");
            Process process = new ProcessBuilder("testbed/hub/hub", folder.toString(), "--ready", ready.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(scratch.resolve("hub.log").toFile())
                    .start();
            Testbed.await("the hub answers", () -> Files.exists(ready));
            return new StandInHub(
                    folder, process, "http://127.0.0.1:" + Testbed.read(ready).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String address() {
        return address;
    }

    /** Puts a file into a repository, which so gets another commit. */
    StandInHub put(String repo, String name, byte[] content) throws IOException {
        Path file = folder.resolve(repo).resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        Files.write(file, content);
        return this;
    }

    StandInHub put(String repo, String name, String text) throws IOException {
        return put(repo, name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A GGUF file of zeros that the stand-in engine takes for a model. */
    StandInHub model(String repo, int bytes) throws IOException {
        byte[] weights = new byte[bytes];
        System.arraycopy(new byte[] {'G', 'G', 'U', 'F'}, 0, weights, 0, 4);
        return put(repo, "model.gguf", weights).put(repo, "engine.json", "{}");
    }

    void faults(String json) {
        send(HttpRequest.newBuilder(URI.create(address + "/_faults")).PUT(HttpRequest.BodyPublishers.ofString(json)));
    }

    void noFaults() {
        faults("[]");
    }

    private static void send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(204);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
