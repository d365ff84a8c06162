package org.blackfish.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.blackfish.cluster.Eventually;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands that last, over a restart of the server. */
@Timeout(180)
class PatienceTest {
    private static final String ID = "6f0f3c1e-2f7e-4d0e-9a2e-0d1c2b3a4f55";
    private static final String WAIT = "GET /api/services/" + ID + "/wait?status=healthy&timeout=25";
    private static final String LOG = "GET /api/services/" + ID + "/log?limit=1048576&offset=";
    private static final String REMARK = "blackfish: The server does not answer; trying on.\n";

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path home;

    @Test
    void aWaitGoesOnOverARestartAndTellsNothingToWhoeverTookThePort() throws Exception {
        CompletableFuture<Typed> waiting;
        int left;
        try (StandInServer first = new StandInServer()) {
            first.publish(home);
            first.on(WAIT, 202, ServicesCommandsTest.service(ID, "chat", "pending"));
            waiting = typed("wait", ID);
            await(() -> !first.seen().isEmpty());
            // From then on it pauses, so that nothing is under way when this one ends.
            first.on(WAIT, 503, "{'detail':'It ends.'}");
            int seen = first.seen().size();
            await(() -> first.seen().size() > seen + 1);
            left = first.port();
        }
        Files.delete(home.resolve("auth_token"));
        Files.delete(home.resolve("server.json"));
        try (StandInServer stranger = new StandInServer(left).knowing("another")) {
            await(() -> stranger.proofs() > 1);
            assertThat(stranger.seen()).isEmpty();
        }
        try (StandInServer second = new StandInServer().knowing("new")) {
            second.on(WAIT, 200, ServicesCommandsTest.service(ID, "chat", "healthy"));
            second.publish(home);
            assertThat(waiting.get()).isEqualTo(new Typed(0, "Service " + ID + " is healthy.\n", REMARK));
        }
    }

    @Test
    void aLogGoesOnWhileTheServerKnowsNeitherItselfNorTheToken() throws Exception {
        try (StandInServer server = new StandInServer()) {
            server.publish(home);
            server.on(LOG + 0, 200, "a", Map.of("X-Next-Offset", "1", "X-Log-Ended", "false"));
            server.on(LOG + 1, 404, "<html>");
            CompletableFuture<Typed> following = typed("logs", "-f", ID);
            await(() -> server.seen().size() > 2);
            server.on(LOG + 1, 401, "{'detail':'Sign in'}");
            int seen = server.seen().size();
            await(() -> server.seen().size() > seen + 1);
            server.knowing("new");
            int proofs = server.proofs();
            await(() -> server.proofs() > proofs + 1);
            assertThat(server.last().knewToken()).isTrue();
            server.on(LOG + 1, 200, "b", Map.of("X-Next-Offset", "2", "X-Log-Ended", "true"));
            server.on(LOG + 2, 200, "", Map.of("X-Next-Offset", "2", "X-Log-Ended", "true"));
            server.publish(home);
            assertThat(following.get()).isEqualTo(new Typed(0, "ab", REMARK));
        }
    }

    @Test
    void aDownloadIsFollowedOverARestart() throws Exception {
        CompletableFuture<Typed> following;
        try (StandInServer first = new StandInServer()) {
            first.publish(home);
            first.on("POST /api/models/download", 201, "{'task_id':'t1','status':'pending'}");
            first.on("GET /api/models/downloads/t1", 200, "{'status':'downloading'}");
            following = typed("model", "add", "org/m", "-p", "della");
            await(() -> first.seen().size() > 1);
        }
        try (StandInServer second = new StandInServer().knowing("new")) {
            second.on("GET /api/models/downloads/t1", 200, "{'status':'completed'}");
            second.publish(home);
            assertThat(following.get().out()).isEqualTo("Model org/m is on disk.\n");
        }
    }

    @Test
    void whatTheServerItselfRefusesIsNotTriedAgain() {
        try (StandInServer server = new StandInServer()) {
            server.publish(home);
            server.on(WAIT, 404, "{'detail':'There is no service " + ID + ".'}");
            Typed typed = Typed.in(home, "wait", ID);
            assertThat(typed.code()).isEqualTo(1);
            assertThat(server.seen()).hasSize(1);
            server.on(LOG + 0, 404, "<html>");
            assertThat(Typed.in(home, "logs", "-f", ID).err()).contains("is too old for this command");
            assertThat(server.seen()).hasSize(2);
        }
    }

    @Test
    void aWaitWithATimeoutHasNoMorePatienceThanThat() {
        try (StandInServer server = new StandInServer()) {
            server.publish(home);
            server.on("GET /api/services/" + ID + "/wait?status=healthy&timeout=0", 503, "{'detail':'It starts.'}");
            Typed typed = Typed.in(home, "wait", ID, "--timeout", "0s");
            assertThat(typed).isEqualTo(new Typed(3, "", "blackfish: It starts.\n"));
        }
    }

    private CompletableFuture<Typed> typed(String... arguments) {
        return CompletableFuture.supplyAsync(
                () -> Typed.in(home, arguments), task -> Thread.ofPlatform().start(task));
    }

    private static void await(BooleanSupplier condition) {
        Eventually.within(SOON, "what the program waits for", condition);
    }
}
