package org.blackfish.cli;

import jakarta.json.JsonNumber;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "prune", description = "Removes all services that have ended from the list.")
final class Prune implements Callable<Integer> {
    private final World world;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    @Mixin
    private final Format format = new Format();

    Prune(World world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        confirm(world, yes);
        Answer answer = world.server().ask(Call.delete("api/services/prune"));
        int removed = answer.json() instanceof JsonNumber number ? number.intValue() : 0;
        if (!format.printed(world, Members.builder().add("removed", removed).build())) {
            world.say("Removed " + removed + (removed == 1 ? " service." : " services."));
        }
        return 0;
    }

    /** Asks the person at the terminal; a script says --yes. */
    static void confirm(World world, boolean yes) {
        if (yes) {
            return;
        }
        if (!world.terminal().input()) {
            throw Failure.wrongInput("This removes all ended services from the list; say so with --yes.");
        }
        if (!world.agrees("Remove all ended services from the list?")) {
            throw Failure.refused("Nothing was removed.");
        }
    }
}
