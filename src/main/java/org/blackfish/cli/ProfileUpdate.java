package org.blackfish.cli;

import jakarta.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "update", description = "Changes where a profile leads.")
final class ProfileUpdate implements Callable<Integer> {
    private final World world;

    @Parameters(paramLabel = "NAME", description = "Its name.")
    private String name = "";

    @Mixin
    private final ProfilePlace place = new ProfilePlace();

    @Mixin
    private final Format format = new Format();

    ProfileUpdate(World world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        Rest server = world.server();
        String path = "api/profiles/" + Members.encoded(name);
        JsonObject before = server.ask(Call.get(path)).object();
        JsonObject profile = server.ask(Call.put(path, place.changed(before))).object();
        if (!format.printed(world, profile)) {
            world.say("Changed profile " + Members.text(profile, "name") + ".");
        }
        return 0;
    }
}
