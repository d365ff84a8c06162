package org.blackfish.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The running server, over HTTP/1.1 and past every proxy. What may be repeated is sent up to three times when the
 * connection breaks; a server that was started again meanwhile is found again by its new state file and token.
 */
final class Rest {
    private static final int TRIES = 3;

    private final World world;
    private final HttpClient http;
    private Standing standing;

    private Rest(World world, HttpClient http, Standing standing) {
        this.world = world;
        this.http = http;
        this.standing = standing;
    }

    /** Finds the server and has it prove that it is the one whose token we hold, unless its address was given. */
    static Rest connect(World world) {
        Standing standing = Standing.find(world);
        if (!standing.isWhole()) {
            throw Failure.noServer(nothingToAskFor(standing, world.home().resolve("auth_token")));
        }
        Rest rest = new Rest(world, Client.of(standing.address()), standing);
        rest.meet();
        return rest;
    }

    private static String nothingToAskFor(Standing standing, Path tokenFile) {
        return standing.personal().isPresent()
                ? "Nothing proves that the server at " + standing.address() + " is yours, for there is no token in "
                        + tokenFile + ", so BLACKFISH_AUTH_TOKEN was not sent; set BLACKFISH_URL to the address that it"
                        + " is for."
                : "No Blackfish of yours is running: there is no token in " + tokenFile
                        + ". Start one with \"blackfish start\", or set BLACKFISH_URL and BLACKFISH_AUTH_TOKEN.";
    }

    private void meet() {
        if (standing.proof().isPresent()) {
            String nonce = Proof.nonce();
            Answer answer = send(Call.get("api/ready?nonce=" + nonce), false);
            Proof.demand(answer, nonce, standing, world.home().resolve("auth_token"));
        }
    }

    /** Before a token is sent after a while or after a failure: by then another program may have the port. */
    private void meetAgain() {
        if (!isFoundAnew()) {
            meet();
        }
    }

    Standing standing() {
        return standing;
    }

    /** A good answer, or a {@link Failure} with the server's own sentence. */
    Answer ask(Call call) {
        Answer answer = tell(call);
        if (!answer.isGood()) {
            throw Refusals.of(answer, call, standing);
        }
        return answer;
    }

    /** The same of the server that there is by now. */
    Answer askAnew(Call call) {
        meetAgain();
        return ask(call);
    }

    /** Any answer. */
    Answer tell(Call call) {
        Answer answer = send(call, true);
        return answer.status() == 401 && isFoundAnew() ? send(call, true) : answer;
    }

    /** Whether it stands elsewhere or has another token than before. While it is away it is awaited where it was. */
    private boolean isFoundAnew() {
        Standing now = Standing.find(world);
        if (!now.isWhole() || now.equals(standing)) {
            return false;
        }
        standing = now;
        meet();
        return true;
    }

    /** Hands on the lines of an answer as they come; a bad answer, or one that breaks off, is a {@link Failure}. */
    void lines(Call call, Consumer<String> reader) {
        meetAgain();
        long end = System.nanoTime() + call.deadline().toNanos();
        try {
            HttpResponse<Stream<String>> response =
                    Client.answer(http, request(call, true), BodyHandlers.ofLines(), call.deadline());
            try (Stream<String> lines = response.body()) {
                CompletableFuture.delayedExecutor(call.deadline().toMillis(), TimeUnit.MILLISECONDS)
                        .execute(lines::close);
                if (!Answer.isGood(response.statusCode())) {
                    String body = String.join("\n", lines.toList());
                    throw Refusals.of(new Answer(response.statusCode(), response.headers(), body), call, standing);
                }
                lines.forEach(reader);
            }
        } catch (UncheckedIOException e) {
            throw silence(
                    System.nanoTime() >= end
                            ? new HttpTimeoutException("after " + call.deadline())
                            : new IOException(e));
        } catch (IOException e) {
            throw silence(e);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private Answer send(Call call, boolean withToken) {
        for (int attempt = 1; ; attempt++) {
            try {
                HttpResponse<String> response =
                        Client.answer(http, request(call, withToken), BodyHandlers.ofString(), call.deadline());
                return new Answer(response.statusCode(), response.headers(), response.body());
            } catch (IOException e) {
                if (attempt == TRIES || !mayRepeat(call, e)) {
                    throw silence(e);
                }
                pause(Duration.ofMillis(250L * attempt));
                if (withToken) {
                    meetAgain();
                }
            } catch (InterruptedException e) {
                throw interrupted();
            }
        }
    }

    /** A connection that was refused has carried nothing. A deadline that passed is not tried again. */
    private static boolean mayRepeat(Call call, IOException e) {
        return e instanceof ConnectException || (call.mayRepeat() && !(e instanceof HttpTimeoutException));
    }

    private HttpRequest request(Call call, boolean withToken) {
        HttpRequest.Builder request = HttpRequest.newBuilder(standing.address().resolve(call.path()))
                .timeout(call.deadline())
                .header("Accept", "*/*")
                .header("User-Agent", "blackfish-cli/" + Version.OWN)
                .method(call.method(), call.body().map(BodyPublishers::ofString).orElseGet(BodyPublishers::noBody));
        if (withToken) {
            standing.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
        }
        call.body().ifPresent(body -> request.header("Content-Type", "application/json"));
        call.key().ifPresent(key -> request.header("Idempotency-Key", key));
        return request.build();
    }

    private Failure silence(IOException e) {
        String where = standing.address().toString();
        if (e instanceof ConnectException || e instanceof HttpConnectTimeoutException) {
            String elsewhere = standing.machine()
                    .filter(machine -> !machine.equals(Standing.ownName()))
                    .map(machine -> " It said that it runs on " + machine + "; try there.")
                    .orElse(" It has ended, or listens elsewhere; start one with \"blackfish start\".");
            return Failure.noServer("Nobody answers at " + where + "." + elsewhere);
        }
        if (e instanceof HttpTimeoutException) {
            return Failure.noAnswer("The server at " + where
                    + " did not answer in time; what was asked for may still happen, look with \"blackfish ls\".");
        }
        return Failure.noAnswer("The connection to " + where
                + " broke before the answer was complete; what was asked for may have happened, look with \"blackfish"
                + " ls\".");
    }

    private static Failure interrupted() {
        Thread.currentThread().interrupt();
        return Failure.noAnswer("Interrupted before the server had answered.");
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }
}
