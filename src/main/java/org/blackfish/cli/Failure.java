package org.blackfish.cli;

/** A command that could not do its work: a sentence for people and an exit code for programs. */
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    static final int REFUSED = 1;
    static final int WRONG_INPUT = 2;
    static final int NO_ANSWER = 3;
    static final int NOT_ALLOWED = 4;

    private enum Cure {
        NONE,
        START,
        PATIENCE
    }

    private final int exitCode;
    private final Cure cure;

    private Failure(int exitCode, String sentence, Cure cure) {
        super(sentence, null, false, false);
        this.exitCode = exitCode;
        this.cure = cure;
    }

    Failure(int exitCode, String sentence) {
        this(exitCode, sentence, Cure.NONE);
    }

    /** Nobody listens, so that a server could be started. */
    static Failure noServer(String sentence) {
        return new Failure(NO_ANSWER, sentence, Cure.START);
    }

    /** Whoever answered need not be the server that was there, which may be on its way back. */
    static Failure stranger(int exitCode, String sentence) {
        return new Failure(exitCode, sentence, Cure.PATIENCE);
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
        return cure == Cure.START;
    }

    boolean isOfAStranger() {
        return cure == Cure.PATIENCE;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
