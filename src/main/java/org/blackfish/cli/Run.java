package org.blackfish.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "run",
        description = "Launches a model that is on disk as a service, a Slurm job with an address of its own.",
        footer = {
            "",
            "Options of the engine go behind \"--\":",
            "  blackfish run Qwen/Qwen2.5-0.5B-Instruct --tier Small -- --max-model-len 4096"
        },
        subcommands = {TextGeneration.class, SpeechRecognition.class})
final class Run implements Callable<Integer> {
    private final World world;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "MODEL",
            description = "A repository, such as Qwen/Qwen2.5-0.5B-Instruct.")
    private @Nullable String model;

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "-- ENGINE_OPTION",
            description = "For the engine, one argument each.")
    private final List<String> engineArguments = new ArrayList<>();

    @Mixin
    private final Asked asked = new Asked();

    @Mixin
    private final Naming naming = new Naming();

    @Mixin
    private final Format format = new Format();

    @Spec
    private @Nullable CommandSpec spec;

    Run(World world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        if (model == null) {
            throw Failure.wrongInput("The model is missing; give a repository, as in \"blackfish run"
                    + " Qwen/Qwen2.5-0.5B-Instruct\". \"blackfish model ls\" shows those that are there.");
        }
        if (!engineArguments.isEmpty() && !hasDashes()) {
            throw Failure.wrongInput("\"" + Plain.line(engineArguments.get(0))
                    + "\" is one too many; options of the engine go behind \"--\".");
        }
        return new Launch(world, asked, format).start(model, naming, engineArguments);
    }

    Asked asked() {
        return asked;
    }

    private boolean hasDashes() {
        return spec != null
                && spec.commandLine().getParseResult().originalArgs().contains("--");
    }
}
