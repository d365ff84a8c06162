package org.blackfish.tier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.blackfish.problem.InvalidInput;
import org.blackfish.problem.ProblemException;
import org.blackfish.problem.UnknownItem;
import org.blackfish.problem.WrongState;
import org.blackfish.profile.Admins;
import org.blackfish.profile.Hosts;
import org.blackfish.profile.Profile;
import org.blackfish.profile.SharedLock;
import org.blackfish.profile.SharedLocks;
import org.blackfish.transport.Access;
import org.blackfish.transport.Entry;
import org.blackfish.transport.Host;
import org.jspecify.annotations.Nullable;

/** Where admins open, publish and restore tier files; of those who publish at the same time one is first. */
@ApplicationScoped
public class TierDesk {
    private final Hosts hosts;
    private final Admins admins;
    private final SharedLocks locks;

    @Inject
    public TierDesk(Hosts hosts, Admins admins, SharedLocks locks) {
        this.hosts = hosts;
        this.admins = admins;
        this.locks = locks;
    }

    /** The file as it lies there now, good or not. */
    public TierDocument open(Profile profile) {
        admins.require(profile);
        return read(hosts.of(profile), path(profile));
    }

    /**
     * Puts a text in force and into the history, with the version before it if that came by another way. Mode, group and
     * access list of the file stay. {@link InvalidInput} for a text with errors, {@link WrongState} when the file is no
     * longer the one of that {@code version} or another admin publishes just now.
     *
     * @return a sentence when the history could not be written although the tiers are in force, else null
     */
    public @Nullable String publish(Profile profile, String yaml, String version, String note) {
        admins.require(profile);
        checked(yaml);
        Host host = hosts.of(profile);
        Path path = path(profile);
        try (SharedLock lock = locks.take(profile, "tiers", "publishing tiers")) {
            TierDocument now = read(host, path);
            if (!now.version().equals(version)) {
                throw changed(profile, now);
            }
            if (!lock.isHeld()) {
                throw new WrongState("tiers", "locked", "free", "Another admin took over; open the tiers again.");
            }
            requireKept(now);
            byte[] bytes = yaml.getBytes(StandardCharsets.UTF_8);
            TierHistory history = new TierHistory(host, profile.cacheDirectory());
            keepFound(host, history, now);
            if (now.exists()) {
                host.rewrite(path, bytes);
            } else {
                host.write(path, bytes, Access.SHARED);
            }
            return kept(history, note, yaml);
        }
    }

    /** Puts a version of the history in force again; see {@link #publish}. */
    public @Nullable String restore(Profile profile, int number, String version) {
        TierVersion old = version(profile, number);
        return publish(profile, old.yaml(), version, "restored version " + number);
    }

    /** The newest first. */
    public List<TierVersion> history(Profile profile) {
        admins.require(profile);
        return new TierHistory(hosts.of(profile), profile.cacheDirectory()).versions();
    }

    /** {@link UnknownItem} where there is no such version. */
    public TierVersion version(Profile profile, int number) {
        admins.require(profile);
        return new TierHistory(hosts.of(profile), profile.cacheDirectory()).get(number);
    }

    private static Path path(Profile profile) {
        return profile.cacheDirectory().resolve(Tiers.FILE_NAME);
    }

    /** The text as a file; {@link InvalidInput} (field {@code yaml}) names the first error and its place. */
    public static TierFile checked(String yaml) {
        TierReading reading = TierParser.parse(yaml.getBytes(StandardCharsets.UTF_8));
        TierFile file = reading.file();
        if (file != null) {
            return file;
        }
        Finding error =
                reading.findings().stream().filter(Finding::isError).findFirst().orElseThrow();
        throw new InvalidInput("yaml", "Line " + error.line() + ", column " + error.column() + ": " + error.sentence());
    }

    private static TierDocument read(Host host, Path path) {
        if (host.find(path).isEmpty()) {
            return TierDocument.absent(path);
        }
        byte[] bytes = host.read(path, 0, SafeYaml.LONGEST + 1);
        String text = SafeYaml.text(bytes, new Findings());
        return new TierDocument(path, text == null ? "" : text, bytes.length, digest(bytes), TierParser.parse(bytes));
    }

    /** A file that is no text has no place in the history, and would be lost. */
    private static void requireKept(TierDocument now) {
        if (now.yaml().isEmpty() && now.size() > 0) {
            throw new WrongState(
                    now.path().toString(),
                    "no text",
                    "text",
                    now.path()
                            + " is no UTF-8 text of at most 1 MiB, so the history cannot keep it; give it another name,"
                            + " then publish again.");
        }
    }

    /** A version that somebody wrote by hand gets its place in the history before it is replaced. */
    private static void keepFound(Host host, TierHistory history, TierDocument now) {
        if (!now.exists()) {
            return;
        }
        Optional<TierVersion> last = history.versions().stream().findFirst();
        boolean known = last.map(version -> version.yaml().equals(now.yaml())).orElse(false);
        if (!known) {
            Instant at = host.find(now.path()).map(Entry::modified).orElseGet(Instant::now);
            history.add("unknown", host.name(), at, "found on disk", now.yaml());
        }
    }

    private static @Nullable String kept(TierHistory history, String note, String yaml) {
        try {
            history.add(System.getProperty("user.name"), machine(), Instant.now(), note, yaml);
            return null;
        } catch (ProblemException e) {
            return "The tiers are in force, but their history could not be written: " + e.getMessage();
        }
    }

    private WrongState changed(Profile profile, TierDocument now) {
        String who = history(profile).stream()
                .findFirst()
                .filter(last -> last.yaml().equals(now.yaml()))
                .map(last -> " by " + last.author())
                .orElse("");
        return new WrongState(
                "tiers",
                "changed",
                "unchanged",
                now.path() + " was changed" + who + " since you opened it, so nothing was published; compare both"
                        + " versions and publish again.");
    }

    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
