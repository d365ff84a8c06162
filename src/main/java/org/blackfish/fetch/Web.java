package org.blackfish.fetch;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Requests to a hub and to where it sends us, over HTTP/1.1; blocks, and is meant for virtual threads. */
public final class Web implements AutoCloseable {
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Set<Integer> PASSING = Set.of(408, 425, 429, 500, 502, 503, 504);
    private static final int MOST_REDIRECTS = 5;
    private static final int LONGEST_ERROR = 64 * 1024;
    private static final Duration STALL = Duration.ofSeconds(30);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Site site;
    private final Redirects redirects;
    private final Words words;
    private final HttpClient client;
    private final Duration stall;

    /** {@code environment} names proxies and {@code HF_HUB_DOWNLOAD_TIMEOUT}, the longest silence in seconds. */
    public Web(Site site, Map<String, String> environment) {
        Proxies proxies = new Proxies(environment);
        this.site = site;
        this.redirects = new Redirects(site, proxies);
        this.words = new Words(site);
        String set = environment.getOrDefault("HF_HUB_DOWNLOAD_TIMEOUT", "");
        this.stall = set.matches("\\d{1,4}") ? Duration.ofSeconds(Long.parseLong(set)) : STALL;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(10))
                .proxy(proxies)
                .executor(threads)
                .build();
    }

    /** A body that was kept in memory, with its answer's status and headers. */
    public record Page(URI address, HttpResponse<byte[]> answer) {
        public byte[] body() {
            return answer.body();
        }

        /** Where the next part of a list is, by the header {@code Link}. */
        public Optional<URI> next() {
            return answer.headers().allValues("Link").stream()
                    .filter(link -> link.matches("\\s*<[^>]+>;.*rel=\"next\".*"))
                    .map(link -> address.resolve(link.substring(link.indexOf('<') + 1, link.indexOf('>'))))
                    .findFirst();
        }
    }

    /**
     * Asks the hub itself, again when that may help, for {@code longest} at most; a {@link Failure} says what was
     * refused. {@code repo} is for its words.
     */
    public Page ask(String repo, URI address, int limit, Duration longest) throws InterruptedException {
        if (!site.isOwn(address)) {
            throw new Failure(Failure.Kind.HUB, "The hub continues a list at " + address + ", which is not its own.");
        }
        Tries tries = new Tries(longest);
        Limit total = Limit.in(longest);
        while (true) {
            try {
                return new Page(address, get(repo, address, "", info -> new Memory(limit), total));
            } catch (Again again) {
                TimeUnit.NANOSECONDS.sleep(tries.next(again).toNanos());
            }
        }
    }

    /** One GET, redirects followed; a good answer's body goes where {@code good} says. */
    HttpResponse<byte[]> get(String repo, URI address, String range, Function<HttpResponse.ResponseInfo, Sink> good)
            throws Again, InterruptedException {
        return get(repo, address, range, good, Limit.NONE);
    }

    private HttpResponse<byte[]> get(
            String repo, URI address, String range, Function<HttpResponse.ResponseInfo, Sink> good, Limit total)
            throws Again, InterruptedException {
        URI here = address;
        for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
            HttpResponse<byte[]> answer = send(request(here, range), good, total);
            int status = answer.statusCode();
            Optional<String> location = answer.headers().firstValue("Location");
            if (REDIRECTS.contains(status) && location.isPresent()) {
                here = redirects.target(here, location.get());
            } else if (status == 200 || status == 206) {
                return answer;
            } else {
                Failure refusal = words.refusal(repo, here, status, answer.headers());
                if (PASSING.contains(status)) {
                    throw new Again(refusal, Words.wait(answer.headers()));
                }
                throw refusal;
            }
        }
        throw new Failure(Failure.Kind.HUB, "The hub sends us round in circles from " + address + ".");
    }

    private HttpRequest request(URI address, String range) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .header("User-Agent", site.agent())
                .header("Accept-Encoding", "identity");
        if (!range.isEmpty()) {
            request.header("Range", range);
        }
        if (!site.token().isEmpty() && site.isOwn(address)) {
            request.header("Authorization", "Bearer " + site.token());
        }
        return request.build();
    }

    private HttpResponse<byte[]> send(HttpRequest request, Function<HttpResponse.ResponseInfo, Sink> good, Limit total)
            throws Again, InterruptedException {
        AtomicReference<@Nullable Sink> sink = new AtomicReference<>();
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request, info -> {
            boolean body = info.statusCode() == 200 || info.statusCode() == 206;
            Sink chosen = body ? good.apply(info) : new Memory(LONGEST_ERROR);
            sink.set(chosen);
            return chosen;
        });
        try {
            return await(request.uri(), answer, sink, total);
        } catch (ExecutionException e) {
            throw translated(request.uri(), e.getCause() == null ? e : e.getCause());
        } finally {
            if (!answer.isDone()) {
                Sink open = sink.get();
                if (open != null) {
                    open.cancel();
                }
                answer.cancel(true);
            }
        }
    }

    private HttpResponse<byte[]> await(
            URI address,
            CompletableFuture<HttpResponse<byte[]>> answer,
            AtomicReference<@Nullable Sink> sink,
            Limit total)
            throws Again, InterruptedException, ExecutionException {
        long asked = System.nanoTime();
        while (true) {
            try {
                return answer.get(500, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                Sink open = sink.get();
                long now = System.nanoTime();
                if ((open == null ? now - asked : open.silence(now)) > stall.toNanos()) {
                    throw new Again(words.silent(address, stall), Duration.ZERO);
                }
                if (total.isPast(now)) {
                    throw words.late(address, total.longest());
                }
            }
        }
    }

    /** A certificate that is not trusted now is not trusted a second later either. */
    private Again translated(URI address, Throwable cause) throws InterruptedException {
        for (Throwable inner = cause; inner != null; inner = inner.getCause()) {
            if (inner instanceof Failure failure) {
                throw failure;
            }
            if (inner instanceof PartSink.Unranged unranged) {
                throw unranged;
            }
            if (inner instanceof InterruptedException) {
                throw new InterruptedException();
            }
            if (inner instanceof SSLException && Trust.isRefused(inner)) {
                throw words.broken(address, inner);
            }
        }
        return new Again(words.broken(address, cause), Duration.ZERO);
    }

    @Override
    public void close() {
        client.shutdownNow();
        threads.shutdownNow();
    }
}
