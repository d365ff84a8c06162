package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Our command line as a user has it, by its launcher, against a real server and a real Slurm. */
class CommandLineE2E {
    private static Server server;
    private static Shell blackfish;
    private static EngineModel model;

    @BeforeAll
    static void start() {
        server = Server.start(Server.PREFIX, EngineModel.SETTINGS);
        model = EngineModel.in(server, "typed", "{}");
        blackfish = new Shell(
                List.of("ood-app/bin/blackfish"),
                Map.of(
                        "BLACKFISH_HOME_DIR", server.home().toString(),
                        "XDG_CACHE_HOME", server.home().resolve("cache").toString()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aServiceIsLaunchedCalledShownStoppedAndRemoved() {
        String said =
                blackfish.run("run", model.repo(), "-n", "typed", "--partition", "cpu", "--tier", "CPU", "--wait");
        String id = Testbed.first("Started service: ([0-9a-f-]{36})", said);
        assertThat(blackfish.run("ls")).contains(id.substring(0, 13), "typed", model.repo(), "healthy");
        assertThat(Server.parse(blackfish.run("ls", "--json")).asJsonArray()).hasSize(1);
        assertThat(blackfish.run("details", "typed"))
                .contains("status       healthy, ready", "/services/" + id + "/v1");
        assertThat(blackfish.run("chat", "typed", "Hello", "--max-tokens", "5")).isNotBlank();
        assertThat(blackfish.run("logs", id.substring(0, 6))).isNotBlank();
        assertThat(blackfish.say("rm", "typed"))
                .isEqualTo(new Shell.Said(1, "blackfish: The service \"typed\" is healthy; stop it first.\n"));
        blackfish.run("stop", "typed");
        assertThat(blackfish.run("wait", "typed", "--status", "stopped", "--timeout", "60s"))
                .isEqualTo("Service " + id + " is stopped.\n");
        assertThat(blackfish.run("ls")).doesNotContain("typed");
        assertThat(blackfish.run("rm", "typed")).isEqualTo("Removed 1 service.\n");
        assertThat(blackfish.say("details", "typed").code()).isEqualTo(1);
    }

    @Test
    void whatIsThereIsListed() {
        assertThat(blackfish.run("model", "ls")).contains(model.repo());
        assertThat(blackfish.run("tier", "ls")).contains("CPU");
        assertThat(blackfish.run("tier", "choose", model.repo())).contains("GB of weights");
        assertThat(blackfish.run("image", "ls")).contains("text_generation");
        assertThat(blackfish.run("profile", "ls"))
                .contains("default", server.home().toString());
        assertThat(blackfish.run("version")).contains("blackfish " + Installation.VERSION, "server ");
        assertThat(blackfish.run("open")).contains(server.address() + "/services.xhtml");
        assertThat(blackfish.run("run", model.repo(), "--dry-run", "--partition", "cpu", "--tier", "CPU"))
                .contains("#SBATCH");
    }

    @Test
    void aProfileIsAddedRenamedAndRemoved() {
        String cache = Testbed.cacheDirectory().toString();
        String own = server.home().resolve("two").toString();
        assertThat(blackfish.run("profile", "add", "two", "-c", cache, "-d", own))
                .isEqualTo("Added profile two.\n");
        assertThat(blackfish.say("profile", "update", "two", "-c", "/nowhere").code())
                .isEqualTo(2);
        Shell.Said repaired = blackfish.say("profile", "repair", "two");
        assertThat(repaired.text())
                .contains(
                        "good  The home_dir " + own,
                        "good  The cache_dir " + cache,
                        "good  Slurm's commands are there");
        assertThat(repaired.text()).doesNotContain("wrong ").contains("good  Staged images: testbed/engine:1");
        assertThat(repaired.code()).isZero();
        blackfish.run("profile", "rename", "two", "three");
        assertThat(blackfish.run("profile", "ls")).contains("three").doesNotContain("\ntwo ");
        assertThat(blackfish.run("profile", "rm", "three", "--yes")).isEqualTo("Removed profile three.\n");
    }

    @Test
    void aPersonalTokenMayDoWhatItsScopeAllows() {
        String secret =
                blackfish.run("token", "create", "lab").lines().findFirst().orElseThrow();
        Shell program = blackfish.with("BLACKFISH_AUTH_TOKEN", secret);
        assertThat(program.run("ls")).contains("SERVICE ID");
        Shell.Said refused = program.say("prune", "--yes");
        assertThat(refused.code()).isEqualTo(4);
        assertThat(refused.text()).contains("needs the scope \"manage\"");
        assertThat(blackfish.run("token", "revoke", "lab")).contains("is revoked");
        assertThat(program.say("ls").code()).isEqualTo(4);
    }

    @Test
    void aServerThatIsStartedAnewIsFoundAgainAndOneThatDiedIsSaidToBe() throws IOException {
        Server other = Server.startAtTheRoot();
        Shell typed = blackfish.with("BLACKFISH_HOME_DIR", other.home().toString());
        Path state = other.home().resolve("server.json");
        try (other) {
            assertThat(Files.getPosixFilePermissions(state)).hasSize(2);
            assertThat(typed.run("ls")).contains("SERVICE ID");
            other.kill();
            Shell.Said dead = typed.say("ls");
            assertThat(dead.code()).isEqualTo(3);
            assertThat(dead.text())
                    .contains("Nobody answers at http://127.0.0.1:" + other.port())
                    .hasLineCount(1);
            other.restart();
            assertThat(typed.run("ls")).contains("SERVICE ID");
        }
        assertThat(state).doesNotExist();
        assertThat(typed.say("ls").text()).contains("No Blackfish of yours is running");
    }

    @Test
    void theFirstCommandHasACacheMadeThatLaterOnesUse() {
        blackfish.run("version");
        String folder = server.home().resolve("cache").toString();
        Testbed.await(
                "the launcher's cache is made",
                () -> Testbed.run("find", folder, "-name", "cli-*.jsa").endsWith(".jsa"));
        assertThat(blackfish.run("version")).contains("blackfish " + Installation.VERSION);
        assertThat(Testbed.run("find", folder, "-name", "cli-*.jsa").lines()).hasSize(1);
    }
}
