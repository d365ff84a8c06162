package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The real vLLM when it cannot start, or is stopped before it has: the end comes, and says why. */
@Tag("heavy")
class VllmFailuresE2E {
    private static Server server;

    @BeforeAll
    static void start() {
        server = Server.start("", VllmService.SETTINGS);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aStopWhileItLoadsEndsTheJobWhetherOrNotItHeedsTheFirstSignal() {
        VllmService service = VllmService.launch(server, "hasty", VllmService.MODEL);
        service.awaitInLog("Resolved architecture");
        VllmService.measured("stop while loading", service.stop());
        assertThat(service.status()).isEqualTo("stopped");
        // It ignores TERM at most moments of its start, and at some ends with an exit code of its own.
        assertThat(service.accounted()).matches("CANCELLED.*|FAILED");
    }

    @Test
    void aLengthBeyondTheModelIsExplained() {
        VllmService service = VllmService.launch(server, "long", VllmService.MODEL, "--max-model-len", "100000");
        service.await("failed");
        VllmService.measured("launch to failed for a wrong length", service.sinceLaunch());
        assertThat(service.reason()).contains("context length", "give a smaller one");
    }

    @Test
    void anArchitectureThatItDoesNotKnowIsExplained() throws IOException {
        VllmService service = VllmService.launch(server, "novel", variant("NovelForCausalLM"));
        service.await("failed");
        VllmService.measured("launch to failed for an unknown architecture", service.sinceLaunch());
        assertThat(service.reason()).contains("does not know this kind of model");
    }

    @Test
    void filesThatAreNotOnDiskAreNotFetchedButExplained() {
        VllmService service = VllmService.launch(server, "far", VllmService.MODEL, "--tokenizer", "testbed/nothing");
        service.await("failed");
        VllmService.measured("launch to failed for files that are not on disk", service.sinceLaunch());
        assertThat(service.reason()).contains("not on disk");
    }

    @Test
    void aModelThatIsNotOnDiskIsRefusedBeforeThereIsAJob() {
        HttpResponse<String> answer = server.post(
                "/api/services",
                VllmService.order("none", "testbed/nothing").build().toString());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("testbed/nothing");
    }

    /** A copy of the model, in the server's own models folder, that says to be of another architecture. */
    private static String variant(String architecture) throws IOException {
        Path given = Testbed.cacheDirectory().resolve("models/models--testbed--SmolLM2-135M-Instruct");
        String revision = Testbed.read(given.resolve("refs/main"));
        Path copy = server.home().resolve("models/models--testbed--novel");
        Path snapshot = Files.createDirectories(copy.resolve("snapshots").resolve(revision));
        Files.createDirectories(copy.resolve("refs"));
        Testbed.write(copy.resolve("refs/main"), revision);
        List<Path> files;
        try (Stream<Path> all = Files.list(given.resolve("snapshots").resolve(revision))) {
            files = all.toList();
        }
        for (Path file : files) {
            Files.copy(file, snapshot.resolve(file.getFileName()));
        }
        Path config = snapshot.resolve("config.json");
        Testbed.write(config, Testbed.read(config).replace("LlamaForCausalLM", architecture));
        return "testbed/novel";
    }
}
