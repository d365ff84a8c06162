package org.blackfish.cli;

import jakarta.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "rm", description = "Removes a model from disk, or one revision of it.")
final class ModelRm implements Callable<Integer> {
    private final World world;

    @Parameters(paramLabel = "MODEL", description = "A repository, such as Qwen/Qwen2.5-0.5B-Instruct.")
    private String model = "";

    @Option(
            names = {"-p", "--profile"},
            description = "Of this profile; the default one when left out.")
    private @Nullable String profile;

    @Option(
            names = {"-r", "--revision"},
            description = "Only this commit.")
    private @Nullable String revision;

    @Option(
            names = {"-c", "--use-cache"},
            description = "From the shared folder, for everybody, instead of your own.")
    private boolean useCache;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    @Mixin
    private final Format format = new Format();

    ModelRm(World world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        if (!yes && !world.terminal().input()) {
            throw Failure.wrongInput("This removes files of " + Plain.line(model) + "; say so with --yes.");
        }
        if (!yes && !world.agrees("Remove the files of " + model + "?")) {
            throw Failure.refused("Nothing was removed.");
        }
        Rest server = world.server();
        Answer answer = server.ask(Call.delete("api/models" + Members.query(query(server))));
        List<JsonObject> rows = answer.list();
        List<JsonObject> failed = rows.stream()
                .filter(row -> !Members.text(row, "status").equals("ok"))
                .toList();
        if (!format.printed(world, answer.structure())) {
            int removed = rows.size() - failed.size();
            world.say(
                    rows.isEmpty()
                            ? "There was nothing to remove."
                            : "Removed " + removed + " of " + rows.size() + ".");
        }
        failed.forEach(row -> world.note("blackfish: " + Members.text(row, "message")));
        return failed.isEmpty() && !rows.isEmpty() ? 0 : Failure.REFUSED;
    }

    private Map<String, String> query(Rest server) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("repo_id", model);
        query.put("profile", ProfileNames.orDefault(server, profile));
        if (revision != null) {
            query.put("revision", revision);
        }
        if (useCache) {
            query.put("place", "shared");
        }
        return query;
    }
}
