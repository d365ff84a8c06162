package org.blackfish.image;

import java.util.regex.Pattern;
import org.blackfish.problem.InvalidInput;

/** A container image by name: a repository, perhaps with {@code host:port/} before it, and a tag. */
public record ImageRef(String repository, String tag) {
    private static final String SEGMENT = "[A-Za-z0-9]+([._-]+[A-Za-z0-9]+)*";
    private static final Pattern REPOSITORY =
            Pattern.compile("([A-Za-z0-9.-]+:\\d{1,5}/)?" + SEGMENT + "(/" + SEGMENT + ")*");
    private static final Pattern TAG = Pattern.compile("\\w[\\w.-]{0,127}");
    private static final int LONGEST = 255;

    public ImageRef {
        String text = repository + ":" + tag;
        if (text.contains("@")) {
            throw wrong(text, "names a digest, for which no SIF file name is known; give repository:tag");
        }
        if (text.length() > LONGEST
                || !REPOSITORY.matcher(repository).matches()
                || !TAG.matcher(tag).matches()) {
            throw wrong(text, "is no image reference; give repository:tag, such as vllm/vllm-openai:v0.26.0");
        }
    }

    /** Splits {@code repository:tag} at its last colon; {@link InvalidInput} says what is wrong with the text. */
    public static ImageRef parse(String text) {
        int colon = text.lastIndexOf(':');
        if (text.contains("@")) {
            throw wrong(text, "names a digest, for which no SIF file name is known; give repository:tag");
        }
        if (colon <= text.lastIndexOf('/')) {
            throw wrong(text, "has no tag; give repository:tag, such as vllm/vllm-openai:v0.26.0");
        }
        return new ImageRef(text.substring(0, colon), text.substring(colon + 1));
    }

    /** The last segment of the repository, by which SIF files are named. */
    public String shortName() {
        return repository.substring(repository.lastIndexOf('/') + 1);
    }

    /** The file's name as {@code apptainer pull} gives it: last segment, underscore, tag, {@code .sif}. */
    public String sifName() {
        return shortName() + "_" + tag + ".sif";
    }

    /** Whether both name the same image; the address of Docker Hub, and its {@code library/}, may be left out. */
    boolean isSame(ImageRef other) {
        return tag.equals(other.tag) && plain().equals(other.plain());
    }

    private String plain() {
        return repository.replaceFirst("^(index\\.)?docker\\.io/", "").replaceFirst("^library/", "");
    }

    @Override
    public String toString() {
        return repository + ":" + tag;
    }

    private static InvalidInput wrong(String text, String what) {
        String shown = text.replaceAll("\\p{Cntrl}", "?");
        return new InvalidInput(
                "image",
                "The image \"" + (shown.length() > 80 ? shown.substring(0, 80) + "…" : shown) + "\" " + what + ".");
    }
}
