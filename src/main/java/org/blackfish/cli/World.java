package org.blackfish.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a command has of the world around it; a test makes one of its own. */
record World(
        Map<String, String> environment,
        PrintWriter out,
        PrintWriter err,
        BufferedReader in,
        Terminal terminal,
        Clock clock) {
    static World ofThisProcess() {
        Map<String, String> environment = System.getenv();
        return new World(
                environment,
                new PrintWriter(System.out, false, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
                Terminal.ofThisProcess(environment),
                Clock.systemUTC());
    }

    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** {@code $BLACKFISH_HOME_DIR}, where the server's state and token lie. */
    Path home() {
        return variable("BLACKFISH_HOME_DIR")
                .map(Path::of)
                .orElseGet(() -> Path.of(variable("HOME").orElse(System.getProperty("user.home")), ".blackfish"));
    }

    /** Connects with the server and proves it; a command calls this once. A person may have one started. */
    Rest server() {
        try {
            return Rest.connect(this);
        } catch (Failure e) {
            boolean named = variable("BLACKFISH_URL").isPresent()
                    || variable("BLACKFISH_AUTH_TOKEN").isPresent();
            if (named || !e.isCuredByAStart() || ServerStart.launcher().isEmpty()) {
                throw e;
            }
            if (!agrees(e.sentence() + "\nStart one now?")) {
                throw e;
            }
            new ServerStart(this, null, false).inBackground();
            return Rest.connect(this);
        }
    }

    /** Text for people; what a terminal would obey is taken out. */
    void say(String text) {
        out.println(Plain.text(text));
    }

    /** What the person asked for itself, such as a log: as it is into a file, and fit for a terminal on one. */
    void pass(String text) {
        out.print(terminal.output() ? Plain.text(text) : text);
        out.flush();
    }

    /** A remark beside the output proper. */
    void note(String text) {
        out.flush();
        err.println(Plain.text(text));
    }

    /** Asks a person; without one the answer is no. */
    boolean agrees(String question) {
        if (!terminal.input()) {
            return false;
        }
        out.flush();
        err.print(Plain.text(question) + " [y/N] ");
        err.flush();
        return ask().map(answer -> answer.toLowerCase(Locale.ROOT))
                .filter(answer -> answer.equals("y") || answer.equals("yes"))
                .isPresent();
    }

    /** The next line of standard input; empty at its end. */
    Optional<String> ask() {
        try {
            return Optional.ofNullable(in.readLine()).map(String::strip);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
