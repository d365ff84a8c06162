package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Scripts around a launch: what it would do, asking twice by an idempotency key or by making sure that a service is
 * there, waiting for it, and what is on record of it.
 */
class LaunchAgainE2E {
    private static Server server;
    private static Launches launches;
    private static String other;

    /** Ours wait, so that no engine is needed. */
    @BeforeAll
    static void start() {
        other = Testbed.occupyNode();
        server = Server.start();
        launches = new Launches(server);
    }

    @AfterAll
    static void stop() {
        Testbed.run("scancel", other);
        server.close();
    }

    @Test
    void twoRequestsWithOneKeyAtTheSameTimeLaunchOneJob() {
        String body = Launches.order("twin").build().toString();
        List<CompletableFuture<HttpResponse<String>>> sent = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> launch(body, "twin-1")))
                .limit(4)
                .toList();
        List<HttpResponse<String>> answers =
                sent.stream().map(CompletableFuture::join).toList();
        assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(201));
        assertThat(answers.stream().map(LaunchAgainE2E::id).distinct()).hasSize(1);
        String id = id(answers.getFirst());
        launches.jobId(id);
        assertThat(launches.jobs(id)).isEqualTo(1);
        assertThat(Server.parse(server.get("/api/services?name=twin").body()).asJsonArray())
                .hasSize(1);
        launches.stop(id);
    }

    @Test
    void aKeySurvivesAKillOfTheServer() {
        String body = Launches.order("kept").build().toString();
        String id = id(launch(body, "kept-1"));
        server.kill();
        server.restart();
        HttpResponse<String> again = launch(body, "kept-1");
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(id(again)).isEqualTo(id);
        assertThat(again.headers().firstValue("location").orElse("")).endsWith("/api/services/" + id);
        HttpResponse<String> another =
                launch(Launches.order("kept").add("time", 7).build().toString(), "kept-1");
        assertThat(another.statusCode()).isEqualTo(409);
        assertThat(another.body()).contains("kept-1", "another body");
        launches.jobId(id);
        assertThat(launches.jobs(id)).isEqualTo(1);
        launches.stop(id);
    }

    @Test
    void ensureLaunchesOnceAndRefusesWhatIsSomethingElse() {
        String path = "/api/services/ensure/made-sure";
        JsonObject order = Launches.order("made-sure")
                .add("engine_args", Json.createArrayBuilder().add("-b").add("64"))
                .add("env", Json.createObjectBuilder().add("OMP_NUM_THREADS", "1"))
                .add("api_key", "mine")
                .build();
        HttpResponse<String> first = server.put(path, order.toString());
        assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
        HttpResponse<String> second = server.put(path, order.toString());
        assertThat(second.statusCode()).as(second.body()).isEqualTo(200);
        assertThat(id(second)).isEqualTo(id(first));
        HttpResponse<String> third =
                server.put(path, with(order).add("colour", "red").build().toString());
        assertThat(third.statusCode()).as(third.body()).isEqualTo(200);
        assertThat(Server.parse(third.body())
                        .asJsonObject()
                        .getJsonObject("live")
                        .getJsonArray("ignored")
                        .getString(0))
                .isEqualTo("colour");
        assertThat(server.get("/api/services/" + id(first) + "/script").body())
                .contains("'-b' \\\n  '64'", "APPTAINERENV_OMP_NUM_THREADS='1'")
                .doesNotContain("mine");

        differs(path, with(order).remove("engine_args"), "engine_args");
        differs(path, with(order).remove("env"), "env");
        differs(path, with(order).add("api_key", "yours"), "api_key");
        differs(path, with(order).add("tier", "Large").add("cpus", 1), "tier and another cpus");
        launches.stop(id(first));
        HttpResponse<String> fresh = server.put(path, order.toString());
        assertThat(fresh.statusCode()).isEqualTo(201);
        launches.jobId(id(fresh));
        launches.stop(id(fresh));
    }

    @Test
    void aBranchIsTheCommitThatItMeans() {
        JsonObject order = Launches.order("branch").add("revision", "main").build();
        HttpResponse<String> first = server.put("/api/services/ensure/branch", order.toString());
        assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
        assertThat(server.put("/api/services/ensure/branch", order.toString()).statusCode())
                .isEqualTo(200);
        launches.jobId(id(first));
        launches.stop(id(first));
    }

    @Test
    void aPreviewShowsTheScriptAsksSlurmOnlyWhenToldToAndStoresNothing() {
        JsonObject order = Launches.order("shown").build();
        long asked = Testbed.calls("sbatch");
        JsonObject shown = preview(with(order));
        assertThat(shown.getString("script")).contains("#SBATCH --job-name='shown'\n", "#SBATCH --partition='cpu'\n");
        assertThat(shown.getJsonObject("resources").getString("tier")).isEqualTo("CPU");
        assertThat(shown.isNull("test_only")).isTrue();
        assertThat(Testbed.calls("sbatch")).isEqualTo(asked);

        JsonObject accepted = preview(with(order).add("test_only", true)).getJsonObject("test_only");
        assertThat(accepted.getString("verdict")).isEqualTo("accepted");
        assertThat(accepted.getString("words")).startsWith("Slurm would take the job");
        JsonObject refused = preview(with(order).add("test_only", true).add("constraint", "nothing-has-this"))
                .getJsonObject("test_only");
        assertThat(refused.getString("verdict")).isEqualTo("refused");
        assertThat(refused.getString("words")).containsIgnoringCase("feature");

        HttpResponse<String> nowhere = server.post(
                "/api/services/preview",
                with(order).add("partition", "nowhere").build().toString());
        assertThat(nowhere.statusCode()).isEqualTo(400);
        assertThat(Server.parse(nowhere.body()).asJsonObject().getString("detail"))
                .contains("There is no partition \"nowhere\" in the tiers of this site; there are: gpu, cpu.");
        assertThat(server.get("/api/services?name=shown").body()).isEqualTo("[]");
    }

    private static JsonObject preview(JsonObjectBuilder order) {
        HttpResponse<String> answer =
                server.post("/api/services/preview", order.build().toString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Server.parse(answer.body()).asJsonObject();
    }

    @Test
    void aServiceThatIsBeingStoppedIsNeitherWaitedForNorHandedOutAndItsRecordTellsWhatItWas() {
        String id = launches.launch("leaving");
        launches.jobId(id);
        Testbed.await("reached", () -> waitFor(id, "pending").statusCode() == 200);
        assertThat(waitFor(id, "healthy&timeout=0").statusCode()).isEqualTo(202);
        Testbed.fault("scancel", "fail 1 scancel: error: Kill job error on job id: Socket timed out");
        server.put("/api/services/" + id + "/stop", "{}");
        HttpResponse<String> never = waitFor(id, "healthy");
        assertThat(never.statusCode()).isEqualTo(409);
        assertThat(never.body()).contains("is being stopped and can no longer become healthy.");
        HttpResponse<String> fresh = server.put(
                "/api/services/ensure/leaving",
                Launches.order("leaving").build().toString());
        assertThat(fresh.statusCode()).as(fresh.body()).isEqualTo(201);
        assertThat(id(fresh)).isNotEqualTo(id);
        Testbed.noFault("scancel");
        Testbed.run("scancel", launches.jobId(id));
        launches.await(id, "stopped");
        assertThat(waitFor(id, "stopped").statusCode()).isEqualTo(200);
        tellsWhatItWas(id);
        launches.stop(id(fresh));
        int removed = Integer.parseInt(server.delete("/api/services/prune").body());
        assertThat(removed).isGreaterThanOrEqualTo(2);
        assertThat(server.get("/api/services?name=leaving").body()).isEqualTo("[]");
    }

    private static HttpResponse<String> waitFor(String id, String status) {
        return server.get("/api/services/" + id + "/wait?status=" + status);
    }

    private static void tellsWhatItWas(String id) {
        String path = "/api/services/" + id + "/run-card";
        JsonObject card = server.json(path);
        assertThat(card.getString("name")).isEqualTo("leaving");
        assertThat(card.getString("script")).contains("#SBATCH");
        HttpResponse<String> text = server.send(
                server.request(path).header("Accept", "text/markdown").GET());
        assertThat(text.headers().firstValue("content-type").orElse("")).startsWith("text/markdown");
        assertThat(text.body()).startsWith("# leaving\n").contains("````bash\n#!/bin/bash");
    }

    @Test
    void whatNothingKnowsIsNamed() {
        HttpResponse<String> answer = server.post(
                "/api/services",
                Launches.order("odd").add("colour", "red").build().toString());
        JsonObject body = Server.parse(answer.body()).asJsonObject();
        assertThat(body.getJsonObject("live").getJsonArray("ignored").getString(0))
                .isEqualTo("colour");
        launches.jobId(body.getString("id"));
        launches.stop(body.getString("id"));
    }

    private static void differs(String path, JsonObjectBuilder order, String what) {
        HttpResponse<String> answer = server.put(path, order.build().toString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
        assertThat(answer.body()).contains("but another " + what + " was asked for");
    }

    private static JsonObjectBuilder with(JsonObject order) {
        return Json.createObjectBuilder(order);
    }

    private static HttpResponse<String> launch(String body, String key) {
        return server.send(server.request("/api/services")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static String id(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
        return Server.parse(answer.body()).asJsonObject().getString("id");
    }
}
