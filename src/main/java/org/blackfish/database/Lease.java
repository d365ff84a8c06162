package org.blackfish.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.blackfish.problem.WrongState;
import org.blackfish.settings.LeaseTimes;
import org.blackfish.settings.Settings;

/**
 * The right to open a home's data, kept by writing to a file of our own every beat. Two threads: one writes, and may hang
 * with the file server; the other looks at the clock, and ends us when the first has not come back in time.
 */
final class Lease {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final LeaseFolder folder;
    private final LeaseTimes times;
    private final LeaseEvents events;
    private final FileChannel file;
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicBoolean asked = new AtomicBoolean();
    private final ScheduledExecutorService beats = thread("lease");
    private final ScheduledExecutorService guard = thread("lease-guard");
    private final int term;
    private LeaseEntry entry;
    private volatile long renewed = System.nanoTime();

    private Lease(LeaseFolder folder, LeaseEntry entry, LeaseTimes times, LeaseEvents events) throws IOException {
        this.folder = folder;
        this.entry = entry;
        this.term = entry.term();
        this.times = times;
        this.events = events;
        file = FileChannel.open(folder.file(entry.term()), StandardOpenOption.WRITE);
    }

    /** Takes the lease of the home if nobody holds it for certain, else says who does. */
    static Lease take(Settings settings, LeaseEvents events) throws IOException {
        LeaseFolder folder = new LeaseFolder(settings.homeDirectory());
        Optional<LeaseEntry> last = folder.newest();
        if (last.isPresent() && !last.get().isOver(Machine.id())) {
            throw held(settings, last.get());
        }
        boolean copyFirst = last.map(LeaseEntry::copyFirst).orElse(false);
        Optional<Lease> taken = succeed(settings, folder, last, copyFirst, events);
        if (taken.isEmpty()) {
            throw held(settings, folder.newest().orElseThrow());
        }
        return taken.get();
    }

    /** Follows the holder {@code last}, who is known not to hold the data any more; empty if somebody else was first. */
    static Optional<Lease> succeed(
            Settings settings, LeaseFolder folder, Optional<LeaseEntry> last, boolean copyFirst, LeaseEvents events)
            throws IOException {
        LeaseTimes times = settings.lease();
        LeaseEntry entry = new LeaseEntry(
                last.map(LeaseEntry::term).orElse(0) + 1,
                LeaseHolder.thisProcess(name(), settings),
                last.map(LeaseEntry::line).filter(line -> !line.isEmpty()).orElseGet(Lease::name),
                times.takeAfter(),
                false,
                copyFirst,
                0);
        long begun = System.nanoTime();
        if (!folder.create(entry)) {
            return Optional.empty();
        }
        Lease lease = new Lease(folder, entry, times, events);
        lease.renewed = begun;
        folder.clean(entry.term());
        lease.begin();
        return Optional.of(lease);
    }

    /** Whether an earlier holder's machine may still write to the data, so that they must be copied first. */
    synchronized boolean mustCopy() {
        return entry.copyFirst();
    }

    /** The data are a copy that nobody else knows. */
    synchronized void copied() throws IOException {
        write(entry.copied());
    }

    int term() {
        return term;
    }

    /** Names these data over all their holders, and this holding of them. */
    synchronized String line() {
        return entry.line();
    }

    synchronized String id() {
        return entry.holder().id();
    }

    /** Gives the data back; the guard watches until that is written, so a storage that hangs cannot keep us. */
    void release() {
        beats.shutdown();
        try {
            synchronized (this) {
                write(entry.freed());
            }
        } catch (IOException ignored) {
            // The next one on this machine sees that we are gone, others wait as for one that crashed.
        }
        over.set(true);
        guard.shutdownNow();
        try {
            file.close();
        } catch (IOException ignored) {
            // Everything was forced to disk before.
        }
    }

    private void begin() {
        long beat = times.beat().toMillis();
        var beating = beats.scheduleWithFixedDelay(this::beat, beat, beat, TimeUnit.MILLISECONDS);
        long look = Math.max(50, times.stopAfter().toMillis() / 60);
        var guarding = guard.scheduleWithFixedDelay(this::look, look, look, TimeUnit.MILLISECONDS);
        if (beating.isDone() || guarding.isDone()) {
            throw new IllegalStateException("the lease's threads did not start");
        }
    }

    private void beat() {
        long begun = System.nanoTime();
        try {
            synchronized (this) {
                write(entry.beating());
            }
            folder.refresh();
            int newest = folder.newestTerm();
            if (newest != term) {
                lose("another server took the data over (lease " + newest + " follows ours)");
                return;
            }
            renewed = begun;
            events.renewed(Duration.ofNanos(System.nanoTime() - begun));
            Optional<String> who = folder.asked(term);
            if (who.isPresent() && asked.compareAndSet(false, true)) {
                events.asked(who.get());
            }
        } catch (IOException e) {
            // The guard counts how long this goes on.
        }
    }

    private void look() {
        if (System.nanoTime() - renewed > times.stopAfter().toNanos()) {
            lose("the lease in " + folder.home() + " could not be renewed for "
                    + times.stopAfter().toSeconds() + " s, the storage did not answer or this machine stood still");
        }
    }

    private void lose(String why) {
        if (over.compareAndSet(false, true)) {
            events.lost(why);
        }
    }

    /** Through the file that we opened, so that whatever happened meanwhile it can never be another's. */
    private void write(LeaseEntry next) throws IOException {
        file.write(ByteBuffer.wrap(next.text().getBytes(StandardCharsets.UTF_8)), 0);
        file.force(true);
        entry = next;
    }

    static WrongState held(Settings settings, LeaseEntry entry) {
        return new WrongState(
                "home",
                "in use",
                "free",
                "The data in " + settings.homeDirectory() + " are in use by "
                        + entry.holder().words() + ". Open that session, stop it, or take over with --take-over.");
    }

    private static String name() {
        byte[] bytes = new byte[8];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static ScheduledExecutorService thread(String name) {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name(name).factory());
    }
}
