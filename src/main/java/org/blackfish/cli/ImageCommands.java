package org.blackfish.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "image",
        description = "Container images that services need.",
        subcommands = {ImageLs.class})
final class ImageCommands implements Callable<Integer> {
    @Override
    public Integer call() {
        throw Failure.wrongInput("Say what to do: blackfish image ls.");
    }
}
