package org.blackfish.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "profile",
        description = "Profiles: the places where services run.",
        subcommands = {
            ProfileLs.class,
            ProfileShow.class,
            ProfileAdd.class,
            ProfileUpdate.class,
            ProfileRename.class,
            ProfileDefault.class,
            ProfileRepair.class,
            ProfileRm.class,
            ProfileUpgrade.class
        })
final class ProfileCommands implements Callable<Integer> {
    @Override
    public Integer call() {
        throw Failure.wrongInput(
                "Say what to do: blackfish profile ls, show, add, update, rename, default, repair or rm.");
    }
}
