package org.blackfish.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "manual", hidden = true, description = "Prints the manual page.")
final class ManualCommand implements Callable<Integer> {
    private final World world;

    ManualCommand(World world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        world.out().print(Manual.page(Blackfish.commandLine(world), Version.OWN));
        return 0;
    }
}
