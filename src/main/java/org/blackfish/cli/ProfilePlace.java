package org.blackfish.cli;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a profile leads, as it is typed for {@code add} and {@code update}. */
final class ProfilePlace {
    @Option(
            names = {"-s", "--schema"},
            hidden = true,
            description = "slurm; others come with a later version.")
    private @Nullable String schema;

    @Option(names = "--host", description = "localhost, the cluster that this machine belongs to.")
    private @Nullable String host;

    @Option(
            names = {"-u", "--user"},
            description = "Your name there.")
    private @Nullable String user;

    @Option(
            names = {"-d", "--home-dir"},
            description = "A folder of yours for job scripts, logs and models.")
    private @Nullable String homeDirectory;

    @Option(
            names = {"-c", "--cache-dir"},
            description = "The shared folder with images and models.")
    private @Nullable String cacheDirectory;

    JsonObject added(World world, String name) {
        if (cacheDirectory == null) {
            throw Failure.wrongInput("The shared folder is missing; give --cache-dir, it holds images and models.");
        }
        return Members.builder()
                .add("name", name)
                .add("schema_type", or(schema, "slurm"))
                .add("host", or(host, "localhost"))
                .add("user", or(user, System.getProperty("user.name")))
                .add("home_dir", or(homeDirectory, world.home().toString()))
                .add("cache_dir", cacheDirectory)
                .build();
    }

    /** What is not typed stays as it is. */
    JsonObject changed(JsonObject before) {
        if (schema == null && host == null && user == null && homeDirectory == null && cacheDirectory == null) {
            throw Failure.wrongInput("Nothing is to be changed; give --host, --user, --home-dir or --cache-dir.");
        }
        JsonObjectBuilder after = Members.builder()
                .add("name", Members.text(before, "name"))
                .add("schema_type", or(schema, Members.text(before, "schema")))
                .add("home_dir", or(homeDirectory, Members.text(before, "home_dir")))
                .add("cache_dir", or(cacheDirectory, Members.text(before, "cache_dir")));
        if (host != null || before.containsKey("host")) {
            after.add("host", or(host, Members.text(before, "host")));
        }
        if (user != null || before.containsKey("user")) {
            after.add("user", or(user, Members.text(before, "user")));
        }
        return after.build();
    }

    private static String or(@Nullable String typed, String otherwise) {
        return typed == null ? otherwise : typed;
    }
}
