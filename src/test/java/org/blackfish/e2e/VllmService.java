package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** One launch of the real vLLM, on a machine that gives it a share of one core: everything takes minutes. */
final class VllmService {
    static final String MODEL = "testbed/SmolLM2-135M-Instruct";
    static final Duration LOADING = Duration.ofMinutes(15);
    static final Map<String, String> SETTINGS = Map.of("BLACKFISH_GRACE_PERIOD", "20m");

    private final Server server;
    private final Launches launches;
    private final String id;
    private final Instant launched = Instant.now();

    private VllmService(Server server, Launches launches, String id) {
        this.server = server;
        this.launches = launches;
        this.id = id;
    }

    /** The image has no compiler, so vLLM has to run the model eagerly. */
    static VllmService launch(Server server, String name, String model, String... engineArguments) {
        Launches launches = new Launches(server);
        return new VllmService(server, launches, launches.launch(order(name, model, engineArguments)));
    }

    static JsonObjectBuilder order(String name, String model, String... engineArguments) {
        var arguments = Json.createArrayBuilder().add("--enforce-eager");
        Stream.of(engineArguments).forEach(arguments::add);
        return Launches.order(name).add("repo_id", model).add("engine_args", arguments);
    }

    String id() {
        return id;
    }

    String status() {
        return launches.status(id);
    }

    void await(String status) {
        launches.await(id, status, LOADING);
    }

    /** Waits until the log shows the text. */
    void awaitInLog(String text) {
        Testbed.await("the log says \"" + text + "\"", LOADING, () -> log().contains(text), this::log);
    }

    String reason() {
        return launches.live(id).getString("reason");
    }

    String log() {
        return server.get("/api/services/" + id + "/log").body();
    }

    String key() {
        return Testbed.read(server.home().resolve("keys/" + id)).strip();
    }

    Path folder() {
        return server.home().resolve("jobs/" + id);
    }

    /** The port that the job chose, 0 before it has. */
    int port() {
        Path file = folder().resolve("endpoint.json");
        return Files.exists(file)
                ? Server.parse(Testbed.read(file)).asJsonObject().getInt("port")
                : 0;
    }

    boolean listens() {
        int port = port();
        if (port == 0) {
            return false;
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    /** Asks Blackfish to stop it and waits until Slurm has confirmed that; how long that took. */
    Duration stop() {
        Instant asked = Instant.now();
        launches.stop(id);
        Duration taken = Duration.between(asked, Instant.now());
        assertThat(Testbed.run("squeue", "-h", "-j", launches.jobId(id), "-t", "RUNNING,COMPLETING"))
                .isEmpty();
        // The last of them may be on their way out when Slurm already knows.
        Testbed.await("nothing of it runs any more", () -> processes() == 0);
        assertThat(launches.jobs(id)).isEqualTo(1);
        return taken;
    }

    /** What Slurm's accounting calls the job's end, once it knows it. */
    String accounted() {
        String[] argv = {"sacct", "-nPX", "-j", launches.jobId(id), "-o", "State"};
        Testbed.await("accounting knows the end", () -> !Testbed.run(argv).matches("|RUNNING|PENDING"));
        return Testbed.run(argv);
    }

    /** Processes that work in the job's folder: the script, the container and all of vLLM. */
    private long processes() {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            return all.filter(path -> path.getFileName().toString().matches("[0-9]+"))
                    .filter(this::worksHere)
                    .count();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private boolean worksHere(Path process) {
        try {
            return Files.readSymbolicLink(process.resolve("cwd")).equals(folder());
        } catch (IOException foreignOrGone) {
            return false;
        }
    }

    Duration sinceLaunch() {
        return Duration.between(launched, Instant.now());
    }

    JsonObject live() {
        return launches.live(id);
    }

    /** Keeps a measured time beside the test reports. */
    static void measured(String what, Object figure) {
        Path file = Path.of("target/failsafe-reports/vllm-figures.txt");
        String text = figure instanceof Duration time
                ? String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0)
                : figure.toString();
        String before = Files.exists(file) ? Testbed.read(file) : "";
        Testbed.write(file, before + what + ": " + text + "\n");
    }
}
