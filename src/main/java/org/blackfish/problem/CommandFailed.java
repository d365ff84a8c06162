package org.blackfish.problem;

import java.util.List;

/** A command that ran and said no; carries its argv, exit code and the tail of what it wrote to stderr. */
public final class CommandFailed extends ProblemException {
    private static final long serialVersionUID = 1L;

    private final String host;
    private final transient List<String> argv;
    private final int exit;
    private final String said;

    /** {@code said} is the command's own message, shown to people as it is. */
    public CommandFailed(String host, List<String> argv, int exit, String said) {
        super(argv.getFirst() + " on " + host + " refused (exit code " + exit + "): "
                + (said.isBlank() ? "it gave no reason." : said.strip()));
        this.host = host;
        this.argv = List.copyOf(argv);
        this.exit = exit;
        this.said = said;
    }

    public String host() {
        return host;
    }

    public List<String> argv() {
        return argv;
    }

    public int exit() {
        return exit;
    }

    public String said() {
        return said;
    }
}
