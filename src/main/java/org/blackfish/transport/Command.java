package org.blackfish.transport;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One program run: argv as it is, text for stdin (UTF-8), the variables that the program gets beside the basic ones
 * ({@code PATH HOME USER LOGNAME LANG}), and how long we wait.
 *
 * @param endsItself whether it has a deadline of its own and is left to it when nobody waits any more; any other is
 *     killed then
 */
public record Command(
        List<String> argv, String stdin, Map<String, String> environment, Duration deadline, boolean endsItself) {
    public Command {
        if (argv.isEmpty()) {
            throw new IllegalArgumentException("a command needs a program");
        }
        for (String argument : argv) {
            if (argument.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("an argument holds a NUL byte");
            }
        }
        argv = List.copyOf(argv);
        environment = Map.copyOf(environment);
    }

    /** A command that is killed when nobody waits for it any more. */
    public Command(List<String> argv, String stdin, Map<String, String> environment, Duration deadline) {
        this(argv, stdin, environment, deadline, false);
    }

    /** A command without stdin and without further variables. */
    public static Command of(Duration deadline, String... argv) {
        return new Command(List.of(argv), "", Map.of(), deadline);
    }

    /** The same command with one more variable. */
    public Command with(String name, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(name, value);
        return new Command(argv, stdin, more, deadline, endsItself);
    }

    /** The same command, never killed by us: half done it would do harm, and it brings its own deadline. */
    public Command endingItself() {
        return new Command(argv, stdin, environment, deadline, true);
    }

    /** The program's name without its folder, for messages and meters. */
    public String program() {
        String first = argv.getFirst();
        return first.substring(first.lastIndexOf('/') + 1);
    }
}
