package org.blackfish.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Every command there is, with missing, extra, wrong and hostile arguments, and a server that knows nothing. */
class WrongArgumentsTest {
    private static final List<String> HOSTILE = List.of(
            "",
            " ",
            "-",
            "../../etc/passwd",
            "@/etc/passwd",
            "${sys:user.home}",
            "$(id); rm -rf ~",
            "%s%n%2F",
            "a?b=c&d#e",
            "\u001B]0;title\u0007\u202Eabc",
            "line\nbreak\r\0",
            "ä".repeat(20_000));
    private static final List<String> LATER = List.of("batch", "speech-recognition", "upgrade");
    private static final List<String> VICIOUS = HOSTILE.subList(9, 12);

    @TempDir
    Path home;

    private StandInServer server;

    @BeforeEach
    void start() {
        server = new StandInServer();
        server.publish(home);
    }

    /** Names of all commands that do something; those that are for people or last long are asked for elsewhere. */
    static Stream<List<String>> commands() {
        World nowhere = Typed.unheard(Map.of());
        List<List<String>> found = new ArrayList<>();
        collect(Blackfish.commandLine(nowhere), List.of(), found);
        return found.stream().filter(path -> Collections.disjoint(path, LATER) && !path.contains("warm-up"));
    }

    private static void collect(CommandLine line, List<String> path, List<List<String>> found) {
        if (!path.isEmpty()) {
            found.add(path);
        }
        line.getSubcommands().forEach((name, inner) -> {
            List<String> deeper = new ArrayList<>(path);
            deeper.add(name);
            collect(inner, deeper, found);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "batch, Batch jobs come",
        "batch ls --format json, Batch jobs come",
        "run speech-recognition openai/whisper-tiny --port 80, Speech recognition comes",
        "profile upgrade, Upgrading a profile comes",
        "profile upgrade --name x y, Upgrading a profile comes"
    })
    void whatComesWithALaterVersionSaysSo(String arguments, String what) {
        Typed typed = Typed.in(home, arguments.split(" "));
        assertThat(typed.code()).isEqualTo(1);
        assertThat(typed.err()).isEqualTo("blackfish: " + what + " with a later version.\n");
        for (String help : List.of("--help", "run --help", "profile --help")) {
            assertThat(Typed.in(home, help.split(" ")).out())
                    .contains("Usage")
                    .doesNotContain("batch", "speech", "upgrade");
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void anOptionThatIsNoneIsWrongInput(List<String> command) {
        List<String> arguments = with(command, "org/m", "--no-such-option");
        if (!command.contains("text-generation")) {
            assertSentence(2, arguments);
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void tooManyArgumentsAreWrongInput(List<String> command) {
        boolean takesMany = specification(command).positionalParameters().stream()
                .anyMatch(parameter -> parameter.arity().max() > 10);
        if (!takesMany) {
            assertSentence(2, with(command, Collections.nCopies(12, "x").toArray(String[]::new)));
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aMissingArgumentIsWrongInput(List<String> command) {
        boolean needsOne = specification(command).positionalParameters().stream()
                .anyMatch(parameter -> parameter.arity().min() > 0);
        if (needsOne) {
            assertSentence(2, command);
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void anOptionWithoutItsValueIsWrongInput(List<String> command) {
        for (OptionSpec option : specification(command).options()) {
            if (option.arity().min() > 0) {
                assertSentence(2, with(command, option.longestName()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void hostileArgumentsGetASentenceAndNoTrace(List<String> command) {
        if (command.equals(List.of("start"))) {
            return;
        }
        for (String hostile : HOSTILE) {
            List<String> arguments = new ArrayList<>(command);
            for (PositionalParamSpec parameter : specification(command).positionalParameters()) {
                if (parameter.arity().min() > 0) {
                    arguments.add(hostile);
                }
            }
            tell(arguments);
            for (OptionSpec option : specification(command).options()) {
                if (option.arity().min() > 0 && VICIOUS.contains(hostile)) {
                    tell(with(arguments, option.longestName() + "=" + hostile));
                }
            }
        }
    }

    private void assertSentence(int code, List<String> arguments) {
        Typed typed = Typed.in(home, arguments.toArray(String[]::new));
        assertThat(typed.code()).as("%s: %s", arguments, typed.err()).isEqualTo(code);
        assertOneLine(arguments, typed);
    }

    private void tell(List<String> arguments) {
        Typed typed = Typed.in(home, arguments.toArray(String[]::new));
        assertThat(typed.code()).as("%s", arguments).isBetween(0, 4);
        if (typed.code() != 0) {
            assertOneLine(arguments, typed);
        }
    }

    private static void assertOneLine(List<String> arguments, Typed typed) {
        assertThat(typed.err())
                .as("%s", arguments)
                .startsWith("blackfish: ")
                .endsWith("\n")
                .hasLineCount(1)
                .doesNotContain("This should not have happened", "\tat ", "\u001B", "\u202E");
        assertThat(typed.err().length()).isLessThan(2500);
    }

    private static List<String> with(List<String> command, String... more) {
        List<String> all = new ArrayList<>(command);
        Collections.addAll(all, more);
        return all;
    }

    private CommandLine.Model.CommandSpec specification(List<String> command) {
        CommandLine line = Blackfish.commandLine(Typed.unheard(Map.of("BLACKFISH_HOME_DIR", home.toString())));
        for (String name : command) {
            line = Objects.requireNonNull(line.getSubcommands().get(name));
        }
        return line.getCommandSpec();
    }
}
