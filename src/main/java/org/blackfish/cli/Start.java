package org.blackfish.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "start",
        description = "Starts your Blackfish and stays until it ends; with --background returns when it answers.")
final class Start implements Callable<Integer> {
    private final World world;

    @Option(names = "--port", description = "8000 when left out and free, else any that is free.")
    private @Nullable Integer port;

    @Option(
            names = {"-b", "--background"},
            description = "Leave it running.")
    private boolean background;

    @Option(names = "--take-over", description = "Ask a server that holds the data to stop.")
    private boolean takeOver;

    Start(World world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        if (port != null && (port < 1024 || port > 65535)) {
            throw Failure.wrongInput("The port is " + port + "; give a number from 1024 to 65535.");
        }
        ServerStart start = new ServerStart(world, port, takeOver);
        return background ? start.inBackground() : start.inForeground();
    }
}
