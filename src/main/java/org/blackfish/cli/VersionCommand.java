package org.blackfish.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "version", description = "Shows the versions of this program and of the running server.")
final class VersionCommand implements Callable<Integer> {
    private final World world;

    @Mixin
    private final Format format = new Format();

    VersionCommand(World world) {
        this.world = world;
    }

    /** Without a server it is no failure: its version is then simply not known. */
    @Override
    public Integer call() {
        String server = "";
        String where = "";
        try {
            Rest rest = world.server();
            server = Members.text(rest.ask(Call.get("api/info")).object(), "VERSION");
            where = rest.standing().address().toString();
        } catch (Failure e) {
            world.note("blackfish: " + e.sentence());
        }
        if (!format.printed(
                world,
                Members.builder()
                        .add("blackfish", Version.OWN)
                        .add("server", server)
                        .add("address", where)
                        .build())) {
            world.say("blackfish " + Version.OWN);
            world.say(server.isEmpty() ? "server unknown" : "server " + server + " at " + where);
        }
        return 0;
    }
}
