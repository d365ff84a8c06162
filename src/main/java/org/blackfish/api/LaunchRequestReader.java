package org.blackfish.api;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.blackfish.problem.InvalidInput;
import org.blackfish.service.EngineOptions;
import org.blackfish.service.LaunchOrder;
import org.blackfish.settings.Secret;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a launch: the shape that existing clients send, with {@code container_config} and {@code job_config}
 * optional, and our own members at the top level, which win. Pure; whether the values can be had is asked elsewhere.
 */
final class LaunchRequestReader {
    private final JsonFields top;
    private final JsonFields container;
    private final JsonFields job;

    private LaunchRequestReader(JsonObject body) {
        top = new JsonFields(body);
        container = top.nested("container_config");
        job = top.nested("job_config");
        top.know("mount");
        container.know("port", "model_dir");
        job.know("name");
    }

    /**
     * Fields of a wrong type are left out of the order and named in {@code wrong}.
     *
     * @param name the service's name when the address gives it, else null and the body must
     */
    static LaunchRequest read(JsonObject body, @Nullable String name, @Nullable String idempotencyKey) {
        return new LaunchRequestReader(body).read(name, idempotencyKey);
    }

    private LaunchRequest read(@Nullable String name, @Nullable String idempotencyKey) {
        Integer grace = top.whole("grace_period");
        String key = either(top.text("api_key"), container.text("api_key"));
        String kind = top.text("image");
        oneNode();
        oneReplica();
        LaunchOrder order = new LaunchOrder(
                name(name),
                kind == null ? "text_generation" : kind,
                top.neededText("repo_id"),
                profile(),
                either(top.text("revision"), container.text("revision")),
                top.text("image_ref"),
                top.text("engine"),
                top.text("tier"),
                either(top.text("partition"), job.text("partition")),
                either(top.whole("cpus"), job.whole("ntasks_per_node")),
                either(top.whole("memory_gb"), job.whole("mem")),
                either(top.whole("gpus"), gres()),
                either(time(top), time(job)),
                either(top.text("constraint"), job.text("constraint")),
                either(top.text("account"), job.text("account")),
                EngineOptions.of(engineArguments(), top.textMembers("env"), top.flag("trust_remote_code")),
                grace == null ? null : Duration.ofSeconds(grace),
                top.whole("idle_minutes"),
                key == null ? null : new Secret(key),
                idempotencyKey);
        return new LaunchRequest(order, top.complaints(), ignored());
    }

    private String name(@Nullable String given) {
        if (given == null) {
            return top.neededText("name");
        }
        String inBody = top.text("name");
        if (inBody != null && !inBody.equals(given)) {
            top.wrong(
                    "name",
                    "The name \"" + JsonFields.shown(inBody) + "\" in the body is not the name \""
                            + JsonFields.shown(given) + "\" in the address; leave it out of the body.");
        }
        return given;
    }

    /** A name, or an object of which only the name counts: the profile is looked up. */
    private @Nullable String profile() {
        JsonValue value = top.value("profile");
        if (value instanceof JsonString name) {
            return name.getString();
        }
        if (value instanceof JsonObject) {
            return top.nested("profile").neededText("name");
        }
        if (value != null) {
            top.mistyped("profile", "a name or a profile", value);
        }
        return null;
    }

    private void oneNode() {
        Integer nodes = job.whole("nodes");
        if (nodes != null && nodes != 1) {
            job.wrong(
                    "nodes", "A service runs on one node; job_config.nodes is " + nodes + ", give 1 or leave it out.");
        }
    }

    private void oneReplica() {
        Integer replicas = top.whole("replicas");
        if (replicas != null && replicas != 1) {
            top.wrong(
                    "replicas",
                    "A service is one engine; replicas is " + replicas
                            + ", give 1 or leave it out. Several services of one"
                            + " model do the same: /v1 leads to the least busy of them.");
        }
    }

    private @Nullable Integer gres() {
        JsonValue value = job.value("gres");
        if (value instanceof JsonString text && text.getString().matches("\\d{1,6}")) {
            // Services are listed with gres as text, so what was read here may be sent back.
            return Integer.valueOf(text.getString());
        }
        return job.whole("gres");
    }

    private static @Nullable Duration time(JsonFields fields) {
        JsonValue value = fields.value("time");
        if (value instanceof JsonNumber) {
            Integer minutes = fields.whole("time");
            return minutes == null ? null : Duration.ofMinutes(minutes);
        }
        String text = fields.text("time");
        if (text == null || value == null) {
            return null;
        }
        Optional<Duration> time = SlurmTimes.parse(text);
        if (time.isEmpty()) {
            fields.mistyped("time", "minutes, HH:MM:SS or D-HH:MM:SS", value);
        }
        return time.orElse(null);
    }

    private List<String> engineArguments() {
        List<String> arguments = new ArrayList<>(top.texts("engine_args"));
        String line = container.text("launch_kwargs");
        if (line != null) {
            try {
                arguments.addAll(ShellWords.split("container_config.launch_kwargs", line));
            } catch (InvalidInput e) {
                container.wrong("launch_kwargs", String.valueOf(e.getMessage()));
            }
        }
        return arguments;
    }

    private List<String> ignored() {
        List<String> names = new ArrayList<>(top.unknown());
        names.addAll(container.unknown());
        names.addAll(job.unknown());
        return names;
    }

    private static <T> @Nullable T either(@Nullable T first, @Nullable T second) {
        return first != null ? first : second;
    }
}
