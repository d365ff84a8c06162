package org.blackfish.cli;

import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExitCodeExceptionMapper;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** The program: finds the command, runs it, and says in one sentence what went wrong. */
@Command(
        name = "blackfish",
        description = "Launches models as Slurm jobs and calls them, through your running Blackfish.",
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:refused, unknown, or in the wrong state",
            "2:wrong arguments",
            "3:no server, or no answer in time",
            "4:not allowed"
        },
        footer = {
            "",
            "The server is found by server.json and auth_token in BLACKFISH_HOME_DIR, which",
            "is ~/.blackfish when not set, or by BLACKFISH_URL with a personal token in",
            "BLACKFISH_AUTH_TOKEN. Without BLACKFISH_URL no token is sent to a server that",
            "does not know the one in auth_token."
        })
public final class Blackfish implements Runnable {
    private static final int LONGEST_SENTENCE = 2000;

    /** In the order in which help lists them; each is called what its annotation says. */
    private static final List<Class<?>> COMMANDS = List.of(
            Init.class,
            Start.class,
            Ls.class,
            Run.class,
            Details.class,
            Wait.class,
            Logs.class,
            Open.class,
            Chat.class,
            Stop.class,
            Rm.class,
            Prune.class,
            ModelCommands.class,
            ImageCommands.class,
            TierCommands.class,
            TokenCommands.class,
            ProfileCommands.class,
            Batch.class,
            VersionCommand.class,
            Completion.class,
            ManualCommand.class,
            WarmUp.class);

    private final World world;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show what this command does and takes.")
    private boolean help;

    Blackfish(World world) {
        this.world = world;
    }

    public static void main(String[] arguments) {
        Client.sendNothingTwiceUnasked();
        World world = World.ofThisProcess();
        int code = execute(world, arguments);
        world.out().flush();
        world.err().flush();
        System.exit(code);
    }

    static int execute(World world, String... arguments) {
        String first = arguments.length == 0 ? "" : arguments[0];
        List<Class<?>> named =
                COMMANDS.stream().filter(type -> name(type).equals(first)).toList();
        // Reading the annotations of all others would be most of the work of a short command.
        return commandLine(world, named.isEmpty() ? COMMANDS : named).execute(arguments);
    }

    /** With all commands. */
    static CommandLine commandLine(World world) {
        return commandLine(world, COMMANDS);
    }

    private static CommandLine commandLine(World world, List<Class<?>> commands) {
        Commands factory = new Commands(world);
        CommandLine line = new CommandLine(new Blackfish(world), factory);
        commands.forEach(type -> line.addSubcommand(name(type), new CommandLine(type, factory)));
        line.getSubcommands().values().stream()
                .flatMap(command -> command.getSubcommands().values().stream())
                .filter(command -> command.getCommand() instanceof TextGeneration)
                .forEach(command -> command.setUnmatchedOptionsArePositionalParams(true));
        // An argument is what was typed: no file of arguments, no quotes taken off.
        return line.setExpandAtFiles(false)
                .setTrimQuotes(false)
                .setOut(world.out())
                .setErr(world.err())
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        world.terminal().colours() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
                .setParameterExceptionHandler((e, unused) -> wrongInput(world, e))
                .setExecutionExceptionHandler((e, unused, result) -> failed(world, e))
                .setExitCodeExceptionMapper(exitCodes());
    }

    /** Without a command: what there is. */
    @Override
    public void run() {
        if (!help) {
            commandLine(world).usage(world.out());
        }
    }

    private static String name(Class<?> type) {
        return type.getAnnotation(Command.class).name();
    }

    private static int wrongInput(World world, ParameterException e) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        String said = cut(String.valueOf(e.getMessage())).replaceAll("\\.$", "");
        world.note("blackfish: " + said + "; see " + command + " --help.");
        return Failure.WRONG_INPUT;
    }

    private static int failed(World world, Exception e) {
        if (e instanceof Failure failure) {
            world.note("blackfish: " + cut(failure.sentence()));
            return failure.exitCode();
        }
        world.note("blackfish: This should not have happened (" + kindAndPlace(e) + "); please report it.");
        return Failure.REFUSED;
    }

    /** Its message may repeat a token. */
    private static String kindAndPlace(Exception e) {
        return Stream.of(e.getStackTrace())
                .filter(place -> place.getClassName().startsWith("org.blackfish."))
                .findFirst()
                .map(place -> e.getClass().getSimpleName() + " in " + place)
                .orElse(e.getClass().getSimpleName());
    }

    /** What was typed may be repeated in it, however long it was. */
    private static String cut(String sentence) {
        String line = Plain.line(sentence);
        return line.length() > LONGEST_SENTENCE ? line.substring(0, LONGEST_SENTENCE) + "…" : line;
    }

    private static IExitCodeExceptionMapper exitCodes() {
        return e -> e instanceof Failure failure ? failure.exitCode() : Failure.REFUSED;
    }
}
