package org.blackfish.api;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.blackfish.image.Digest;
import org.blackfish.image.ImagePlace;
import org.blackfish.image.ImageRef;
import org.blackfish.image.PinnedImage;
import org.blackfish.image.PullOrder;
import org.blackfish.image.PullRules;
import org.blackfish.image.PullSite;
import org.blackfish.problem.InvalidInput;
import org.jspecify.annotations.Nullable;

/** Reads what an admin wants pulled: an image by name, or what is pinned for a use. Every wrong member is named. */
final class PullRequest {
    private final JsonFields fields;
    private final List<PinnedImage> pinned;
    private final PullRules rules;

    PullRequest(JsonFields fields, List<PinnedImage> pinned, PullRules rules) {
        this.fields = fields;
        this.pinned = pinned;
        this.rules = rules;
    }

    PullOrder order() {
        String name = fields.text("image");
        String use = fields.text("use");
        String place = fields.text("place");
        String where = fields.text("where");
        String partition = partition();
        String digest = fields.text("digest");
        boolean replace = fields.flag("replace");
        ImageRef image = fields.checked(() -> image(name, use));
        Digest given = digest == null ? null : fields.checked(() -> new Digest(digest));
        ImagePlace to = place == null
                ? ImagePlace.CACHE
                : known("place", place, ImagePlace.of(place).orElse(null), "cache or home");
        PullSite site = where == null
                ? rules.site()
                : known("where", where, PullSite.of(where).orElse(null), "head-node or slurm");
        fields.complete();
        if (image == null || to == null || site == null) {
            throw new IllegalStateException("something is missing without a complaint");
        }
        return new PullOrder(
                image,
                Optional.ofNullable(given).or(() -> pin(image)),
                to,
                site,
                Optional.ofNullable(partition),
                replace);
    }

    private @Nullable String partition() {
        String name = fields.text("partition");
        if (name != null && !name.matches("[\\w.+-]{1,100}")) {
            fields.wrong("partition", "The partition \"" + JsonFields.shown(name) + "\" is no partition's name.");
        }
        return name;
    }

    private ImageRef image(@Nullable String name, @Nullable String use) {
        if (name != null) {
            return ImageRef.parse(name);
        }
        return pinned.stream()
                .filter(pin -> pin.use().key().equals(use))
                .map(PinnedImage::image)
                .findFirst()
                .orElseThrow(() -> new InvalidInput(
                        "image",
                        "Give image as repository:tag, or use as one of "
                                + pinned.stream().map(pin -> pin.use().key()).collect(Collectors.joining(", ")) + "."));
    }

    /** A site's pin counts for its image also when that is asked for by name. */
    private Optional<Digest> pin(ImageRef image) {
        return pinned.stream()
                .filter(pin -> pin.image().equals(image))
                .flatMap(pin -> pin.digest().stream())
                .findFirst();
    }

    private <T> @Nullable T known(String name, String word, @Nullable T value, String wanted) {
        if (value == null) {
            fields.wrong(name, "The " + name + " \"" + JsonFields.shown(word) + "\" is none; give " + wanted + ".");
        }
        return value;
    }
}
