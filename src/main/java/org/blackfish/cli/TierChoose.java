package org.blackfish.cli;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "choose", description = "Says which tier a model gets, and why.")
final class TierChoose implements Callable<Integer> {
    private final World world;

    @Parameters(paramLabel = "MODEL", description = "A repository, such as Qwen/Qwen2.5-0.5B-Instruct.")
    private String model = "";

    @Option(names = "--size-gb", description = "Its size; that on disk when left out.")
    private @Nullable Double size;

    @Option(names = "--partition", description = "Only tiers of this partition.")
    private @Nullable String partition;

    @Option(
            names = {"-p", "--profile"},
            description = "Of this profile; the default one when left out.")
    private @Nullable String profile;

    @Mixin
    private final Format format = new Format();

    TierChoose(World world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        JsonObjectBuilder question = Members.builder().add("repo_id", model);
        if (size != null) {
            question.add("size_gb", size);
        }
        if (partition != null) {
            question.add("partition", partition);
        }
        if (profile != null) {
            question.add("profile", profile);
        }
        JsonObject choice = world.server()
                .ask(Call.post("api/tiers/choose", question.build()))
                .object();
        if (!format.printed(world, choice)) {
            world.say(Members.text(choice, "sentence"));
        }
        return 0;
    }
}
