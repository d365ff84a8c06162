package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One user's sessions as {@code testbed/dashboard} starts them: a home, a site.conf, and a cluster for each adapter. */
final class Dashboard implements AutoCloseable {
    /** The cluster files, by the adapter that each names. */
    static final Map<String, String> CLUSTERS = Map.of("head", "systemd", "tmux", "linux_host", "slurm", "slurm");

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Path home;
    private final Path runs;
    private Path app = Path.of("").toAbsolutePath();
    private final List<Card> started = new ArrayList<>();

    private Dashboard(Path home, Path runs) {
        this.home = home;
        this.runs = runs;
    }

    /** {@code host} is what the node calls itself; {@code site} are lines of site.conf beyond what the test needs. */
    static Dashboard open(String host, int firstPort, int lastPort, String... site) {
        Server.prepare();
        try {
            Path scratch = Files.createDirectories(Testbed.prefix().resolve("scratch"));
            // A socket's path has at most 108 bytes.
            Dashboard dashboard = new Dashboard(
                    Files.createTempDirectory(scratch, "d"), Files.createTempDirectory(Path.of("/tmp"), "bf"));
            for (Map.Entry<String, String> cluster : CLUSTERS.entrySet()) {
                dashboard.write("clusters/" + cluster.getKey() + ".yml", """
                        v2:
                          job: {adapter: %s}
                          batch_connect: {basic: {set_host: "host=%s", min_port: %d, max_port: %d}}
                        """.formatted(
                                cluster.getValue(), host, firstPort, lastPort));
            }
            dashboard.write("environment.sh", dashboard.environmentScript());
            dashboard.site(site);
            return dashboard;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Jobs of Slurm begin with a login's environment, which is not the testbed's. */
    private String environmentScript() {
        return """
                export PATH='%s' SLURM_CONF='%s' BLACKFISH_HOME_DIR='%s' BLACKFISH_START_CACHE=off
                export BLACKFISH_POLL_STARTING=1s BLACKFISH_POLL_ACTIVE=1s
                export BLACKFISH_LEASE_BEAT=500ms BLACKFISH_LEASE_STOP=8s BLACKFISH_LEASE_TAKE=14s
                """.formatted(System.getenv("PATH"), System.getenv("SLURM_CONF"), data());
    }

    void site(String... lines) {
        write(
                "site.conf",
                "scratch_dir=" + runs + "\ninit_scripts=" + home.resolve("environment.sh") + "\nready_timeout=240\n"
                        + String.join("\n", lines) + "\n");
    }

    /** Another folder of the app than this build's. */
    void app(Path folder) {
        app = folder;
    }

    Path home() {
        return home;
    }

    /** Where Blackfish keeps this user's data. */
    Path data() {
        return home.resolve(".blackfish");
    }

    Path site() {
        return home.resolve("site.conf");
    }

    /** What {@code scratch_dir} of site.conf names. */
    Path runs() {
        return runs;
    }

    /** The run directories that exist now. */
    List<Path> runDirectories() {
        return list(runs);
    }

    Path write(String name, String text) {
        try {
            Path file = home.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Submits the form; a refusal fails the test. */
    Card start(String cluster, String... fields) {
        return start(cluster, Map.of(), fields);
    }

    Card start(String cluster, Map<String, String> environment, String... fields) {
        Said said = call(environment, "start", app.toString(), cluster, fields);
        assertThat(said.status()).as(said.words()).isZero();
        Card card = new Card(this, said.words());
        started.add(card);
        return card;
    }

    /** Submits the form and returns what is shown above it. */
    String refusal(String... fields) {
        Said said = call(Map.of(), "start", app.toString(), "head", fields);
        assertThat(said.status()).as(said.words()).isEqualTo(1);
        return said.words();
    }

    String form() {
        return call(Map.of(), "form", app.toString(), "").words();
    }

    JsonObject look(String id) {
        return Server.parse(call(Map.of(), "card", id, "").words()).asJsonObject();
    }

    void cancel(String id) {
        Said said = call(Map.of(), "cancel", id, "");
        assertThat(said.status()).as(said.words()).isZero();
    }

    /** Whatever a failed test left running is cancelled. */
    @Override
    public void close() {
        started.stream().filter(card -> !card.state().equals("completed")).forEach(card -> {
            card.cancel();
            card.await("completed");
        });
    }

    /** The command lines of all living processes that name a folder of these sessions. */
    List<String> processes() {
        return ProcessHandle.allProcesses()
                .map(process -> Machines.commandLine(process.pid()).replace('\0', ' '))
                .filter(line -> line.contains(runs.toString()) || line.contains(home + "/ondemand"))
                .filter(line -> !line.startsWith("tmux"))
                .toList();
    }

    /** After the end of the only session, however it came: no process, no run directory, no connection. */
    void runsNothingOf(Card card) {
        assertThat(processes()).isEmpty();
        assertThat(runDirectories()).isEmpty();
        assertThat(card.staged().resolve("connection.yml")).doesNotExist();
    }

    /** After an end in order: no secret either. */
    void holdsNothingOf(Card card) {
        runsNothingOf(card);
        assertThat(data().resolve("auth_token")).doesNotExist();
    }

    static Duration patience() {
        return PATIENCE;
    }

    private Said call(
            Map<String, String> environment, String command, String subject, String cluster, String... fields) {
        List<String> argv = new ArrayList<>(List.of(
                "ruby",
                "testbed/dashboard/dashboard",
                command,
                subject,
                home.resolve("clusters").toString()));
        if (!cluster.isEmpty()) {
            argv.add("cluster=" + cluster);
        }
        argv.addAll(List.of(fields));
        ProcessBuilder builder = new ProcessBuilder(argv).redirectErrorStream(true);
        builder.environment().keySet().retainAll(List.of("PATH", "LANG", "SLURM_CONF", "USER", "LOGNAME"));
        builder.environment().putAll(Map.of("HOME", home.toString(), "BLACKFISH_SITE_CONF", site().toString()));
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return new Said(process.waitFor(), words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Said(int status, String words) {}
}
