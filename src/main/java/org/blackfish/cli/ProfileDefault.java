package org.blackfish.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "default", description = "Makes a profile the one that is used when none is named.")
final class ProfileDefault implements Callable<Integer> {
    private final World world;

    @Parameters(paramLabel = "NAME", description = "Its name.")
    private String name = "";

    @Mixin
    private final Format format = new Format();

    ProfileDefault(World world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        Answer answer = world.server()
                .ask(Call.put(
                        "api/profiles/" + Members.encoded(name) + "/default",
                        Members.builder().build()));
        if (!format.printed(world, answer.structure())) {
            world.say("Profile " + name + " is the default.");
        }
        return 0;
    }
}
