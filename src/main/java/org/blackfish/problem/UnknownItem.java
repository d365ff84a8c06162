package org.blackfish.problem;

/** Something that was asked for by name or id and is not there. */
public final class UnknownItem extends ProblemException {
    private static final long serialVersionUID = 1L;

    private final String kind;
    private final String id;

    /** {@code kind} is the field's own word ("service", "profile"); {@code id} what was asked for. */
    public UnknownItem(String kind, String id) {
        this(kind, id, "There is no " + kind + " \"" + id + "\".");
    }

    /** As above, with a sentence that says where we looked and what would put it there. */
    public UnknownItem(String kind, String id, String sentence) {
        super(sentence);
        this.kind = kind;
        this.id = id;
    }

    public String kind() {
        return kind;
    }

    public String id() {
        return id;
    }
}
