package org.blackfish.cli;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "revoke", description = "Ends a personal token at once.")
final class TokenRevoke implements Callable<Integer> {
    private final World world;

    @Parameters(paramLabel = "TOKEN", description = "Its id, or its name when only one has it.")
    private String wanted = "";

    @Mixin
    private final Format format = new Format();

    TokenRevoke(World world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        Rest server = world.server();
        List<JsonObject> fitting = server.ask(Call.get("api/tokens")).list().stream()
                .filter(token -> Members.text(token, "id").equals(wanted)
                        || Members.text(token, "name").equals(wanted))
                .toList();
        if (fitting.size() != 1) {
            throw Failure.refused(
                    fitting.isEmpty()
                            ? "There is no token \"" + Plain.line(wanted) + "\"; \"blackfish token ls\" shows them."
                            : "\"" + Plain.line(wanted) + "\" is the name of " + fitting.size()
                                    + " tokens; give the id.");
        }
        String id = Members.text(fitting.get(0), "id");
        server.ask(Call.delete("api/tokens/" + id));
        if (!format.printed(world, Members.builder().add("id", id).build())) {
            world.say("Token " + id + " is revoked.");
        }
        return 0;
    }
}
