package org.blackfish.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "model",
        description = "Models on disk: lists, fetches and removes them.",
        subcommands = {ModelLs.class, ModelAdd.class, ModelRm.class})
final class ModelCommands implements Callable<Integer> {
    @Override
    public Integer call() {
        throw Failure.wrongInput("Say what to do: blackfish model ls, add or rm.");
    }
}
