package org.blackfish.database;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.blackfish.problem.WrongState;

/**
 * The right to open a home's data: the file {@code lease}, made by an atomic link and touched every 10 s. A holder
 * that could not renew for 60 s stops; a taker waits until 90 s after the last beat, or less when the holder was a
 * process of this very host and is gone. Ages are differences of the file server's own clock.
 */
final class Lease {
    private static final Duration BEAT = Duration.ofSeconds(10);
    private static final Duration STOP_AFTER = Duration.ofSeconds(60);
    private static final Duration TAKE_AFTER = Duration.ofSeconds(90);

    private final Path file;
    private final LeaseHolder holder;
    private final Runnable lost;
    private final ScheduledExecutorService beats = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("lease").factory());
    private volatile long renewed = System.nanoTime();

    private Lease(Path file, LeaseHolder holder, Runnable lost) {
        this.file = file;
        this.holder = holder;
        this.lost = lost;
    }

    /** Takes the lease of a home or says who holds it; {@code lost} runs once if it cannot be renewed any more. */
    static Lease take(Path home, Runnable lost) throws IOException {
        Path file = home.resolve("lease");
        LeaseHolder self = LeaseHolder.thisProcess(UUID.randomUUID().toString(), hostName(), bootId());
        if (!create(file, self)) {
            removeStale(file, self);
            if (!create(file, self)) {
                throw held(file);
            }
        }
        Lease lease = new Lease(file, self, lost);
        var beating =
                lease.beats.scheduleWithFixedDelay(lease::beat, BEAT.toSeconds(), BEAT.toSeconds(), TimeUnit.SECONDS);
        if (beating.isDone()) {
            throw new IOException("the lease's beat did not start");
        }
        return lease;
    }

    void release() {
        beats.shutdownNow();
        try {
            if (isOurs()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException ignored) {
            // A lease left behind is recognised as ours-and-gone by the next start on this host.
        }
    }

    private void beat() {
        try {
            if (isOurs()) {
                // Writing, unlike setting a time, leaves the time to the file server's clock.
                Files.writeString(file, holder.text(), StandardOpenOption.WRITE);
                renewed = System.nanoTime();
                return;
            }
            lost.run();
        } catch (IOException e) {
            if (System.nanoTime() - renewed > STOP_AFTER.toNanos()) {
                lost.run();
            }
        }
    }

    private boolean isOurs() throws IOException {
        return LeaseHolder.parse(Files.readString(file)).id().equals(holder.id());
    }

    /** A link is made whole or not at all, also on NFS, so nobody ever reads a half-written lease. */
    private static boolean create(Path file, LeaseHolder self) throws IOException {
        Path fresh = file.resolveSibling(".lease." + self.id());
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(fresh, self.text());
            Files.createLink(file, fresh);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static void removeStale(Path file, LeaseHolder self) throws IOException {
        String seen;
        try {
            seen = Files.readString(file);
        } catch (NoSuchFileException e) {
            return;
        }
        if (!LeaseHolder.parse(seen).isGoneFrom(self.boot()) && age(file).compareTo(TAKE_AFTER) < 0) {
            throw held(file);
        }
        Path aside = file.resolveSibling(".lease.stale." + UUID.randomUUID());
        Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
        if (!Files.readString(aside).equals(seen)) {
            // Somebody else took the stale one first and this is theirs: put it back.
            Files.createLink(file, aside);
        }
        Files.deleteIfExists(aside);
    }

    private static Duration age(Path file) throws IOException {
        Path probe = Files.createTempFile(file.getParent(), ".lease.clock.", "");
        try {
            Instant now = Files.getLastModifiedTime(probe).toInstant();
            return Duration.between(Files.getLastModifiedTime(file).toInstant(), now);
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    private static WrongState held(Path file) throws IOException {
        LeaseHolder other = LeaseHolder.parse(Files.readString(file));
        return new WrongState(
                "home",
                "in use",
                "free",
                "The data in " + file.getParent() + " are in use by the Blackfish server on " + other.host()
                        + " (process " + other.pid() + ", since " + other.started()
                        + "). Stop it, or open that session instead.");
    }

    /** Names this boot of this machine: host names repeat in containers, this does not. */
    private static String bootId() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        } catch (IOException e) {
            return UUID.randomUUID().toString();
        }
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (java.net.UnknownHostException e) {
            return "localhost";
        }
    }
}
