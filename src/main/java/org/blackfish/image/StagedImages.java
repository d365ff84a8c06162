package org.blackfish.image;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.blackfish.problem.InvalidInput;
import org.blackfish.problem.UnknownItem;
import org.blackfish.profile.Hosts;
import org.blackfish.profile.Profile;
import org.blackfish.transport.FindCommand;
import org.blackfish.transport.Found;
import org.blackfish.transport.Host;
import org.jspecify.annotations.Nullable;

/** The SIF files of both places with owner, mode, record and use; and their removal. */
@ApplicationScoped
public class StagedImages {
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private final Hosts hosts;
    private final PinnedImages pinned;
    private final Consumer<ImageChanged> told;

    @Inject
    public StagedImages(Hosts hosts, PinnedImages pinned, Event<ImageChanged> event) {
        this(hosts, pinned, event::fire);
    }

    /** {@code told} hears of every change. */
    public StagedImages(Hosts hosts, PinnedImages pinned, Consumer<ImageChanged> told) {
        this.hosts = hosts;
        this.pinned = pinned;
        this.told = told;
    }

    /** Those of the cache first, each place in the order of names; a place that is not there holds none. */
    public List<StagedImage> list(Profile profile) {
        List<PinnedImage> pins = pinned.all(profile);
        return ImagePlace.of(profile).stream()
                .flatMap(place -> list(profile, place, pins).stream())
                .toList();
    }

    /** {@link UnknownItem} when no such file is there. */
    public StagedImage get(Profile profile, ImagePlace place, String name) {
        return list(profile).stream()
                .filter(image -> image.place() == place && image.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UnknownItem(
                        "image", name, "There is no image " + name + " in " + place.images(profile) + "."));
    }

    /** Whoever uses it has been warned before; a job that runs from it keeps its open file. */
    public void remove(Profile profile, StagedImage image) {
        Host host = hosts.of(profile);
        host.remove(image.file().path());
        ImageRecords.remove(host, profile, image.place(), image.name());
        told.accept(new ImageChanged(profile.name(), image.name(), "removed", 0, ""));
    }

    /** The program that runs containers on the profile's host; empty where there is none. */
    public Optional<ContainerProgram> program(Profile profile) {
        return ContainerProgram.find(hosts.of(profile));
    }

    /** What to type where neither this server nor its cluster can pull the image; {@code replace} where a file is there. */
    public String command(Profile profile, PinnedImage pin, ImagePlace place, boolean replace) {
        PullOrder order =
                new PullOrder(pin.image(), pin.digest(), place, PullSite.HEAD_NODE, Optional.empty(), replace);
        return PullScript.command(
                order, place.images(profile).resolve(pin.image().sifName()));
    }

    private List<StagedImage> list(Profile profile, ImagePlace place, List<PinnedImage> pins) {
        Host host = hosts.of(profile);
        Path images = place.images(profile);
        try {
            return FindCommand.run(host, images, 1, true, LONGEST).found().stream()
                    .filter(found -> found.kind() == Found.Kind.FILE)
                    .filter(found ->
                            found.name().endsWith(".sif") && !found.name().startsWith("."))
                    .sorted(Comparator.comparing(Found::name))
                    .map(found -> staged(host, profile, place, found, pins))
                    .toList();
        } catch (UnknownItem missing) {
            return List.of();
        }
    }

    private static StagedImage staged(
            Host host, Profile profile, ImagePlace place, Found found, List<PinnedImage> pins) {
        List<PinnedImage> named = pins.stream()
                .filter(pin -> pin.image().sifName().equals(found.name()))
                .toList();
        Optional<ImageRecord> noted = ImageRecords.find(host, profile, place, found.name());
        Optional<ImageRecord> record = noted.filter(known -> known.size() == found.size());
        return new StagedImage(
                place,
                found,
                record,
                noted.isPresent() && record.isEmpty(),
                named,
                named.isEmpty() ? pinnedTag(found.name(), pins) : Optional.empty());
    }

    private static Optional<String> pinnedTag(String file, List<PinnedImage> pins) {
        List<String> names = pins.stream().map(pin -> pin.image().shortName()).toList();
        return pins.stream()
                .map(PinnedImage::image)
                .filter(image -> SifNames.tag(file, image.shortName(), names).isPresent())
                .map(ImageRef::tag)
                .findFirst();
    }

    /** {@link InvalidInput} unless the word is {@code cache} or {@code home}; absent means the cache. */
    public static ImagePlace place(@Nullable String word) {
        return word == null
                ? ImagePlace.CACHE
                : ImagePlace.of(word)
                        .orElseThrow(() -> new InvalidInput(
                                "place",
                                "The place \"" + word.replaceAll("\\p{Cntrl}", "?")
                                        + "\" is none; give cache or home."));
    }
}
