package org.blackfish.problem;

/** The item exists, but not in a state that allows what was asked. */
public final class WrongState extends ProblemException {
    private static final long serialVersionUID = 1L;

    private final String item;
    private final String state;
    private final String wanted;

    /** {@code state} is what it is in, {@code wanted} what the request needs it to be in. */
    public WrongState(String item, String state, String wanted, String sentence) {
        super(sentence);
        this.item = item;
        this.state = state;
        this.wanted = wanted;
    }

    public String item() {
        return item;
    }

    public String state() {
        return state;
    }

    public String wanted() {
        return wanted;
    }
}
