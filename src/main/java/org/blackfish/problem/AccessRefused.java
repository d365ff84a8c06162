package org.blackfish.problem;

/** The caller, or the account that the server runs as, may not do this. */
public final class AccessRefused extends ProblemException {
    private static final long serialVersionUID = 1L;

    private final String what;

    /** {@code what} names the path or operation that was refused. */
    public AccessRefused(String what, String sentence) {
        super(sentence);
        this.what = what;
    }

    public String what() {
        return what;
    }
}
