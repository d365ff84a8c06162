package org.blackfish.cli;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "add", description = "Fetches a model from the Hugging Face Hub into the models folder.")
final class ModelAdd implements Callable<Integer> {
    private final World world;

    @Parameters(paramLabel = "MODEL", description = "A repository, such as Qwen/Qwen2.5-0.5B-Instruct.")
    private String model = "";

    @Option(
            names = {"-p", "--profile"},
            description = "For this profile; the default one when left out.")
    private @Nullable String profile;

    @Option(
            names = {"-r", "--revision"},
            description = "A commit, branch or tag; main when left out.")
    private @Nullable String revision;

    @Option(
            names = {"-c", "--use-cache"},
            description = "Into the shared folder instead of your own.")
    private boolean useCache;

    @Option(names = "--no-wait", description = "Do not wait for its end; the server goes on alone.")
    private boolean unattended;

    @Mixin
    private final Format format = new Format();

    ModelAdd(World world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        Rest server = world.server();
        JsonObjectBuilder order = Members.builder()
                .add("repo_id", model)
                .add("profile", ProfileNames.orDefault(server, profile))
                .add("use_cache", useCache);
        if (revision != null) {
            order.add("revision", revision);
        }
        JsonObject task =
                server.ask(Call.post("api/models/download", order.build())).object();
        String id = Members.text(task, "task_id");
        JsonObject last = unattended ? task : follow(server, id);
        if (!format.printed(world, last)) {
            world.say(unattended ? "Download " + id + " goes on in the server." : "Model " + model + " is on disk.");
        }
        return 0;
    }

    private JsonObject follow(Rest server, String id) {
        try (Progress progress = new Progress(world)) {
            Patience patience = new Patience(server, progress::note);
            while (true) {
                JsonObject task =
                        patience.ask(Call.get("api/models/downloads/" + id)).object();
                switch (Members.text(task, "status")) {
                    case "completed" -> {
                        return task;
                    }
                    case "pending", "downloading", "paused" -> progress.show(model + " " + bar(task));
                    default ->
                        throw Failure.refused("The download of " + model + " is " + Members.text(task, "status") + ". "
                                + Members.text(task, "error_message"));
                }
                Rest.pause(Duration.ofMillis(500));
            }
        }
    }

    private static String bar(JsonObject task) {
        String status = Members.text(task, "status");
        long done = Members.number(task, "bytes_done");
        String rate = Members.number(task, "rate") > 0 ? ", " + Sizes.words(Members.number(task, "rate")) + "/s" : "";
        return done == 0 ? status : Progress.bar(done, Members.number(task, "bytes_total")) + rate;
    }
}
