package org.blackfish.tier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.blackfish.problem.ProblemException;
import org.blackfish.problem.UnknownItem;
import org.blackfish.profile.Hosts;
import org.blackfish.profile.Profile;
import org.blackfish.settings.Settings;
import org.blackfish.transport.Entry;
import org.blackfish.transport.Host;
import org.jspecify.annotations.Nullable;

/** The tiers in force for a profile: {@code cache_dir/resource_specs.yaml}, read again when its time or size changes. */
@ApplicationScoped
public class Tiers {
    /** The file's name under {@code cache_dir}. */
    public static final String FILE_NAME = "resource_specs.yaml";

    /** The last look at a file: when it was as it was, what came of it, and the last good version, if ever. */
    private record Look(
            @Nullable Instant modified,
            long size,
            TiersInForce inForce,
            @Nullable TiersInForce good) {
        boolean isOf(Entry entry) {
            return entry.modified().equals(modified) && entry.size() == size;
        }
    }

    private final Map<String, Look> looks = new ConcurrentHashMap<>();
    private final Hosts hosts;
    private final LastGood lastGood;

    @Inject
    public Tiers(Hosts hosts, Settings settings) {
        this.hosts = hosts;
        this.lastGood = new LastGood(settings.homeDirectory().resolve("tiers"));
    }

    /** What counts now; a broken or unreadable file is told in {@code problems} and {@code notice}, never thrown. */
    public TiersInForce of(Profile profile) {
        Host host = hosts.of(profile);
        Path path = profile.cacheDirectory().resolve(FILE_NAME);
        String key = host.name() + ":" + path;
        Look before = looks.get(key);
        Look now = look(host, path, before);
        looks.put(key, now);
        return now.inForce();
    }

    private Look look(Host host, Path path, @Nullable Look before) {
        try {
            Optional<Entry> entry = host.find(path);
            if (entry.isEmpty()) {
                return absent(host, path, before);
            }
            if (before != null && before.isOf(entry.get())) {
                return before;
            }
            return judged(host, path, entry.get(), before);
        } catch (ProblemException e) {
            return unreadable(host, path, String.valueOf(e.getMessage()), before);
        }
    }

    private Look absent(Host host, Path path, @Nullable Look before) {
        Path cache = path.getParent();
        try {
            host.list(cache == null ? path : cache);
        } catch (UnknownItem e) {
            String sentence = "The cache_dir " + cache + " does not exist, so no tiers could be read from it.";
            return unreadable(host, path, sentence, before);
        }
        if (before != null
                && before.modified() == null
                && before.inForce().problems().isEmpty()) {
            return before;
        }
        lastGood.forget(host, path);
        // An editor may take the file away for a moment before it puts a wrong one there.
        return new Look(null, 0, builtIn(List.of(), null), before == null ? null : before.good());
    }

    private Look judged(Host host, Path path, Entry entry, @Nullable Look before) {
        byte[] text = host.read(path, 0, SafeYaml.LONGEST + 1);
        TierReading reading = TierParser.parse(text);
        TierFile file = reading.file();
        if (file != null) {
            lastGood.keep(host, path, text);
            TiersInForce good = new TiersInForce(file, reading.findings(), path.toString(), now(), null);
            return new Look(entry.modified(), entry.size(), good, good);
        }
        TiersInForce old = good(host, path, before);
        String wrong = path + " has " + (reading.errors() == 1 ? "an error" : reading.errors() + " errors");
        return new Look(entry.modified(), entry.size(), kept(old, reading.findings(), wrong), old);
    }

    private Look unreadable(Host host, Path path, String sentence, @Nullable Look before) {
        TiersInForce old = good(host, path, before);
        Finding finding = new Finding(Finding.Level.ERROR, 0, 0, sentence);
        return new Look(null, 0, kept(old, List.of(finding), path + " could not be read"), old);
    }

    private @Nullable TiersInForce good(Host host, Path path, @Nullable Look before) {
        TiersInForce known = before == null ? null : before.good();
        return known != null ? known : lastGood.find(host, path).orElse(null);
    }

    private static TiersInForce kept(@Nullable TiersInForce old, List<Finding> problems, String wrong) {
        if (old == null) {
            return builtIn(problems, wrong + "; the built-in default tiers are in force until it is mended.");
        }
        String since = old.readAt().truncatedTo(ChronoUnit.SECONDS).toString();
        return new TiersInForce(
                old.file(),
                problems,
                old.source(),
                old.readAt(),
                wrong + "; the last good version, read at " + since + ", stays in force until it is mended.");
    }

    private static TiersInForce builtIn(List<Finding> problems, @Nullable String notice) {
        return new TiersInForce(TierFile.builtIn(), problems, TiersInForce.BUILT_IN, now(), notice);
    }

    private static Instant now() {
        return Instant.now();
    }
}
