package org.blackfish.cli;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "ls", description = "Shows the images that services need, and whether they are staged.")
final class ImageLs implements Callable<Integer> {
    private final World world;

    @Option(
            names = {"-p", "--profile"},
            description = "For this profile; the default one when left out.")
    private @Nullable String profile;

    @Option(
            names = {"-a", "--all"},
            description = "For all profiles.")
    private boolean all;

    @Option(names = "--strict", description = "Exit with 1 when one is missing.")
    private boolean strict;

    @Mixin
    private final Format format = new Format();

    ImageLs(World world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        if (all && profile != null) {
            throw Failure.wrongInput("Give --profile or --all, not both.");
        }
        Rest server = world.server();
        List<String> profiles = all ? ProfileNames.all(server) : List.of(ProfileNames.orDefault(server, profile));
        JsonArrayBuilder array = Json.createArrayBuilder();
        Table table = new Table("SERVICE", "IMAGE", "PROFILE", "STAGED", "OTHER TAGS");
        boolean missing = false;
        for (String name : profiles) {
            for (JsonObject image : server.ask(Call.get("api/containers?profile=" + Members.encoded(name)))
                    .list()) {
                array.add(Members.builder(image).add("profile", name));
                missing |= !image.getBoolean("default_staged", false);
                row(table, name, image);
            }
        }
        if (!format.printed(world, array.build())) {
            Format.print(world, table);
        }
        return strict && missing ? Failure.REFUSED : 0;
    }

    private static void row(Table table, String profile, JsonObject image) {
        String tag = Members.text(image, "default");
        List<String> others = Members.texts(image, "tags").stream()
                .filter(other -> !other.equals(tag))
                .toList();
        table.row(
                Members.text(image, "service"),
                Members.text(image, "repo") + ":" + tag,
                profile,
                image.getBoolean("default_staged", false) ? "yes" : "no",
                String.join(" ", others));
    }
}
