package org.blackfish.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "token",
        description = "Personal tokens for programs.",
        subcommands = {TokenLs.class, TokenCreate.class, TokenRevoke.class})
final class TokenCommands implements Callable<Integer> {
    @Override
    public Integer call() {
        throw Failure.wrongInput("Say what to do: blackfish token ls, create or revoke.");
    }
}
