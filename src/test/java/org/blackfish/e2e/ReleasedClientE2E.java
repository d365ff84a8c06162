package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The command line of the Python Blackfish 1.0.0, unchanged from the Python package index, against our server below a
 * portal's prefix: it knows host, port and home only. {@code testbed/peer} installs it into a virtual environment.
 */
class ReleasedClientE2E {
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    private static Server server;
    private static StandInHub hub;
    private static Launches launches;
    private static Shell blackfish;
    private static EngineModel model;

    @BeforeAll
    static void start() throws IOException {
        Path program = program();
        server = Server.start(Server.PREFIX, EngineModel.SETTINGS);
        hub = StandInHub.start();
        launches = new Launches(server);
        model = EngineModel.in(server, "released", "{}");
        Files.createDirectories(Testbed.cacheDirectory().resolve("models"));
        // A Python that was copied here looks for its own library where it was built.
        Path library = program.resolveSibling("python")
                .toRealPath()
                .resolve("../../lib")
                .normalize();
        blackfish = new Shell(
                List.of(program.toString()),
                Map.of(
                        "BLACKFISH_HOME_DIR", server.home().toString(),
                        "BLACKFISH_HOST", "127.0.0.1",
                        "BLACKFISH_PORT", String.valueOf(server.port()),
                        "BLACKFISH_CONTAINER_PROVIDER", "apptainer",
                        "LD_LIBRARY_PATH", library.toString(),
                        "HF_ENDPOINT", hub.address().replace("127.0.0.1", "localhost"),
                        "HF_HUB_DISABLE_XET", "1",
                        "COLUMNS", "300",
                        "PYTHONDONTWRITEBYTECODE", "1"));
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
        if (hub != null) {
            hub.close();
        }
    }

    private static Path program() {
        Path told = Testbed.prefix().resolve("peer");
        if (!Files.exists(told)) {
            Path why = Testbed.prefix().resolve("peer.missing");
            return fail("The Python Blackfish 1.0.0 is not there: "
                    + (Files.exists(why) ? Testbed.read(why).strip() : "run testbed/peer as bin/test does."));
        }
        return Path.of(Testbed.read(told).strip());
    }

    @Test
    void itLaunchesListsShowsStopsAndRemovesAService() {
        String id = launch("released-one");
        launches.await(id, "healthy");
        assertThat(blackfish.run("ls")).contains(id.substring(0, 13), "released-one", "HEALTHY");
        assertThat(blackfish.run("ls", "--filters", "name=nobody")).doesNotContain("released-one");
        assertThat(blackfish.run("details", id)).contains(model.repo(), "healthy", "default");
        assertThat(blackfish.run("stop", id.substring(0, 8))).contains("Stopped service " + id.substring(0, 13));
        launches.await(id, "stopped");
        assertThat(blackfish.run("ls")).doesNotContain("released-one");
        assertThat(blackfish.run("ls", "--all")).contains("released-one");
        assertThat(blackfish.run("rm", "--filters", "name=nobody")).contains("did not match any services");
        assertThat(server.get("/api/services/" + id).statusCode()).isEqualTo(200);
        assertThat(blackfish.run("rm", "--filters", "name=released-one")).contains("Removed 1 service.");
        assertThat(server.get("/api/services/" + id).statusCode()).isEqualTo(404);
    }

    @Test
    void itPrunesWhatHasEnded() {
        String id = launch("released-two");
        launches.jobId(id);
        launches.stop(id);
        assertThat(blackfish.run("y\n", List.of("prune"))).containsPattern("Removed [1-9] services?\\.");
        assertThat(server.get("/api/services/" + id).statusCode()).isEqualTo(404);
    }

    @Test
    void itSeesModelsImagesAndProfiles() {
        assertThat(blackfish.run("model", "ls")).contains(model.repo(), COMMIT, "default");
        assertThat(blackfish.run("model", "ls", "--refresh")).contains(model.repo());
        assertThat(blackfish.run("image", "ls")).contains("vllm");
        assertThat(blackfish.run("profile", "ls"))
                .contains("default", server.home().toString());
        assertThat(blackfish.run("profile", "show", "--name", "default")).contains("localhost");
    }

    @Test
    void itAddsAModelThatItDownloadedAndRemovesIt() throws IOException {
        hub.model("lab/added", 1000)
                .put("lab/added", ".hub.json", "{\"license\": \"mit\", \"pipeline_tag\": \"text-generation\"}");
        assertThat(blackfish.run("model", "add", "lab/added"))
                .contains("Successfully downloaded model lab/added", "Added model lab/added");
        assertThat(blackfish.run("model", "ls")).contains("lab/added");
        assertThat(blackfish.run("model", "rm", "lab/added"))
                .contains("Removed model lab/added", "Database updated successfully!");
        assertThat(blackfish.run("model", "ls")).doesNotContain("lab/added");
    }

    @Test
    void aProfileThatItAddsInTheFileIsTheServersToo() {
        String answers = String.join(
                "\n",
                "second",
                "slurm",
                "localhost",
                System.getProperty("user.name"),
                server.home().resolve("second").toString(),
                Testbed.cacheDirectory().toString(),
                "");
        assertThat(blackfish.run(answers, List.of("profile", "add"))).contains("Created profile 'second'.");
        assertThat(server.json("/api/profiles/second").getString("home_dir"))
                .isEqualTo(server.home().resolve("second").toString());
        assertThat(blackfish.run("profile", "default", "second")).contains("'second' is now the default profile.");
        assertThat(server.json("/api/profiles/second").getBoolean("default")).isTrue();
        assertThat(blackfish.run("profile", "default", "default")).contains("'default' is now the default profile.");
        assertThat(blackfish.run("y\n", List.of("profile", "rm", "--name", "second")))
                .contains("Profile second deleted.");
        assertThat(server.get("/api/profiles/second").statusCode()).isEqualTo(404);
    }

    @Test
    void batchJobsAreToldAsSomethingOfALaterVersion() {
        assertThat(blackfish.say("batch", "ls").text())
                .contains(
                        "Failed to fetch jobs (status=501).",
                        "Error: This part of the interface comes with a later version.");
    }

    @Test
    void aWrongTokenIsToldAsThat() {
        assertThat(blackfish.with("BLACKFISH_AUTH_TOKEN", "wrong").say("ls").text())
                .contains("Not authorized. The server requires authentication.")
                .doesNotContain("Traceback");
    }

    @Test
    void aBareRemovalTakesWhatHasEndedOnly() {
        String ended = launch("released-ended");
        launches.jobId(ended);
        launches.stop(ended);
        String live = launch("released-live");
        launches.await(live, "healthy");
        blackfish.run("rm");
        assertThat(server.get("/api/services/" + ended).statusCode()).isEqualTo(404);
        assertThat(server.get("/api/services/" + live).statusCode()).isEqualTo(200);
        launches.stop(live);
    }

    @Test
    void itRenamesAProfileThroughTheServer() {
        assertThat(blackfish.run("profile", "rename", "default", "other")).contains("Renamed profile");
        assertThat(server.json("/api/profiles/other").getString("name")).isEqualTo("other");
        assertThat(blackfish.run("profile", "rename", "other", "default")).contains("Renamed profile");
    }

    private static String launch(String name) {
        String said = blackfish.run(
                "run",
                "--time",
                "00:10:00",
                "--ntasks-per-node",
                "1",
                "--mem",
                "1",
                "--partition",
                "cpu",
                "-p",
                "default",
                "text-generation",
                model.repo(),
                "-n",
                name,
                "-r",
                COMMIT);
        return Testbed.first("Started service: ([0-9a-f-]{36})", said);
    }
}
