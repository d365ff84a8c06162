package org.blackfish.problem;

/** A machine, or a port on it, that did not answer. */
public final class HostUnreachable extends ProblemException {
    private static final long serialVersionUID = 1L;

    private final String host;

    public HostUnreachable(String host, String sentence, Throwable cause) {
        super(sentence, cause);
        this.host = host;
    }

    public String host() {
        return host;
    }
}
