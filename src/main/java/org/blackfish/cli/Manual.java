package org.blackfish.cli;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual page in the language of man(7), from what the commands say of themselves; pure. */
final class Manual {
    private final StringBuilder page = new StringBuilder();

    private Manual() {}

    static String page(CommandLine line, String version) {
        Manual manual = new Manual();
        CommandSpec root = line.getCommandSpec();
        manual.page
                .append(".TH BLACKFISH 1 \"\" \"Blackfish ")
                .append(escaped(version))
                .append("\" \"Blackfish\"\n.SH NAME\nblackfish \\- ")
                .append(words(root))
                .append("\n.SH SYNOPSIS\n.B blackfish\n.I COMMAND\n[options]\n.SH COMMANDS\n");
        manual.commands(line, "");
        manual.page.append(".SH EXIT STATUS\n");
        root.usageMessage().exitCodeList().forEach((code, meaning) -> manual.item(code, meaning));
        manual.page.append(".SH FINDING THE SERVER\n");
        Arrays.stream(root.usageMessage().footer())
                .map(Manual::escaped)
                .forEach(text -> manual.page.append(text).append('\n'));
        manual.page.append(".SH ENVIRONMENT\n");
        manual.item("BLACKFISH_HOME_DIR", "where your server keeps its data; ~/.blackfish when not set");
        manual.item("BLACKFISH_URL, BLACKFISH_AUTH_TOKEN", "the server's address, and a personal token for it");
        manual.item(
                "BLACKFISH_HOST, BLACKFISH_PORT, BLACKFISH_BASE_PATH",
                "the same in parts, for a server that can prove to be yours");
        manual.item("NO_COLOR", "no colours, also on a terminal");
        manual.item("BLACKFISH_JAVA, JAVA_HOME", "where a Java of version 21 or later lies");
        return manual.page.toString();
    }

    private void commands(CommandLine parent, String prefix) {
        for (Map.Entry<String, CommandLine> entry : parent.getSubcommands().entrySet()) {
            CommandSpec command = entry.getValue().getCommandSpec();
            if (command.usageMessage().hidden()) {
                continue;
            }
            String name = prefix + entry.getKey();
            if (entry.getValue().getSubcommands().isEmpty()
                    || !command.options().stream().allMatch(OptionSpec::usageHelp)) {
                command(name, command);
            }
            commands(entry.getValue(), name + " ");
        }
    }

    private void command(String name, CommandSpec command) {
        String arguments =
                command.positionalParameters().stream().map(Manual::argument).collect(Collectors.joining(" "));
        page.append(".SS ")
                .append(escaped((name + " " + arguments).strip()))
                .append('\n')
                .append(words(command))
                .append('\n');
        command.options().stream()
                .filter(option -> !option.hidden() && !option.usageHelp())
                .forEach(option -> item(
                        String.join(", ", option.names())
                                + (option.arity().max() > 0
                                        ? " " + option.paramLabel().replaceAll("[<>]", "")
                                        : ""),
                        String.join(" ", option.description())));
        for (String line : command.usageMessage().footer()) {
            page.append(line.isEmpty() ? ".PP" : escaped(line)).append('\n');
        }
    }

    private static String argument(PositionalParamSpec argument) {
        String label = argument.paramLabel() + (argument.arity().max() > 1 ? "..." : "");
        return argument.arity().min() == 0 ? "[" + label + "]" : label;
    }

    private void item(String name, String meaning) {
        page.append(".TP\n.B ")
                .append(escaped(name))
                .append('\n')
                .append(escaped(meaning))
                .append('\n');
    }

    private static String words(CommandSpec command) {
        return escaped(String.join(" ", command.usageMessage().description()));
    }

    /** A hyphen that is typed is no minus, and a line must not begin as a request. */
    private static String escaped(String text) {
        String safe = text.replace("\\", "\\\\").replace("-", "\\-");
        return safe.startsWith(".") || safe.startsWith("'") ? "\\&" + safe : safe;
    }
}
