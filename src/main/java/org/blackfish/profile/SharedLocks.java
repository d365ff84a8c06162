package org.blackfish.profile;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.blackfish.problem.AccessRefused;
import org.blackfish.problem.UnknownItem;
import org.blackfish.problem.WrongState;
import org.blackfish.transport.Access;
import org.blackfish.transport.Entry;
import org.blackfish.transport.Host;

/**
 * Locks between the admins of one shared cache: files in {@code cache_dir/.blackfish/locks}, made with {@code O_EXCL}.
 * One that nobody renewed for two minutes counts as left behind. Ages are differences between times of one file server,
 * so that clocks of head nodes may differ.
 */
@ApplicationScoped
public class SharedLocks {
    private static final int ATTEMPTS = 3;

    private final Hosts hosts;
    private final Duration beat;
    private final Duration patience;

    @Inject
    public SharedLocks(Hosts hosts) {
        this(hosts, Duration.ofSeconds(20), Duration.ofMinutes(2));
    }

    SharedLocks(Hosts hosts, Duration beat, Duration patience) {
        this.hosts = hosts;
        this.beat = beat;
        this.patience = patience;
    }

    /**
     * The lock of that name ({@code tiers}), ours until it is closed; {@link WrongState} says who holds it, where and
     * since when. {@code purpose} completes "alice on login1 is …".
     */
    public SharedLock take(Profile profile, String name, String purpose) {
        Host host = hosts.of(profile);
        Path folder = SharedFolder.ensure(host, profile.cacheDirectory(), "locks");
        Path file = folder.resolve(name + ".lock");
        LockHolder us = us(purpose);
        LockHolder other = us;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (host.create(file, us.bytes(), Access.SHARED)) {
                return new SharedLock(host, file, us, beat);
            }
            Optional<LockHolder> found = holder(host, file);
            other = found.orElse(other);
            if (found.isPresent() && (age(host, file).compareTo(patience) < 0 || !clearAway(host, file, other))) {
                break;
            }
        }
        throw new WrongState(name, "locked", "free", other.sentence());
    }

    private static LockHolder us(String purpose) {
        String since = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        return new LockHolder(
                System.getProperty("user.name"),
                machine(),
                purpose,
                since,
                UUID.randomUUID().toString());
    }

    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    private static Optional<LockHolder> holder(Host host, Path file) {
        try {
            return Optional.of(LockHolder.read(host.read(file, 0, LockHolder.LONGEST)));
        } catch (UnknownItem gone) {
            return Optional.empty();
        } catch (AccessRefused fresh) {
            // Between being made and being shared it belongs to its owner alone.
            return Optional.of(LockHolder.read(new byte[0]));
        }
    }

    /**
     * Removes a lock that was left behind. Of several who try, the one counts who makes the file of that very holding;
     * so nobody removes a lock that somebody else has just taken.
     */
    private boolean clearAway(Host host, Path file, LockHolder left) {
        Path guard = file.resolveSibling(file.getFileName() + "." + left.nonce() + ".over");
        if (!host.create(guard, new byte[0], Access.SHARED)) {
            boolean abandoned = age(host, guard).compareTo(patience) >= 0;
            if (abandoned) {
                host.remove(guard);
            }
            return abandoned;
        }
        if (holder(host, file).filter(left::equals).isPresent()) {
            host.remove(file);
        }
        host.remove(guard);
        return true;
    }

    /** Zero for a file that is gone by now. */
    private static Duration age(Host host, Path file) {
        Path probe = file.resolveSibling(".now." + UUID.randomUUID());
        try {
            host.create(probe, new byte[0], Access.SHARED);
            Instant now = host.find(probe).map(Entry::modified).orElseGet(Instant::now);
            return host.find(file)
                    .map(entry -> Duration.between(entry.modified(), now))
                    .orElse(Duration.ZERO);
        } finally {
            host.remove(probe);
        }
    }
}
