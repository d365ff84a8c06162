package org.blackfish.cli;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.ArrayList;
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
            paramLabel = "NAME=VALUE[,NAME=VALUE...]",
            description = "Those with exactly this id, image, model, status, port, name or profile.")
    private final List<String> typedFilters = new ArrayList<>();

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
        Map<String, String> filters = Filters.read(typedFilters);
        if (!wanted.isEmpty() && !filters.isEmpty()) {
            throw Failure.wrongInput("Name services or give --filters, not both.");
        }
        if (wanted.isEmpty() && filters.isEmpty()) {
            Prune.confirm(world, yes);
        }
        Services services = new Services(world.server());
        return wanted.isEmpty() ? removeMatching(services.server(), filters) : removeNamed(services);
    }

    private int removeNamed(Services services) {
        List<String> ids = wanted.stream().map(services::id).distinct().toList();
        EachService each = EachService.of(
                ids,
                id -> services.server().ask(Call.delete("api/services/" + id)).object());
        tell(each.rows(), each.failures().size());
        return each.end(world);
    }

    private int removeMatching(Rest server, Map<String, String> filters) {
        Answer answer = server.ask(Call.delete("api/services" + Members.query(filters)));
        List<JsonObject> failed = answer.list().stream()
                .filter(row -> !Members.text(row, "status").equals("ok"))
                .toList();
        tell(answer.json().asJsonArray(), failed.size());
        failed.forEach(row -> world.note(
                "blackfish: service " + Members.text(row, "id") + " was not removed: " + Members.text(row, "message")));
        return failed.isEmpty() ? 0 : Failure.REFUSED;
    }

    private void tell(JsonArray rows, int failed) {
        int removed = rows.size() - failed;
        if (!format.printed(world, rows) && (removed > 0 || failed == 0)) {
            world.say("Removed " + removed + (removed == 1 ? " service." : " services."));
        }
    }
}
