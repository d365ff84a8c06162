package org.blackfish.model;

/** Why a model cannot be run, as a sentence without its end: the words by which the next step is told. */
public final class Defect {
    private static final String CLOSED = " may not be read by this account; ask its owner to open it";

    private Defect() {}

    static String closed(String file) {
        return file + CLOSED;
    }

    static String missing(String file) {
        return file + " leads to a file that is not there";
    }

    /** The whole sentence, with what mends it. */
    public static String sentence(String defect) {
        return isClosed(defect) ? defect + "." : defect + "; download or copy it again.";
    }

    /** Whether all may be there, and only this account cannot read it. */
    static boolean isClosed(String defect) {
        return defect.endsWith(CLOSED);
    }
}
