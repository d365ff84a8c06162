package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The models part of REST, as the released clients and lab scripts use it. */
class ModelsRestE2E {
    private static ModelsWorld world;

    @BeforeAll
    static void start() throws IOException {
        world = ModelsWorld.start();
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @Test
    void theTokenIsAskedForSetAndForgottenByRest() {
        assertThat(world.server()
                        .put("/api/settings/hf_token", "{\"token\": \"hf_none\"}")
                        .body())
                .contains("\"status_code\":400", "refuses the Hugging Face token");
        assertThat(world.server()
                        .put("/api/settings/hf_token", "{\"token\": \"two words\"}")
                        .body())
                .contains("A Hugging Face token is one word");
        JsonObject saved = Server.parse(world.server()
                        .put("/api/settings/hf_token", "{\"token\": \"hf_stranger\"}")
                        .body())
                .asJsonObject();
        assertThat(saved.getString("username")).isEqualTo("stranger");
        assertThat(world.server().json("/api/settings/hf_token").getString("token_role"))
                .isEqualTo("read");
        assertThat(world.server().delete("/api/settings/hf_token").body())
                .contains("\"status\":\"ok\"", "The saved token was removed.");
        assertThat(world.server().json("/api/settings/hf_token").getBoolean("configured"))
                .isFalse();
    }

    @Test
    void downloadsAreStartedWatchedAndForgottenByRest() throws IOException {
        world.hub().model("lab/rest", 3_000_000);
        assertThat(Server.parse(world.server()
                                .get("/api/models/search?q=lab/re")
                                .body())
                        .asJsonArray()
                        .getJsonObject(0)
                        .getString("repo"))
                .isEqualTo("lab/rest");
        assertThat(world.server().get("/api/models/search?q=").statusCode()).isEqualTo(400);
        String body = "{\"repo_id\": \"lab/rest\", \"profile\": \"default\"}";
        assertThat(world.server().post("/api/models/download/preview", body).body())
                .contains("\"missing\":3000002");
        var begun = world.server().post("/api/models/download", body);
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(201);
        JsonObject task = Server.parse(begun.body()).asJsonObject();
        assertThat(task.keySet()).containsExactlyInAnyOrder("task_id", "status", "repo_id", "message");
        String path = "/api/models/downloads/" + task.getString("task_id");
        Testbed.await(
                "the download is over",
                () -> world.server().json(path).getString("status").equals("completed")
                        && !world.server().json(path).isNull("model_id"));
        JsonObject done = world.server().json(path);
        assertThat(done.getJsonNumber("bytes_done").longValue()).isEqualTo(3_000_002);
        assertThat(world.server()
                        .json("/api/models/" + done.getString("model_id"))
                        .getString("repo"))
                .isEqualTo("lab/rest");
        assertThat(world.server()
                        .get("/api/models/downloads?status=completed&profile=default")
                        .body())
                .contains(task.getString("task_id"));
        assertThat(world.server().get("/api/models/downloads?status=x").body()).contains("is not one of pending");
        assertThat(world.server().delete(path).statusCode()).isEqualTo(204);
        assertThat(world.server().get(path).statusCode()).isEqualTo(404);
        assertThat(world.server()
                        .post("/api/models/download", "{\"repo_id\": \"../x\", \"where\": \"moon\"}")
                        .body())
                .contains("is no name of a repository", "The field profile is missing", "give here or slurm");
        assertThat(world.server()
                        .post("/api/models/download", body.replace("lab/rest", "lab/none"))
                        .statusCode())
                .isIn(403, 404);
    }

    @Test
    void aModelIsNotRemovedWhileMoreOfItIsDownloaded() throws IOException {
        ModelsWorld.put(
                world.own(), "lab/growing", ModelsWorld.OLD, "model.gguf", "7".repeat(64), "GGUF" + "x".repeat(100));
        String id = world.models("profile=default&repo_id=lab/growing")
                .getJsonObject(0)
                .getString("id");
        world.hub().model("lab/growing", 5_000_000);
        world.hub().faults("[{\"path\": \"model.gguf\", \"fault\": \"slow\", \"rate\": 100000}]");
        String download = world.download("lab/growing");
        var refused = world.server().delete("/api/models/" + id);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(409);
        assertThat(refused.body())
                .contains("A download of lab/growing goes on in the same folder; pause, cancel or await it first.");
        assertThat(world.server().put(download + "/pause", "{}").body()).contains("paused");
        world.hub().noFaults();
        assertThat(world.server().delete("/api/models/" + id).statusCode()).isEqualTo(204);
    }

    @Test
    void aRowAnswersToEveryRequestOfTheReference() throws IOException {
        ModelsWorld.twoRevisions(world.own(), "rest/model");
        JsonObject row =
                world.models("profile=default&refresh=True&repo_id=rest/model").getJsonObject(0);
        assertThat(row.keySet())
                .contains("id", "created_at", "updated_at", "repo", "profile", "revision", "image", "model_dir");
        assertThat(row.getJsonObject("metadata_").toString())
                .isEqualTo("{\"model_size_gb\":0.005,\"size_source\":\"files\",\"parameter_count\":null,"
                        + "\"dtype\":\"bfloat16\",\"fetched_at\":null}");
        assertThat(row.getString("license")).isEqualTo("apache-2.0");
        assertThat(row.getString("image")).isEqualTo("text-generation");
        String id = row.getString("id");
        assertThat(world.server().json("/api/models/" + id).getString("revision"))
                .isEqualTo(ModelsWorld.NEW);
        assertThat(world.server()
                        .json("/api/models/" + id + "/fit?tier=CPU&partition=cpu")
                        .getString("sentence"))
                .contains("0.005 GB of weights");
        assertThat(world.server().get("/api/models/" + id + "/fit?tier=none").body())
                .contains("There is no tier \\\"none\\\"");
        String known = "{\"repo\":\"rest/model\",\"profile\":\"default\",\"revision\":\"" + ModelsWorld.OLD
                + "\",\"image\":\"text-generation\",\"model_dir\":\"x\",\"metadata_\":{\"parameter_count\":7}}";
        var added = world.server().post("/api/models", known);
        assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
        assertThat(Server.parse(added.body()).asJsonObject().getString("source"))
                .isEqualTo("added");
        assertThat(world.server()
                        .post("/api/models", known.replace("rest/model", "rest/none"))
                        .body())
                .contains("The model rest/none at revision " + ModelsWorld.OLD + " does not lie in");
        assertThat(world.server()
                        .post("/api/models", "{\"repo\":1,\"image\":\"a b\"}")
                        .body())
                .contains("The field repo must be a text", "The field profile is missing", "is no task's name");
        assertThat(world.server()
                        .delete("/api/models?profile=default&repo_id=rest/model&revision=" + ModelsWorld.OLD)
                        .body())
                .matches("\\[\\{\"model_id\":\"[0-9a-f-]{36}\",\"status\":\"ok\",\"message\":null}]");
        assertThat(world.server().delete("/api/models/" + id).statusCode()).isEqualTo(204);
        assertThat(world.server().get("/api/models/" + id).statusCode()).isEqualTo(404);
        assertThat(world.own().resolve("models--rest--model")).doesNotExist();
    }

    @Test
    void aDeletionThatMeansTooMuchDeletesNothing() throws IOException {
        ModelsWorld.twoRevisions(world.cache().resolve("models"), "site/kept");
        ModelsWorld.twoRevisions(world.own(), "home/gone");
        assertThat(world.models("profile=default&repo_id=home/gone")).hasSize(2);
        assertThat(world.server().delete("/api/models").statusCode()).isEqualTo(400);
        assertThat(world.server().delete("/api/models?repo=home/gone").statusCode())
                .isEqualTo(400);
        assertThat(world.server()
                        .delete("/api/models?repo_id=home/gone&place=moon")
                        .body())
                .contains("\"status_code\":400", "is not home, shared or hf_cache.");
        assertThat(world.server()
                        .delete("/api/models?profile=default&repo_id=site/kept")
                        .body())
                .contains("\"error\"", "add place=shared to remove it for everybody");
        // The released command line takes the files away itself, and then says so.
        Testbed.run("rm", "-rf", world.own().resolve("models--home--gone").toString());
        assertThat(Server.parse(world.server()
                                .delete("/api/models?profile=default&repo_id=home/gone")
                                .body())
                        .asJsonArray())
                .hasSize(2)
                .allMatch(row -> row.asJsonObject().getString("status").equals("ok"));
        assertThat(world.server()
                        .delete("/api/models?profile=default&repo_id=site/kept&place=shared")
                        .body())
                .contains("ok")
                .doesNotContain("error");
        assertThat(world.cache().resolve("models/models--site--kept")).doesNotExist();
    }

    @Test
    void whatHuggingFacesOwnProgramsKeepRunsAndStays() {
        EngineModel model = EngineModel.in(world.hubCache(), "theirs", "{}");
        Launches launches = new Launches(world.server());
        String service = launches.launch(model.order("theirs"));
        launches.await(service, "healthy");
        launches.stop(service);
        JsonObject row = world.models("profile=default&repo_id=test/theirs").getJsonObject(0);
        assertThat(row.getString("place")).isEqualTo("hf_cache");
        String stays = "belongs to Hugging Face's own programs, so Blackfish leaves it alone; remove it with";
        String id = row.getString("id");
        var refused = world.server().delete("/api/models/" + id);
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains(stays);
        assertThat(world.server()
                        .delete("/api/models?profile=default&repo_id=test/theirs")
                        .body())
                .contains("\"error\"", stays);
        assertThat(world.server()
                        .post("/api/admin/models/" + id + "/publish", "{\"move\": true}")
                        .body())
                .contains(stays);
        assertThat(model.folder()).exists();
    }

    @Test
    void whatTheRealLibraryFetchedIsFoundAndLaunched() throws IOException {
        world.hub().model("lab/fetched", 3_000_000);
        String program =
                "from huggingface_hub import snapshot_download; print(snapshot_download('lab/fetched', cache_dir='"
                        + world.own() + "'))";
        String snapshot = Testbed.run(
                "env",
                "HF_ENDPOINT=" + world.hub().address(),
                "HF_HOME=" + world.cache().resolve("hf-other"),
                "HF_HUB_DISABLE_PROGRESS_BARS=1",
                Testbed.prefix().resolve("hub-client/bin/python").toString(),
                "-c",
                program);
        assertThat(Path.of(snapshot, "model.gguf")).isSymbolicLink();
        JsonObject row = world.models("profile=default&repo_id=lab/fetched").getJsonObject(0);
        assertThat(row.getString("revision"))
                .isEqualTo(String.valueOf(Path.of(snapshot).getFileName()));
        assertThat(row.getString("source")).isEqualTo("found");
        Launches launches = new Launches(world.server());
        String service = launches.launch(Launches.order("fetched").add("repo_id", "lab/fetched"));
        launches.await(service, "healthy");
        assertThat(launches.live(service).getString("phase")).isEqualTo("ready");
        launches.stop(service);
    }

    @Test
    void whoMayPublishIsJudgedByTheModelsOwnProfile() throws IOException {
        Path settings = world.server().home().resolve("profiles.cfg");
        String before = Files.readString(settings);
        assertThat(before).contains(world.cache().toString());
        Path mine = Files.createTempDirectory(Testbed.prefix().resolve("scratch"), "mine");
        Path models = Files.createDirectories(mine.resolve("home/models"));
        Files.createDirectories(mine.resolve("cache/models"));
        ModelsWorld.put(models, "lab/mine", ModelsWorld.OLD, "model.gguf", "8".repeat(64), "GGUF" + "x".repeat(100));
        // The default profile's folder is not ours, the other one's is.
        Files.writeString(
                settings,
                before.replace(
                                world.cache().toString(),
                                Testbed.cacheDirectory().toString())
                        + "\n[mine]\nschema = slurm\nhost = localhost\nuser = x\nhome_dir = " + mine.resolve("home")
                        + "\ncache_dir = " + mine.resolve("cache") + "\n");
        try {
            assertThat(world.server().get("/api/admin/cache").statusCode()).isEqualTo(403);
            String id = world.models("profile=mine&repo_id=lab/mine")
                    .getJsonObject(0)
                    .getString("id");
            assertThat(world.server()
                            .post("/api/admin/models/" + id + "/publish", "{}")
                            .body())
                    .doesNotContain("The admin section is for those who may write")
                    .contains("lab/mine");
        } finally {
            Files.writeString(settings, before);
        }
    }

    @Test
    void aModelIsNotTakenFromUnderAServiceThatRunsFromIt() {
        EngineModel model = EngineModel.in(world.server(), "running", "{}");
        Launches launches = new Launches(world.server());
        String service = launches.launch(model.order("runner"));
        launches.await(service, "healthy");
        JsonObject row = world.models("profile=default&repo_id=test/running").getJsonObject(0);
        assertThat(row.isNull("last_used_at")).isFalse();
        var refused = world.server().delete("/api/models/" + row.getString("id"));
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("The model test/running is used by runner; stop it first.");
        launches.stop(service);
        assertThat(world.server().delete("/api/models/" + row.getString("id")).statusCode())
                .isEqualTo(204);
    }
}
