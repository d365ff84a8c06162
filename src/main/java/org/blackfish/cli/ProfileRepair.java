package org.blackfish.cli;

import jakarta.json.JsonObject;
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

    @Option(names = "--force", description = "Of the Python Blackfish; everything is looked at anyway.")
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
        JsonObject repaired = answer.object();
        boolean good = Members.text(repaired, "ok").equals("true");
        if (!format.printed(world, repaired)) {
            Members.objects(repaired, "checks").forEach(this::tell);
            world.say("Profile " + wanted + (good ? " is in order." : " is not in order."));
        }
        return good ? 0 : Failure.REFUSED;
    }

    private void tell(JsonObject check) {
        String mark = Members.text(check, "ok").equals("true") ? "good  " : "wrong ";
        world.say(mark + Plain.line(Members.text(check, "sentence")));
    }
}
