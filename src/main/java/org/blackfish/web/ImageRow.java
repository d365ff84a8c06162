package org.blackfish.web;

import java.util.List;
import java.util.Locale;
import org.blackfish.cache.ImageInventory;
import org.blackfish.image.Check;
import org.blackfish.image.ImageRecord;
import org.blackfish.image.ImageRef;
import org.blackfish.image.ImageUse;
import org.blackfish.image.StagedImage;
import org.jspecify.annotations.Nullable;

/**
 * One staged image as an admin reads it.
 *
 * @param facts size, place and owner in one line
 * @param use what needs it, or that nothing does
 * @param warning what is lost with it; empty when nothing is
 * @param source the image that pulling it again gives; empty where nobody knows what it is
 * @param replacement what is pulled again, and who meets the new file
 */
public record ImageRow(
        String file,
        String place,
        String facts,
        String closed,
        String origin,
        String use,
        boolean unneeded,
        String warning,
        String source,
        String replacement,
        @Nullable Check check) {
    private static final int SHORT = 19;

    static ImageRow of(ImageInventory.Staged staged) {
        StagedImage image = staged.image();
        var file = image.file();
        String where = image.place().word().equals("cache") ? "shared cache" : "own home";
        return new ImageRow(
                image.name(),
                image.place().word(),
                Words.gigabytes(file.size() / 1e9) + " in the " + where + ", owner " + file.owner() + ", mode "
                        + file.octal(),
                file.isShared() ? "" : "Others cannot read it; Cache health can mend that.",
                image.record()
                        .map(ImageRow::origin)
                        .orElse((image.changed() ? "Changed since it was pulled" : "Put there by hand")
                                + "; nothing is known of its origin."),
                use(staged),
                image.pins().isEmpty() && staged.users().isEmpty(),
                staged.warning(),
                image.source().map(ImageRef::toString).orElse(""),
                from(image) + staged.replacement(),
                staged.check().orElse(null));
    }

    private static String origin(ImageRecord record) {
        String digest = record.digest().isEmpty() ? "" : ", " + brief(record.digest());
        return "Pulled by " + record.pulledBy() + " from " + record.image() + digest + ".";
    }

    private static String from(StagedImage image) {
        String digest = image.sourceDigest().map(known -> " (" + known + ")").orElse("");
        return image.source()
                .map(source -> "It will be pulled from " + source + digest + ". ")
                .orElse("");
    }

    /** Enough of a digest to tell two apart. */
    static String brief(String digest) {
        return digest.length() <= SHORT ? digest : digest.substring(0, SHORT) + "…";
    }

    private static String use(ImageInventory.Staged staged) {
        StagedImage image = staged.image();
        String users = staged.users().isEmpty() ? "" : " Used by " + String.join(", ", staged.users()) + ".";
        if (!image.neededFor().isEmpty()) {
            return "Needed for " + engines(image.neededFor()) + "." + users;
        }
        if (!image.mistakenFor().isEmpty()) {
            return "Another image than the one of this name that is needed for " + engines(image.mistakenFor()) + "."
                    + users;
        }
        return image.pinnedTag()
                        .map(tag -> "Another version; this Blackfish needs " + tag + ".")
                        .orElse("No service of this version needs it.")
                + users;
    }

    private static String engines(List<ImageUse> uses) {
        return String.join(", ", uses.stream().map(ImageUse::engine).toList());
    }

    /** The state of its check in a word; empty before the first. */
    public String checked() {
        return check == null ? "" : check.running() ? "checking" : check.isGood() ? "good" : "faulty";
    }

    /** How a step came out, as the style of its mark. */
    public String tone(Check.Step step) {
        return switch (step.result()) {
            case GOOD -> "good";
            case BAD -> "bad";
            case UNKNOWN -> "off";
        };
    }

    /** How a step came out, in a word. */
    public String word(Check.Step step) {
        return step.result().name().toLowerCase(Locale.ROOT);
    }
}
