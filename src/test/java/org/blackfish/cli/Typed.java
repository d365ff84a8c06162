package org.blackfish.cli;

import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/** What a command said to whoever typed it. */
record Typed(int code, String out, String err) {
    static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    /** In a script, over {@code home}. */
    static Typed in(Path home, String... arguments) {
        return in(home, Map.of(), "", Terminal.NONE, arguments);
    }

    /** A world in which nobody hears what is said. */
    static World unheard(Map<String, String> environment) {
        return new World(
                environment,
                new PrintWriter(new StringWriter()),
                new PrintWriter(new StringWriter()),
                new BufferedReader(new StringReader("")),
                Terminal.NONE,
                Clock.systemUTC());
    }

    static Typed in(Path home, Map<String, String> environment, String input, Terminal terminal, String... arguments) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("BLACKFISH_HOME_DIR", home.toString());
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        World world = new World(
                all,
                new PrintWriter(out),
                new PrintWriter(err),
                new BufferedReader(new StringReader(input)),
                terminal,
                Clock.fixed(NOW, ZoneOffset.UTC));
        int code = Blackfish.execute(world, arguments);
        return new Typed(code, out.toString(), err.toString());
    }
}
