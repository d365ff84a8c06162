package org.blackfish.cli;

import jakarta.json.JsonObject;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "update", description = "Changes where a profile leads; what is left out stays as it is.")
final class ProfileUpdate implements Callable<Integer> {
    private final World world;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "The default profile when left out.")
    private @Nullable String name;

    @Option(names = "--name", hidden = true, description = "The same, as the Python Blackfish has it.")
    private @Nullable String option;

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
        String wanted = ProfileNames.orDefault(server, name == null ? option : name);
        String path = "api/profiles/" + Members.encoded(wanted);
        JsonObject before = server.ask(Call.get(path)).object();
        JsonObject profile = server.ask(Call.put(path, place.changed(before))).object();
        if (!format.printed(world, profile)) {
            world.say("Changed profile " + Members.text(profile, "name") + ".");
        }
        return 0;
    }
}
