package org.blackfish.cli;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * The running server, over HTTP/1.1 and past every proxy. What may be repeated is sent up to three times when the
 * connection breaks; a server that was started again meanwhile is found again by its new state file and token.
 */
final class Rest {
    private static final int TRIES = 3;

    /** In tries of one second each. */
    private static final int LONGEST_SILENCE = 120;

    private final World world;
    private final HttpClient http;
    private Standing standing;

    private Rest(World world, HttpClient http, Standing standing) {
        this.world = world;
        this.http = http;
        this.standing = standing;
    }

    /** Finds the server and has it prove that it is the one whose token we hold. */
    static Rest connect(World world) {
        Standing standing = Standing.find(world);
        if (standing.token().isEmpty()) {
            throw Failure.noServer("No Blackfish of yours is running: there is no token in "
                    + world.home().resolve("auth_token")
                    + ". Start one with \"blackfish start\", or set BLACKFISH_URL and BLACKFISH_AUTH_TOKEN.");
        }
        Rest rest = new Rest(world, Client.of(standing.address()), standing);
        rest.meet();
        return rest;
    }

    private void meet() {
        if (standing.published()) {
            String nonce = Proof.nonce();
            Answer answer = send(Call.get("api/ready?nonce=" + nonce), false);
            Proof.demand(answer, nonce, standing, world.home().resolve("auth_token"));
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

    /** With {@code stubborn} also over a restart of the server, for two minutes of silence. */
    Answer patiently(Call call, boolean stubborn) {
        for (int attempt = 1; ; attempt++) {
            try {
                Standing now = Standing.find(world);
                if (!now.equals(standing)) {
                    standing = now;
                    meet();
                }
                return ask(call);
            } catch (Failure e) {
                if (!stubborn || e.exitCode() != Failure.NO_ANSWER || attempt == LONGEST_SILENCE) {
                    throw e;
                }
                if (attempt == 1) {
                    world.note("blackfish: The server does not answer; trying on.");
                }
                pause(Duration.ofSeconds(1));
            }
        }
    }

    /** Any answer. */
    Answer tell(Call call) {
        Answer answer = send(call, true);
        if (answer.status() == 401 && standing.published()) {
            Standing now = Standing.find(world);
            if (!now.token().equals(standing.token())) {
                standing = now;
                meet();
                return send(call, true);
            }
        }
        return answer;
    }

    /** The lines of an answer as they come; a bad answer is a {@link Failure}. */
    Stream<String> lines(Call call) {
        try {
            HttpResponse<Stream<String>> response = http.send(request(call, true), BodyHandlers.ofLines());
            if (response.statusCode() < 400) {
                return response.body();
            }
            String body = String.join("\n", response.body().toList());
            throw Refusals.of(new Answer(response.statusCode(), response.headers(), body), call, standing);
        } catch (IOException e) {
            throw silence(e);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private Answer send(Call call, boolean withToken) {
        for (int attempt = 1; ; attempt++) {
            try {
                HttpResponse<String> response = http.send(request(call, withToken), BodyHandlers.ofString());
                return new Answer(response.statusCode(), response.headers(), response.body());
            } catch (IOException e) {
                if (attempt == TRIES || !mayRepeat(call, e)) {
                    throw silence(e);
                }
                pause(Duration.ofMillis(250L * attempt));
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
