package org.blackfish.cli;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "rm",
        description =
                "Removes services that have ended from the list: those named, those that match, else all of them.")
final class Rm implements Callable<Integer> {
    private final World world;

    @Parameters(arity = "0..*", paramLabel = "SERVICE", description = "Ids, beginnings of ids, or names.")
    private final List<String> wanted = new ArrayList<>();

    @Option(
            names = "--filters",
            split = ",",
            paramLabel = "NAME=VALUE",
            description = "Those with exactly this id, image, model, status, port, name or profile.")
    private final Map<String, String> filters = new LinkedHashMap<>();

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask before all ended services are removed.")
    private boolean yes;

    @Mixin
    private final Format format = new Format();

    Rm(World world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        Filters.check(filters);
        if (!wanted.isEmpty() && !filters.isEmpty()) {
            throw Failure.wrongInput("Name services or give --filters, not both.");
        }
        if (wanted.isEmpty() && filters.isEmpty()) {
            Prune.confirm(world, yes);
        }
        Services services = new Services(world.server());
        JsonArrayBuilder rows = Json.createArrayBuilder();
        if (wanted.isEmpty()) {
            String query = Members.query(filters);
            services.server().ask(Call.delete("api/services" + query)).list().forEach(rows::add);
        } else {
            List<String> ids = wanted.stream().map(services::id).distinct().toList();
            ids.forEach(id -> rows.add(
                    services.server().ask(Call.delete("api/services/" + id)).object()));
        }
        return tell(rows.build());
    }

    private int tell(jakarta.json.JsonArray rows) {
        List<JsonObject> failed = rows.getValuesAs(JsonObject.class).stream()
                .filter(row -> !Members.text(row, "status").equals("ok"))
                .toList();
        if (!format.printed(world, rows)) {
            int removed = rows.size() - failed.size();
            world.say("Removed " + removed + (removed == 1 ? " service." : " services."));
        }
        failed.forEach(row -> world.note(
                "blackfish: service " + Members.text(row, "id") + " was not removed: " + Members.text(row, "message")));
        return failed.isEmpty() ? 0 : Failure.REFUSED;
    }
}
