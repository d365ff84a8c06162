package org.blackfish.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "repair", description = "Checks the folders of a profile and makes those that are missing.")
final class ProfileRepair implements Callable<Integer> {
    private final World world;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "The default profile when left out.")
    private @Nullable String name;

    @Option(names = "--name", hidden = true, description = "The same, as the Python Blackfish has it.")
    private @Nullable String option;

    @Option(names = "--force", description = "Also when nothing seems to be missing.")
    private boolean force;

    @Mixin
    private final Format format = new Format();

    ProfileRepair(World world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        Rest server = world.server();
        String wanted = ProfileNames.orDefault(server, name == null ? option : name);
        Answer answer = server.ask(Call.put(
                "api/profiles/" + Members.encoded(wanted) + "/repair?force=" + force,
                Members.builder().build()));
        if (!format.printed(world, answer.structure())) {
            String said = Members.text(answer.object(), "message");
            world.say(said.isEmpty() ? "Profile " + wanted + " is in order." : said);
        }
        return 0;
    }
}
