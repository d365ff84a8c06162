package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Readers of streams who all stay until they are let go, each then for as many bytes as it wants; none may fail. */
final class Crowd implements AutoCloseable {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Thread> readers = new ArrayList<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final CountDownLatch opening;
    private final CountDownLatch leaving = new CountDownLatch(1);

    Crowd(int size) {
        opening = new CountDownLatch(size);
    }

    void add(HttpRequest request, int bytes) {
        readers.add(Thread.ofVirtual().start(() -> {
            try (InputStream body = open(request)) {
                leaving.await();
                body.readNBytes(bytes);
            } catch (IOException | InterruptedException | AssertionError failure) {
                failures.add(failure);
                opening.countDown();
            }
        }));
    }

    void awaitOpen() throws InterruptedException {
        assertThat(opening.await(2, TimeUnit.MINUTES))
                .as("all streams open within two minutes; %s have not", opening.getCount())
                .isTrue();
        assertThat(failures).isEmpty();
    }

    void leave() throws InterruptedException {
        leaving.countDown();
        for (Thread reader : readers) {
            reader.join();
        }
        assertThat(failures).isEmpty();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private InputStream open(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body().read()).isNotNegative();
        opening.countDown();
        return answer.body();
    }
}
