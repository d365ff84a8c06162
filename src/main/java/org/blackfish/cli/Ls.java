package org.blackfish.cli;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "ls",
        description = "Lists your services, newest first; those that have ended only with --all or a filter for them.")
final class Ls implements Callable<Integer> {
    private final World world;

    @Option(
            names = "--filters",
            paramLabel = "NAME=VALUE[,NAME=VALUE...]",
            description = "Only those with exactly this id, image, model, status, port, name or profile.")
    private final List<String> typedFilters = new ArrayList<>();

    @Option(
            names = {"-a", "--all"},
            description = "Also those that have ended.")
    private boolean all;

    @Mixin
    private final Format format = new Format();

    Ls(World world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        Map<String, String> filters = Filters.read(typedFilters);
        List<JsonObject> services = new Services(world.server())
                .all(filters).stream()
                        .filter(service -> all || filters.containsKey("status") || Pick.isLive(service))
                        .toList();
        JsonArrayBuilder array = Json.createArrayBuilder();
        services.forEach(array::add);
        if (!format.printed(world, array.build())) {
            show(services);
        }
        return 0;
    }

    private void show(List<JsonObject> services) {
        Table table =
                new Table("SERVICE ID", "NAME", "MODEL", "STATUS", "CREATED", "UPDATED", "PORT", "PROFILE", "IMAGE");
        Instant now = world.clock().instant();
        services.forEach(service -> table.row(
                Members.text(service, "id")
                        .substring(0, Math.min(13, Members.text(service, "id").length())),
                Members.text(service, "name"),
                Members.text(service, "model"),
                Members.text(service, "status"),
                Members.time(service, "created_at")
                        .map(time -> Ages.ago(time, now))
                        .orElse(""),
                Members.time(service, "updated_at")
                        .map(time -> Ages.ago(time, now))
                        .orElse(""),
                Members.text(service, "port"),
                Members.text(service, "profile"),
                Members.text(service, "image_ref")));
        Format.print(world, table);
    }
}
