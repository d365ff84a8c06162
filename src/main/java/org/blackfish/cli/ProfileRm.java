package org.blackfish.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "rm", description = "Removes a profile; its files stay.")
final class ProfileRm implements Callable<Integer> {
    private final World world;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "Its name; none is chosen by itself.")
    private @Nullable String name;

    @Option(names = "--name", hidden = true, description = "The same, as the Python Blackfish has it.")
    private @Nullable String option;

    @Option(names = "--force", description = "Also the default profile.")
    private boolean force;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    @Mixin
    private final Format format = new Format();

    ProfileRm(World world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        String wanted = name == null ? option : name;
        if (wanted == null) {
            throw Failure.wrongInput("The name is missing; \"blackfish profile ls\" shows the profiles.");
        }
        if (!yes && !world.terminal().input()) {
            throw Failure.wrongInput("This removes the profile " + Plain.line(wanted) + "; say so with --yes.");
        }
        if (!yes && !world.agrees("Remove the profile " + wanted + "?")) {
            throw Failure.refused("Nothing was removed.");
        }
        Answer answer = world.server().ask(Call.delete("api/profiles/" + Members.encoded(wanted) + "?force=" + force));
        if (!format.printed(world, answer.structure())) {
            world.say("Removed profile " + wanted + ".");
        }
        return 0;
    }
}
