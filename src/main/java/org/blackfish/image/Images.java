package org.blackfish.image;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.blackfish.problem.AccessRefused;
import org.blackfish.problem.ProblemException;
import org.blackfish.problem.UnknownItem;
import org.blackfish.profile.Hosts;
import org.blackfish.profile.Profile;
import org.blackfish.settings.Settings;
import org.blackfish.transport.Entry;
import org.blackfish.transport.Host;

/** The SIF files staged for a profile, in {@code cache_dir/images} and then {@code home_dir/images}. */
@ApplicationScoped
public class Images {
    private final Hosts hosts;
    private final List<String> pinnedNames;

    @Inject
    public Images(Settings settings, Hosts hosts) {
        this.hosts = hosts;
        var pinned = settings.images();
        this.pinnedNames =
                List.of(pinned.textGeneration(), pinned.llamaCpp(), pinned.speechRecognition(), pinned.tigerflowMl())
                        .stream()
                        .map(text -> ImageRef.parse(text).shortName())
                        .toList();
    }

    /** The image's SIF file; {@link UnknownItem} names the paths looked at and the command that would stage it. */
    public Path get(Profile profile, ImageRef image) {
        Host host = hosts.of(profile);
        List<Path> places = folders(profile).stream()
                .map(folder -> folder.resolve(image.sifName()))
                .toList();
        return places.stream()
                .filter(path -> host.find(path).filter(Entry::isFile).isPresent())
                .findFirst()
                .orElseThrow(() -> missing(image, places, closed(profile, host), host));
    }

    /** The staged tags of the repository's short name, newest version first. */
    public List<String> tags(Profile profile, String repository) {
        String name = repository.substring(repository.lastIndexOf('/') + 1);
        Host host = hosts.of(profile);
        return folders(profile).stream()
                .flatMap(folder -> list(host, folder).stream())
                .filter(Entry::isFile)
                .flatMap(entry -> SifNames.tag(entry.name(), name, pinnedNames).stream())
                .distinct()
                .sorted(SifNames.VERSIONS.reversed())
                .toList();
    }

    /** A sentence for each folder that is there and may not be read: an image in it cannot be seen. */
    private static List<String> closed(Profile profile, Host host) {
        List<String> closed = new ArrayList<>();
        for (Path folder : folders(profile)) {
            try {
                host.list(folder);
            } catch (AccessRefused e) {
                closed.add(String.valueOf(e.getMessage()));
            } catch (UnknownItem missing) {
                // A folder that is not there hides nothing.
            }
        }
        return closed;
    }

    private static List<Path> folders(Profile profile) {
        return List.of(
                        profile.cacheDirectory().resolve("images"),
                        profile.homeDirectory().resolve("images"))
                .stream()
                .distinct()
                .toList();
    }

    private static List<Entry> list(Host host, Path folder) {
        try {
            return host.list(folder);
        } catch (ProblemException e) {
            // A folder that is missing or closed to us holds no image that we could use.
            return List.of();
        }
    }

    private static UnknownItem missing(ImageRef image, List<Path> places, List<String> closed, Host host) {
        String looked = String.join(" and ", places.stream().map(Path::toString).toList());
        Path staged = places.stream()
                .filter(path -> path.getParent() != null && host.canWrite(path.getParent()))
                .findFirst()
                .orElse(places.getLast());
        String refused = closed.isEmpty()
                ? ""
                : String.join(" ", closed) + " If the image lies there, ask its owner for read and execute access. ";
        return new UnknownItem(
                "image",
                image.toString(),
                "The image " + image + (closed.isEmpty() ? " is not staged" : " was not found") + ": looked for "
                        + looked + ". " + refused + "To stage it run \"apptainer pull " + staged + " docker://" + image
                        + "\".");
    }
}
