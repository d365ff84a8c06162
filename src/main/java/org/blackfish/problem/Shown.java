package org.blackfish.problem;

/** Foreign text, fit for a sentence. */
public final class Shown {
    private Shown() {}

    /** On one line, cut after {@code longest} characters. */
    public static String line(String text, int longest) {
        String clean = text.replaceAll("\\p{Cntrl}", "?");
        return clean.length() <= longest ? clean : clean.substring(0, longest) + "…";
    }
}
