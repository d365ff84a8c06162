package org.blackfish.web;

import java.util.List;
import java.util.Optional;
import org.blackfish.image.Digest;
import org.blackfish.image.ImagePlace;
import org.blackfish.image.ImageRef;
import org.blackfish.image.PinnedImage;
import org.blackfish.image.PullOrder;
import org.blackfish.image.PullRules;
import org.blackfish.image.PullSite;
import org.blackfish.image.StagedImage;
import org.blackfish.problem.InvalidInput;
import org.jspecify.annotations.Nullable;

/** Where and how the next pull is done, as the admin has set it. */
public class PullForm {
    private String place = ImagePlace.CACHE.word();
    private String where;
    private @Nullable String partition;
    private @Nullable String image;

    PullForm(PullRules rules) {
        this.where = rules.site().word();
    }

    /** {@link InvalidInput} says what is wrong with the image that was typed. */
    PullOrder other(List<PinnedImage> pins) {
        ImageRef typed = ImageRef.parse(image == null ? "" : image.strip());
        return pins.stream()
                .filter(pin -> pin.image().equals(typed))
                .findFirst()
                .map(this::order)
                .orElseGet(() -> order(typed, Optional.empty(), chosenPlace(), false));
    }

    PullOrder order(PinnedImage pin) {
        return order(pin.image(), pin.digest(), chosenPlace(), false);
    }

    /** The same for everybody, whatever place is chosen. */
    PullOrder shared(PinnedImage pin) {
        return order(pin.image(), pin.digest(), ImagePlace.CACHE, false);
    }

    /** What belongs under the file's name once more, at its own place; {@link InvalidInput} where nobody knows it. */
    PullOrder replacement(StagedImage image) {
        ImageRef wanted = image.source()
                .orElseThrow(() -> new InvalidInput(
                        "image",
                        "Nobody noted which image " + image.name()
                                + " is, so it cannot be pulled again; remove it, or pull another image by its name."));
        return order(wanted, image.sourceDigest(), image.place(), true);
    }

    private ImagePlace chosenPlace() {
        return ImagePlace.of(place).orElse(ImagePlace.CACHE);
    }

    private PullOrder order(ImageRef wanted, Optional<Digest> digest, ImagePlace into, boolean replace) {
        String name = partition == null ? "" : partition.strip();
        if (!name.matches("[\\w.+-]{0,100}")) {
            throw new InvalidInput("partition", "The partition \"" + name + "\" is no partition's name.");
        }
        return new PullOrder(
                wanted,
                digest,
                into,
                PullSite.of(where).orElse(PullSite.HEAD_NODE),
                name.isEmpty() ? Optional.empty() : Optional.of(name),
                replace);
    }

    public String getPlace() {
        return place;
    }

    public void setPlace(String place) {
        this.place = place;
    }

    public String getWhere() {
        return where;
    }

    public void setWhere(String where) {
        this.where = where;
    }

    public @Nullable String getPartition() {
        return partition;
    }

    public void setPartition(@Nullable String partition) {
        this.partition = partition;
    }

    public @Nullable String getImage() {
        return image;
    }

    public void setImage(@Nullable String image) {
        this.image = image;
    }
}
