package org.blackfish.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.blackfish.fetch.Wait;

/** The testbed's stand-in for the hub, and the real Python client beside it, each a process of its own. */
final class StandIn implements AutoCloseable {
    private static final String LOOK = """
            import sys
            from huggingface_hub import scan_cache_dir, snapshot_download
            print(snapshot_download(sys.argv[1], cache_dir=sys.argv[2], local_files_only=True))
            found = scan_cache_dir(sys.argv[2])
            assert not found.warnings, [str(warning) for warning in found.warnings]
            assert [repo.repo_id for repo in found.repos] == [sys.argv[1]], found.repos
            """;
    private static final String FETCH = """
            import sys
            from huggingface_hub import snapshot_download
            print(snapshot_download(sys.argv[1], cache_dir=sys.argv[2]))
            """;

    private final Path folder;
    private final Process process;
    private final String address;

    StandIn(Path folder, Path repositories) throws Exception {
        this.folder = folder;
        Path ready = folder.resolve("ready");
        this.process = new ProcessBuilder(
                        "/usr/bin/python3", "testbed/hub/hub", repositories.toString(), "--ready", ready.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("hub.log").toFile())
                .start();
        Wait.until(() -> Files.exists(ready));
        this.address = "http://127.0.0.1:" + Files.readString(ready).strip();
    }

    String address() {
        return address;
    }

    /** Faults in the words of {@code testbed/hub/README.md}. */
    void faults(String json) throws IOException {
        HttpURLConnection line =
                (HttpURLConnection) URI.create(address + "/_faults").toURL().openConnection();
        line.setRequestMethod("PUT");
        line.setDoOutput(true);
        line.getOutputStream().write(json.getBytes(StandardCharsets.UTF_8));
        assertThat(line.getResponseCode()).isEqualTo(204);
    }

    /** The Python client loads the repository from the cache alone, and finds nothing to complain about. */
    void loadsInPython(String repo, Path cache) throws Exception {
        assertThat(python(LOOK, repo, cache).waitFor()).as(said()).isZero();
    }

    boolean isIncompleteInPython(String repo, Path cache) throws Exception {
        return python(LOOK, repo, cache).waitFor() != 0;
    }

    Process startPython(String repo, Path cache) throws IOException {
        return python(FETCH, repo, cache);
    }

    void fetchInPython(String repo, Path cache) throws Exception {
        assertThat(startPython(repo, cache).waitFor()).as(said()).isZero();
    }

    private String said() throws IOException {
        return Files.readString(folder.resolve("python.log"));
    }

    private Process python(String program, String repo, Path cache) throws IOException {
        String prefix = System.getenv("TESTBED_PREFIX");
        Path python = Path.of(String.valueOf(prefix), "hub-client", "bin", "python");
        if (prefix == null || !Files.isExecutable(python)) {
            return fail("There is no Python client: run bin/test, or link what testbed/hub/client prints as"
                    + " $TESTBED_PREFIX/hub-client.");
        }
        List<String> argv = new ArrayList<>(List.of(python.toString(), "-c", program, repo, cache.toString()));
        ProcessBuilder builder = new ProcessBuilder(argv)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("python.log").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("HF_"));
        builder.environment()
                .putAll(Map.of(
                        "HF_ENDPOINT",
                        address,
                        "HF_HOME",
                        folder.resolve("hf").toString(),
                        "HF_HUB_DISABLE_PROGRESS_BARS",
                        "1"));
        return builder.start();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
