package org.blackfish.cli;

/** A command that could not do its work: a sentence for people and an exit code for programs. */
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    static final int REFUSED = 1;
    static final int WRONG_INPUT = 2;
    static final int NO_ANSWER = 3;
    static final int NOT_ALLOWED = 4;

    private final int exitCode;
    private final boolean curable;

    private Failure(int exitCode, String sentence, boolean curable) {
        super(sentence, null, false, false);
        this.exitCode = exitCode;
        this.curable = curable;
    }

    Failure(int exitCode, String sentence) {
        this(exitCode, sentence, false);
    }

    /** Nobody listens, so that a server could be started. */
    static Failure noServer(String sentence) {
        return new Failure(NO_ANSWER, sentence, true);
    }

    static Failure wrongInput(String sentence) {
        return new Failure(WRONG_INPUT, sentence);
    }

    static Failure noAnswer(String sentence) {
        return new Failure(NO_ANSWER, sentence);
    }

    static Failure refused(String sentence) {
        return new Failure(REFUSED, sentence);
    }

    static Failure notAllowed(String sentence) {
        return new Failure(NOT_ALLOWED, sentence);
    }

    int exitCode() {
        return exitCode;
    }

    boolean isCuredByAStart() {
        return curable;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
