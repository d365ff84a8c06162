package org.blackfish.cli;

import jakarta.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "rename", description = "Renames a profile; services and models follow.")
final class ProfileRename implements Callable<Integer> {
    private final World world;

    @Parameters(index = "0", paramLabel = "NAME", description = "Its name.")
    private String name = "";

    @Parameters(index = "1", paramLabel = "NEW_NAME", description = "Letters, digits, dot, hyphen, underscore.")
    private String newName = "";

    @Mixin
    private final Format format = new Format();

    ProfileRename(World world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        JsonObject body = Members.builder().add("new_name", newName).build();
        Answer answer = world.server().ask(Call.put("api/profiles/" + Members.encoded(name) + "/rename", body));
        if (!format.printed(world, answer.structure())) {
            world.say("Profile " + name + " is now " + newName + ".");
        }
        return 0;
    }
}
