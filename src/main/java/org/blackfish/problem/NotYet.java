package org.blackfish.problem;

/** Something that is known and comes with a later version; the sentence says what to use until then, if anything. */
public final class NotYet extends ProblemException {
    private static final long serialVersionUID = 1L;

    public NotYet(String sentence) {
        super(sentence);
    }
}
