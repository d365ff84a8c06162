package org.blackfish.image;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.blackfish.problem.ProblemException;
import org.blackfish.profile.Hosts;
import org.blackfish.profile.Profile;
import org.blackfish.settings.Settings;
import org.blackfish.transport.Entry;
import org.blackfish.transport.Host;

/**
 * What this version needs on a profile: the environment decides, then the site's {@code cache_dir/images.yaml}, then
 * what is built in. The file is read again when its time or size changes.
 */
@ApplicationScoped
public class PinnedImages {
    /** The file's name under {@code cache_dir}. */
    public static final String FILE_NAME = "images.yaml";

    private record Look(Instant modified, long size, SiteImages site) {}

    private final Map<String, Look> looks = new ConcurrentHashMap<>();
    private final Settings settings;
    private final Hosts hosts;

    @Inject
    public PinnedImages(Settings settings, Hosts hosts) {
        this.settings = settings;
        this.hosts = hosts;
    }

    /** One for every use, in the order of {@link ImageUse}. */
    public List<PinnedImage> all(Profile profile) {
        return Stream.of(ImageUse.values()).map(use -> get(profile, use)).toList();
    }

    /** The same where there is no profile, and so no site. */
    public List<PinnedImage> withoutSite() {
        return Stream.of(ImageUse.values()).map(this::usual).toList();
    }

    public PinnedImage get(Profile profile, ImageUse use) {
        PinnedImage usual = usual(use);
        SiteImages.Pin pin = site(profile).pins().get(use);
        return pin == null || usual.source().equals(PinnedImage.ENVIRONMENT)
                ? usual
                : new PinnedImage(use, pin.image(), pin.digest(), file(profile).toString());
    }

    private PinnedImage usual(ImageUse use) {
        boolean given = settings.images().given().contains(use.key());
        return new PinnedImage(
                use,
                ImageRef.parse(use.setting(settings.images())),
                Optional.empty(),
                given ? PinnedImage.ENVIRONMENT : PinnedImage.BUILT_IN);
    }

    /** How the site wants images to be pulled. */
    public PullRules rules(Profile profile) {
        return site(profile).rules();
    }

    /** What is wrong with {@code images.yaml}, one sentence each. */
    public List<String> problems(Profile profile) {
        return site(profile).problems().stream()
                .map(problem -> file(profile) + ": " + problem)
                .toList();
    }

    private SiteImages site(Profile profile) {
        try {
            Host host = hosts.of(profile);
            Optional<Entry> entry = host.find(file(profile));
            return entry.isEmpty() ? SiteImages.NONE : look(host, entry.get());
        } catch (ProblemException e) {
            return new SiteImages(Map.of(), PullRules.BUILT_IN, List.of(String.valueOf(e.getMessage())));
        }
    }

    private SiteImages look(Host host, Entry entry) {
        String key = host.name() + ":" + entry.path();
        Look known = looks.get(key);
        if (known != null && known.modified().equals(entry.modified()) && known.size() == entry.size()) {
            return known.site();
        }
        byte[] read = host.read(entry.path(), 0, SiteImagesReader.LONGEST + 1);
        Look fresh = new Look(
                entry.modified(), entry.size(), SiteImagesReader.read(new String(read, StandardCharsets.UTF_8)));
        looks.put(key, fresh);
        return fresh.site();
    }

    private static Path file(Profile profile) {
        return profile.cacheDirectory().resolve(FILE_NAME);
    }
}
