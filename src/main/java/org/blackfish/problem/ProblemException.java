package org.blackfish.problem;

/** Anything that a user can meet, told as one sentence; {@link #getMessage()} is meant for people, not for parsing. */
public abstract sealed class ProblemException extends RuntimeException
        permits InvalidInput,
                UnknownItem,
                WrongState,
                NotYet,
                AccessRefused,
                HostUnreachable,
                DeadlinePassed,
                CommandFailed,
                Upstream {
    private static final long serialVersionUID = 1L;

    ProblemException(String sentence) {
        super(sentence);
    }

    ProblemException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
