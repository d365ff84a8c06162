package org.blackfish.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "ls", description = "Lists your profiles.")
final class ProfileLs implements Callable<Integer> {
    private final World world;

    @Mixin
    private final Format format = new Format();

    ProfileLs(World world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        Answer profiles = world.server().ask(Call.get("api/profiles"));
        if (!format.printed(world, profiles.structure())) {
            Table table = new Table("NAME", "DEFAULT", "SCHEMA", "HOST", "USER", "HOME", "CACHE");
            profiles.list()
                    .forEach(profile -> table.row(
                            Members.text(profile, "name"),
                            Members.text(profile, "default").equals("true") ? "yes" : "",
                            Members.text(profile, "schema"),
                            Members.text(profile, "host"),
                            Members.text(profile, "user"),
                            Members.text(profile, "home_dir"),
                            Members.text(profile, "cache_dir")));
            Format.print(world, table);
        }
        return 0;
    }
}
