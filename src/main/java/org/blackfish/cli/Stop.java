package org.blackfish.cli;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "stop",
        description = "Stops services: their jobs are told to end, and cancelled until Slurm confirms it.")
final class Stop implements Callable<Integer> {
    private final World world;

    @Parameters(arity = "1..*", paramLabel = "SERVICE", description = "Ids, beginnings of ids, or names.")
    private final List<String> wanted = new ArrayList<>();

    @Mixin
    private final Format format = new Format();

    Stop(World world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        Services services = new Services(world.server());
        // All are found before any is stopped, so that a wrong one stops none.
        List<String> ids = wanted.stream().map(services::id).distinct().toList();
        EachService each = EachService.of(ids, id -> {
            JsonObject service = services.stop(id);
            if (!format.isJson()) {
                world.say("Stopping service " + id + ".");
            }
            return service;
        });
        format.printed(world, each.rows());
        return each.end(world);
    }
}
