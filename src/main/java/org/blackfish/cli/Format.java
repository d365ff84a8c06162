package org.blackfish.cli;

import jakarta.json.JsonStructure;
import picocli.CommandLine.Option;

/** For people or for programs; part of every command that shows something. */
final class Format {
    @Option(names = "--json", description = "Print JSON for programs.")
    private boolean json;

    boolean isJson() {
        return json;
    }

    /** Prints what the server said when JSON was asked for; tells whether it did. */
    boolean printed(World world, JsonStructure value) {
        if (json) {
            world.out().println(Members.pretty(value));
        }
        return json;
    }

    static void print(World world, Table table) {
        table.lines(world.terminal()).forEach(world.out()::println);
    }
}
