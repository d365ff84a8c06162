package org.blackfish.cache;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.blackfish.image.Check;
import org.blackfish.image.Checks;
import org.blackfish.image.ImagePlace;
import org.blackfish.image.PinnedImage;
import org.blackfish.image.PinnedImages;
import org.blackfish.image.Pulls;
import org.blackfish.image.StagedImage;
import org.blackfish.image.StagedImages;
import org.blackfish.problem.WrongState;
import org.blackfish.profile.Profile;

/** What an admin sees of images, checks and removes; pulls are {@link Pulls}' own business. */
@ApplicationScoped
public class ImageCare {
    private final PinnedImages pinned;
    private final StagedImages staged;
    private final Pulls pulls;
    private final Checks checks;
    private final ImageUsers users;

    @Inject
    public ImageCare(PinnedImages pinned, StagedImages staged, Pulls pulls, Checks checks, ImageUsers users) {
        this.pinned = pinned;
        this.staged = staged;
        this.pulls = pulls;
        this.checks = checks;
        this.users = users;
    }

    public ImageInventory look(Profile profile) {
        var going = pulls.list(profile);
        List<ImageInventory.Staged> there =
                staged.list(profile).stream().map(this::staged).toList();
        return new ImageInventory(
                staged.program(profile),
                pinned.rules(profile),
                pinned.all(profile).stream()
                        .map(pin -> needed(profile, pin, there))
                        .toList(),
                there,
                going,
                pinned.problems(profile));
    }

    public ImageInventory.Staged get(Profile profile, ImagePlace place, String file) {
        return staged(staged.get(profile, place, file));
    }

    public Check check(Profile profile, ImagePlace place, String file) {
        return checks.start(profile, staged.get(profile, place, file));
    }

    /** {@link WrongState} names what is lost with it, unless {@code sure}. */
    public void remove(Profile profile, ImagePlace place, String file, boolean sure) {
        ImageInventory.Staged image = get(profile, place, file);
        if (!sure && !image.warning().isEmpty()) {
            throw new WrongState(
                    file, "in use", "unused", image.warning() + " Say force=true to remove it all the same.");
        }
        staged.remove(profile, image.image());
    }

    /** Launches take the first file of the name, and the cache comes before the home. */
    private ImageInventory.Needed needed(Profile profile, PinnedImage pin, List<ImageInventory.Staged> there) {
        Optional<ImageInventory.Staged> first = there.stream()
                .filter(staged -> staged.image().name().equals(pin.image().sifName()))
                .findFirst();
        boolean inCache = first.filter(staged -> staged.image().place() == ImagePlace.CACHE)
                .isPresent();
        return new ImageInventory.Needed(pin, first, staged.command(profile, pin, ImagePlace.CACHE, inCache));
    }

    private ImageInventory.Staged staged(StagedImage image) {
        return new ImageInventory.Staged(image, users.of(image), checks.find(image));
    }
}
