package org.blackfish.cli;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "ls", description = "Lists the models that are on disk.")
final class ModelLs implements Callable<Integer> {
    private final World world;

    @Option(
            names = {"-p", "--profile"},
            description = "Only those of this profile.")
    private @Nullable String profile;

    @Option(
            names = {"-t", "--image"},
            description = "Only those for this task, such as text-generation.")
    private @Nullable String image;

    @Option(
            names = {"-r", "--refresh"},
            description = "Of the Python Blackfish; every look is fresh.")
    private boolean refresh;

    @Mixin
    private final Format format = new Format();

    ModelLs(World world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("refresh", String.valueOf(refresh));
        if (profile != null) {
            query.put("profile", profile);
        }
        if (image != null) {
            query.put("image", image);
        }
        Answer models = world.server().ask(Call.get("api/models" + Members.query(query)));
        if (!format.printed(world, models.structure())) {
            Table table = new Table("REPO", "REVISION", "PROFILE", "IMAGE", "SIZE", "PLACE", "DEFECT");
            models.list()
                    .forEach(model -> table.row(
                            Members.text(model, "repo"),
                            Members.text(model, "revision"),
                            Members.text(model, "profile"),
                            Members.text(model, "image"),
                            size(Members.object(model, "metadata_")),
                            Members.text(model, "place"),
                            Members.text(model, "defect")));
            Format.print(world, table);
        }
        return 0;
    }

    private static String size(JsonObject facts) {
        return facts.get("model_size_gb") instanceof JsonNumber gigabytes
                ? Sizes.words(Math.round(gigabytes.doubleValue() * 1e9))
                : "";
    }
}
