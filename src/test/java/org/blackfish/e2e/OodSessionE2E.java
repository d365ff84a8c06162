package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A session of the portal from the form to its end, under each of the three ways in which portals run them. */
class OodSessionE2E {
    private Dashboard dashboard;

    @BeforeEach
    void open() {
        dashboard = Dashboard.open("localhost", 20100, 20399);
    }

    @AfterEach
    void close() {
        dashboard.close();
    }

    @Test
    void underTmuxASessionIsPrivateWorksAndLeavesNothing() throws Exception {
        assertThat(life("tmux")).isEqualTo("0");
    }

    @Test
    void asASlurmJobASessionIsPrivateWorksAndLeavesNothing() throws Exception {
        assertThat(life("slurm")).isEqualTo("0:0");
    }

    @Test
    void aSessionWhoseTimeEndsWhileItStartsLeavesNothing() {
        Card card = dashboard.start("tmux", Map.of("DASHBOARD_WALLTIME", "8")).await("completed");
        assertThat(card.log()).contains("asked to stop").endsWith("ended\n");
        assertThat(card.exitStatus()).isEqualTo("0");
        dashboard.holdsNothingOf(card);
    }

    @Test
    void asServicesOfTheHeadNodeTheSecondSessionWaitsFollowsAKilledOneAndTheThirdSweeps() throws Exception {
        Card first = privateSession("head");
        String old = first.token();
        Card second = dashboard.start("head").await("running");
        assertThat(second.log()).doesNotContain("which an earlier session left");
        assertThat(second.port()).isNotEqualTo(first.port());
        assertThat(second.html()).contains("Your Blackfish data are open in another session");
        assertThat(second.token()).isEqualTo(old);
        assertThat(second.get("/").body()).contains("Sign in");
        assertThat(first.get("/api/services").statusCode()).isEqualTo(200);

        Path abandoned = first.staged();
        mainShell(first).destroyForcibly();
        Testbed.await(
                "no process of the killed session lives",
                () -> dashboard.processes().stream().noneMatch(line -> line.contains("--port " + portOf(abandoned))));
        Testbed.await(
                "the second holds the data and its button knows",
                Dashboard.patience(),
                () -> offersAnotherToken(second.html(), old),
                second::log);
        assertThat(second.get("/api/services").statusCode()).isEqualTo(200);

        assertThat(first.html()).contains("Why it ended:</strong> This session was killed, or its node was lost");
        assertThat(abandoned.resolve("connection.yml")).exists();
        Card third = dashboard.start("head");
        Testbed.await("the third swept", () -> third.log().contains("which an earlier session left"));
        assertThat(abandoned.resolve("connection.yml")).doesNotExist();
        third.cancel();
        third.await("completed");
        second.cancel();
        second.await("completed");
        assertThat(second.exitStatus()).isEqualTo("0");
        dashboard.holdsNothingOf(second);
    }

    /** The whole life of a session; returns the exit status after Cancel. */
    private String life(String cluster) throws Exception {
        Card card = privateSession(cluster);
        String token = card.token();
        card.cancel();
        card.await("completed");
        assertThat(card.html()).contains("may still run").doesNotContain("Why it ended");
        dashboard.holdsNothingOf(card);
        new TokenSearch(token).findsNothing(dashboard.home(), dashboard.runs());
        return card.exitStatus();
    }

    /** A session that runs, with a hostile folder name in its form, and what must be private about it. */
    private Card privateSession(String cluster) throws Exception {
        Path cache = Files.createDirectory(dashboard.home().resolve("c a'c\"h $(touch pwned) `id` ü"));
        Card card = dashboard.start(cluster, "cache_dir=" + cache, "bc_num_hours=2");
        Testbed.await(
                "a run directory is there", () -> !dashboard.runDirectories().isEmpty());
        assertThat(Card.mode(card.staged())).isEqualTo("rwx------");
        assertThat(Card.mode(dashboard.runDirectories().getFirst())).isEqualTo("rwx------");
        card.await("running");
        assertThat(card.html())
                .contains(
                        "Open Blackfish on localhost", "Log of this session", "Blackfish 0.1.0 on localhost, until 20")
                .contains("$(touch pwned)");
        assertThat(Card.mode(card.staged().resolve("connection.yml"))).isEqualTo("rw-------");
        HttpResponse<String> profiles = card.get("/api/profiles");
        assertThat(profiles.statusCode()).as(profiles.body()).isEqualTo(200);
        assertThat(profiles.body()).contains("$(touch pwned)");
        assertThat(card.staged().resolve("pwned")).doesNotExist();
        new TokenSearch(card.token()).findsNothing(dashboard.home(), dashboard.runs());
        return card;
    }

    /** Judges one look at the card, since its button goes and comes while the second session takes over. */
    private static boolean offersAnotherToken(String html, String old) {
        return html.contains("name=\"token\"") && !html.contains("open in another session") && !html.contains(old);
    }

    private static ProcessHandle mainShell(Card card) {
        String shell = "bash\0" + card.staged() + "/job.sh";
        List<ProcessHandle> shells = ProcessHandle.allProcesses()
                .filter(process -> Machines.commandLine(process.pid()).startsWith(shell))
                .toList();
        assertThat(shells).hasSize(1);
        return shells.getFirst();
    }

    private static String portOf(Path staged) {
        return Testbed.read(staged.resolve("connection.yml"))
                .lines()
                .filter(line -> line.startsWith("port: "))
                .findFirst()
                .orElseThrow()
                .substring("port: ".length());
    }
}
