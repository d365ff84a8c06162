package org.blackfish.problem;

/** An HTTP service behind us that answered with an error or broke off. */
public final class Upstream extends ProblemException {
    private static final long serialVersionUID = 1L;

    private final String address;
    private final int status;

    /** {@code status} is the HTTP status it gave, 0 when it gave none. */
    public Upstream(String address, int status, String sentence) {
        super(sentence);
        this.address = address;
        this.status = status;
    }

    public String address() {
        return address;
    }

    public int status() {
        return status;
    }
}
