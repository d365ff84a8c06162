package org.blackfish.cli;

import jakarta.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "add",
        description =
                "Adds a profile. Needs --cache-dir; left out, the host is localhost, the user is you, and the home"
                        + " is BLACKFISH_HOME_DIR.")
final class ProfileAdd implements Callable<Integer> {
    private final World world;

    @Parameters(paramLabel = "NAME", description = "Letters, digits, dot, hyphen, underscore.")
    private String name = "";

    @Mixin
    private final ProfilePlace place = new ProfilePlace();

    @Mixin
    private final Format format = new Format();

    ProfileAdd(World world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        JsonObject profile = world.server()
                .ask(Call.post("api/profiles", place.added(world, name)))
                .object();
        if (!format.printed(world, profile)) {
            world.say("Added profile " + Members.text(profile, "name") + ".");
        }
        return 0;
    }
}
