package org.blackfish.cli;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Shows one profile.")
final class ProfileShow implements Callable<Integer> {
    private final World world;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "The default profile when left out.")
    private @Nullable String name;

    @Option(names = "--name", hidden = true, description = "The same, as the Python Blackfish has it.")
    private @Nullable String option;

    @Mixin
    private final Format format = new Format();

    ProfileShow(World world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        Rest server = world.server();
        String wanted = ProfileNames.orDefault(server, name == null ? option : name);
        JsonObject profile =
                server.ask(Call.get("api/profiles/" + Members.encoded(wanted))).object();
        if (!format.printed(world, profile)) {
            for (String member : List.of("name", "default", "schema", "host", "user", "home_dir", "cache_dir")) {
                world.say(String.format("%-10s %s", member, Members.text(profile, member)));
            }
        }
        return 0;
    }
}
