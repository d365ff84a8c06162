package org.blackfish.image;

import java.util.regex.Pattern;
import org.blackfish.problem.InvalidInput;

/** The digest by which a registry knows an image whatever its tag says: {@code sha256:} and 64 hexadecimal digits. */
public record Digest(String text) {
    private static final Pattern FORM = Pattern.compile("sha256:[0-9a-f]{64}");

    public Digest {
        if (!FORM.matcher(text).matches()) {
            String shown = text.replaceAll("\\p{Cntrl}", "?");
            throw new InvalidInput(
                    "digest",
                    "The digest \"" + (shown.length() > 90 ? shown.substring(0, 90) + "…" : shown)
                            + "\" is none; give sha256: and 64 hexadecimal digits in small letters.");
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
