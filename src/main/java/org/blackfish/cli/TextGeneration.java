package org.blackfish.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "text-generation",
        description = "The same in the words of the Python Blackfish: unknown options go to the engine as they are.",
        footer = {
            "",
            "Options of \"run\", such as --tier, --time and --profile, stand before \"text-generation\":",
            "  blackfish run --tier Small text-generation MODEL --max-model-len 4096"
        })
final class TextGeneration implements Callable<Integer> {
    private final World world;

    @ParentCommand
    private @Nullable Run run;

    @Parameters(index = "0", paramLabel = "MODEL", description = "A repository, such as Qwen/Qwen2.5-0.5B-Instruct.")
    private String model = "";

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "ENGINE_OPTION", description = "For the engine.")
    private final List<String> engineArguments = new ArrayList<>();

    @Option(
            names = {"-p", "--port"},
            hidden = true,
            description = "Of the Python Blackfish; the engine's port is found by itself.")
    private @Nullable Integer port;

    @Mixin
    private final Naming naming = new Naming();

    @Mixin
    private final Format format = new Format();

    TextGeneration(World world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        if (port != null) {
            world.note("blackfish: --port means nothing here; the engine's port is found by itself.");
        }
        Asked asked = run == null ? new Asked() : run.asked();
        return new Launch(world, asked, format).start(model, naming, engineArguments);
    }
}
