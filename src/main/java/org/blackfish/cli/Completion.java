package org.blackfish.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;

@Command(name = "completion", description = "Completions for bash and zsh: source <(blackfish completion)")
final class Completion implements Callable<Integer> {
    private final World world;

    Completion(World world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        world.out().println(AutoComplete.bash("blackfish", Blackfish.commandLine(world)));
        return 0;
    }
}
