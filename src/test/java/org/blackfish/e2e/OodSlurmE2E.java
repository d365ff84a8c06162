package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Sessions that are jobs of Slurm and end as nobody wished: the card says so, and what they launched outlives them. */
class OodSlurmE2E {
    private static Dashboard dashboard;

    @BeforeAll
    static void open() {
        dashboard = Dashboard.open("localhost", 20500, 20549);
    }

    @AfterAll
    static void close() {
        dashboard.close();
    }

    @Test
    void aCrashAndTheEndOfTheTimeLeaveNothingOfASessionAndItsServicesToTheNext() {
        Card crashed = start();
        String service = launch(crashed);
        String job = job(crashed, service);
        String gone = crashed.token();
        try {
            Testbed.await("the service's job runs", () -> state(job).equals("RUNNING"));
            jvm(crashed).destroyForcibly();
            crashed.await("completed");
            assertThat(crashed.html())
                    .contains("<strong>Why it ended:</strong> the server was killed from outside", "may still run");
            Testbed.await("the job failed", () -> crashed.exitStatus().equals("1:0"));
            dashboard.runsNothingOf(crashed);
            assertThat(state(job)).isEqualTo("RUNNING");

            Card timed = start();
            Testbed.await(
                    "the next session finds the service at work",
                    Testbed.PATIENCE,
                    () -> service(timed, service).getString("status").equals("healthy"),
                    () -> service(timed, service).toString());
            assertThat(job(timed, service)).isEqualTo(job);
            String token = timed.token();
            knowsNothingOfSessions(job, service);
            for (String secret : List.of(gone, token)) {
                new TokenSearch(secret).findsNothing(dashboard.home(), dashboard.runs());
            }
            assertThat(Testbed.run("scontrol", "update", "jobid=" + timed.jobId(), "EndTime=now+1"))
                    .isEmpty();
            timed.await("completed");
            assertThat(timed.log()).contains("asked to stop").endsWith("ended\n");
            assertThat(timed.html()).contains("may still run").doesNotContain("Why it ended");
            Testbed.await("Slurm tells of a timeout", () -> books(timed.jobId()).equals("TIMEOUT"));
            dashboard.holdsNothingOf(timed);
            new TokenSearch(token).findsNothing(dashboard.home(), dashboard.runs());
            assertThat(state(job)).isEqualTo("RUNNING");
        } finally {
            Testbed.run("scancel", job);
        }
    }

    /** Every process of a service's job while its engine answers. */
    private static void knowsNothingOfSessions(String job, String service) {
        List<String> environments = ProcessHandle.allProcesses()
                .map(process -> environment(process.pid()))
                .filter(text -> text.contains("\0SLURM_JOB_ID=" + job + "\0"))
                .toList();
        assertThat(environments)
                .isNotEmpty()
                .allSatisfy(text -> assertThat(text)
                        // What Slurm sets in a session's own job, and would then do to the jobs that it submits.
                        .doesNotContain("SLURM_EXPORT_ENV")
                        .doesNotContain("BLACKFISH_SESSION", "BLACKFISH_RUN_DIR", "connection.yml")
                        .doesNotContain(dashboard.runs().toString()));
        String key = Testbed.read(dashboard.data().resolve("jobs/" + service + "/key"))
                .strip();
        new TokenSearch(key).findsNothing();
    }

    private static String environment(long pid) {
        try {
            return "\0"
                    + Files.readString(Path.of("/proc", String.valueOf(pid), "environ"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            // Gone meanwhile, or another user's.
            return "";
        }
    }

    private static Card start() {
        return dashboard.start("slurm", "cache_dir=" + Testbed.cacheDirectory()).await("running");
    }

    private static String launch(Card card) {
        HttpResponse<String> answer =
                card.post("/api/services", Launches.order("outlives").build().toString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return Server.parse(answer.body()).asJsonObject().getString("id");
    }

    private static JsonObject service(Card card, String id) {
        return Server.parse(card.get("/api/services/" + id).body()).asJsonObject();
    }

    private static String job(Card card, String id) {
        Testbed.await("the service's job is known", () -> !service(card, id).isNull("job_id"));
        return service(card, id).getString("job_id");
    }

    private static String state(String job) {
        return Testbed.run("squeue", "--noheader", "--format=%T", "--jobs=" + job);
    }

    /** What the accounting says in the end; it learns of it a little later than the queue. */
    private static String books(String job) {
        return Testbed.run("sacct", "-n", "-P", "-X", "-o", "State", "-j", job);
    }

    private static ProcessHandle jvm(Card card) {
        String port = "\0--port\0" + card.port() + "\0";
        List<ProcessHandle> found = ProcessHandle.allProcesses()
                .filter(process -> {
                    String line = Machines.commandLine(process.pid());
                    return line.split("\0", 2)[0].endsWith("/bin/java") && line.contains(port);
                })
                .toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }
}
