package org.blackfish.fetch;

/** What ends a transfer, or a question to the hub, as one sentence for people. */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final int status;

    /** What the failure means for whoever asked. */
    public enum Kind {
        /** There is nothing of that name, or nothing that this token may see. */
        MISSING,
        /** The hub knows it and does not let us. */
        REFUSED,
        /** The hub answered with something that cannot be used, or not in time. */
        HUB,
        /** The hub, or the way to it, did not answer at all. */
        UNREACHABLE,
        /** The disk or folder here. */
        DISK
    }

    /** {@code status} is what the hub answered, 0 when it gave no answer. */
    public Failure(Kind kind, int status, String sentence) {
        super(sentence);
        this.kind = kind;
        this.status = status;
    }

    Failure(Kind kind, String sentence) {
        this(kind, 0, sentence);
    }

    public Kind kind() {
        return kind;
    }

    public int status() {
        return status;
    }
}
