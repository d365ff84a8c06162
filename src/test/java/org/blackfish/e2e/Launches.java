package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Launches services over REST and follows them, as a lab script would. */
final class Launches {
    /** The small real model of the testbed, and the CPU tier that its site sends it to. */
    static final String MODEL = "HuggingFaceTB/SmolLM2-135M-Instruct-GGUF";

    private final Server server;

    Launches(Server server) {
        this.server = server;
    }

    static JsonObjectBuilder order(String name) {
        return Json.createObjectBuilder()
                .add("name", name)
                .add("image", "text_generation")
                .add("repo_id", MODEL)
                .add("profile", "default")
                .add("partition", "cpu")
                .add("tier", "CPU");
    }

    String launch(String name) {
        return launch(order(name));
    }

    String launch(JsonObjectBuilder order) {
        HttpResponse<String> answer = server.post("/api/services", order.build().toString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return Server.parse(answer.body()).asJsonObject().getString("id");
    }

    /** Every service, newest first. */
    static List<JsonObject> all(Server server) {
        return Server.parse(server.get("/api/services").body()).asJsonArray().stream()
                .map(JsonValue::asJsonObject)
                .toList();
    }

    JsonObject service(String id) {
        return server.json("/api/services/" + id);
    }

    JsonObject live(String id) {
        return server.json("/api/services/" + id + "/live");
    }

    /** What the watcher of a running engine wrote of it: node, port, process. */
    JsonObject endpoint(String id) {
        return Server.parse(Testbed.read(server.home().resolve("jobs/" + id + "/endpoint.json")))
                .asJsonObject();
    }

    String status(String id) {
        return service(id).getString("status");
    }

    void await(String id, String status) {
        await(id, status, Testbed.PATIENCE);
    }

    void await(String id, String status, Duration longest) {
        Testbed.await(
                "service " + id + " is " + status,
                longest,
                () -> status(id).equals(status),
                () -> service(id) + "\n" + live(id) + "\n"
                        + server.get("/api/services/" + id + "/log").body());
    }

    void stop(String id) {
        assertThat(server.put("/api/services/" + id + "/stop", "{}").statusCode())
                .isEqualTo(200);
        await(id, "stopped");
    }

    String jobId(String id) {
        Testbed.await("the job id is known", () -> !service(id).isNull("job_id"));
        return service(id).getString("job_id");
    }

    /**
     * How many jobs Slurm knows whose working directory is this service's: those in the queue, which knows a job at
     * once but not for long, and those in the accounting, which learns of it a little later and keeps it.
     */
    long jobs(String id) {
        return count(Stream.concat(queue(), accounting()), id);
    }

    /** How many of them the accounting knows by now. */
    long accounted(String id) {
        return count(accounting(), id);
    }

    private static Stream<String> queue() {
        return Testbed.run("squeue", "-h", "-t", "all", "-o", "%i|%Z").lines();
    }

    private static Stream<String> accounting() {
        return Testbed.run("sacct", "-n", "-P", "-X", "-S", "now-1hour", "-o", "JobIDRaw,WorkDir")
                .lines();
    }

    private static long count(Stream<String> jobs, String id) {
        return jobs.filter(line -> line.endsWith("/jobs/" + id))
                .map(line -> line.substring(0, line.indexOf('|')))
                .distinct()
                .count();
    }
}
