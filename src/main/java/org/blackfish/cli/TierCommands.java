package org.blackfish.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "tier",
        description = "The resource tiers of the site.",
        subcommands = {TierLs.class, TierChoose.class})
final class TierCommands implements Callable<Integer> {
    @Override
    public Integer call() {
        throw Failure.wrongInput("Say what to do: blackfish tier ls or choose.");
    }
}
