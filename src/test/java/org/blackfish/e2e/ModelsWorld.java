package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A server with a shared folder of its own, before a hub stand-in. */
record ModelsWorld(Server server, StandInHub hub, Path cache) implements AutoCloseable {
    static final String OLD = "a".repeat(40);
    static final String NEW = "b".repeat(40);

    static ModelsWorld start() throws IOException {
        Path cache = Files.createTempDirectory(Testbed.prefix().resolve("scratch"), "cache");
        Files.createDirectory(cache.resolve("models"));
        Testbed.run(
                "cp", Testbed.cacheDirectory().resolve("resource_specs.yaml").toString(), cache.toString());
        Files.createSymbolicLink(
                cache.resolve("images"), Testbed.cacheDirectory().resolve("images"));
        StandInHub hub = StandInHub.start();
        Map<String, String> settings = new HashMap<>(EngineModel.SETTINGS);
        settings.put("BLACKFISH_DEFAULT_CACHE_DIR", cache.toString());
        settings.put("HF_ENDPOINT", hub.address());
        settings.put("HF_HOME", cache.resolve("hf-home").toString());
        settings.put("BLACKFISH_HF_CACHE", "on");
        return new ModelsWorld(Server.start(Server.PREFIX, settings), hub, cache);
    }

    @Override
    public void close() {
        server.close();
        hub.close();
    }

    Path own() {
        return server.home().resolve("models");
    }

    /** Where Hugging Face's own programs would keep what they fetch. */
    Path hubCache() {
        return cache.resolve("hf-home/hub");
    }

    /** Begins a download of what the hub has under this name; the address of its state. */
    String download(String repo) {
        var begun = server.post("/api/models/download", "{\"repo_id\": \"" + repo + "\", \"profile\": \"default\"}");
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(201);
        return "/api/models/downloads/"
                + Server.parse(begun.body()).asJsonObject().getString("task_id");
    }

    JsonArray models(String query) {
        return Server.parse(server.get("/api/models?" + query).body()).asJsonArray();
    }

    /** A file of a revision as the hub's client keeps it: a link to a blob. */
    static void put(Path models, String repo, String revision, String name, String blob, String text)
            throws IOException {
        Path folder = models.resolve("models--" + repo.replace("/", "--"));
        Path snapshot = folder.resolve("snapshots").resolve(revision);
        Files.createDirectories(folder.resolve("blobs"));
        Files.createDirectories(folder.resolve("refs"));
        Files.createDirectories(snapshot);
        Files.writeString(folder.resolve("blobs").resolve(blob), text);
        Files.writeString(folder.resolve("refs/main"), revision);
        Files.createSymbolicLink(snapshot.resolve(name), Path.of("../../blobs", blob));
    }

    static void twoRevisions(Path models, String repo) throws IOException {
        put(models, repo, OLD, "model.safetensors", "1".repeat(64), "o".repeat(3_000_000));
        put(models, repo, OLD, "README.md", "3".repeat(40), "---\nlicense: apache-2.0\n---\n");
        put(models, repo, NEW, "model.safetensors", "2".repeat(64), "n".repeat(5_000_000));
        put(models, repo, NEW, "README.md", "4".repeat(40), "---\nlicense: apache-2.0\n---\nnew");
        put(
                models,
                repo,
                NEW,
                "config.json",
                "5".repeat(40),
                "{\"architectures\": [\"LlamaForCausalLM\"], \"max_position_embeddings\": 8192,"
                        + " \"torch_dtype\": \"bfloat16\"}");
    }
}
