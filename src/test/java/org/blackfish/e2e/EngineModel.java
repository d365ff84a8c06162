package org.blackfish.e2e;

import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A model for the stand-in engine in a server's own models folder: no weights, only the switches of
 * {@code testbed/image/README.md}, which the engine reads anew for every request.
 */
record EngineModel(String repo, Path folder) {
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    /** Settings that make a server run the stand-in engine in place of llama.cpp. */
    static final Map<String, String> SETTINGS = Map.of("BLACKFISH_LLAMA_CPP_IMAGE", "testbed/engine:1");

    static EngineModel in(Server server, String name, String switches) {
        return in(server.home().resolve("models"), name, switches);
    }

    /** The same in another folder that models are found in. */
    static EngineModel in(Path models, String name, String switches) {
        Path repository = models.resolve("models--test--" + name);
        Path snapshot = repository.resolve("snapshots").resolve(COMMIT);
        try {
            Files.createDirectories(snapshot);
            Files.createDirectories(repository.resolve("refs"));
            Files.writeString(repository.resolve("refs/main"), COMMIT);
            Files.writeString(snapshot.resolve("model.gguf"), "GGUF");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        EngineModel model = new EngineModel("test/" + name, snapshot);
        model.behave(switches);
        return model;
    }

    void behave(String switches) {
        Testbed.write(folder.resolve("engine.json"), switches);
    }

    JsonObjectBuilder order(String name) {
        return Launches.order(name).add("repo_id", repo);
    }
}
