package org.blackfish.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.blackfish.settings.ExternalDatabase;
import org.blackfish.settings.Settings;
import org.jspecify.annotations.Nullable;

/** This process's database: lease taken, server reached and schema migrated once {@link #open()} has returned. */
public final class Database {
    /** What a start that failed leaves for the launcher to print; one sentence. */
    static final String START_PROBLEM = "start-problem";

    /** What a server that ended by itself leaves for the launcher to print; one sentence. */
    static final String END_PROBLEM = "end-problem";

    private static final int LOST = 75;

    private final Settings settings;
    private @Nullable Lease lease;
    private volatile @Nullable Postmaster postmaster;
    private @Nullable Outside outside;
    private @Nullable Server server;

    public Database(Settings settings) {
        this.settings = settings;
    }

    /** The one of this deployment. */
    public static Database ofThisProcess() {
        return Holder.DATABASE;
    }

    /** Takes the lease, starts or reaches PostgreSQL and migrates. Later calls return at once. */
    synchronized Server open() {
        Server running = server;
        if (running != null) {
            return running;
        }
        try {
            makePrivate(settings.homeDirectory());
            makePrivate(settings.runDirectory());
            makePrivate(settings.homeDirectory().resolve("logs"));
            Lease taken = Lease.take(settings, new Holding());
            lease = taken;
            Server opened = settings.externalDatabase().isPresent()
                    ? openOutside(settings.externalDatabase().get(), taken)
                    : openInside(taken);
            server = opened;
            return opened;
        } catch (IOException e) {
            throw failed(new UncheckedIOException("The database could not be started: " + e.getMessage(), e));
        } catch (RuntimeException e) {
            throw failed(e);
        }
    }

    private Server openOutside(ExternalDatabase database, Lease taken) {
        Outside opened =
                Outside.open(new OutsideServer(database, taken.line(), taken.id()), settings.lease(), this::lost);
        outside = opened;
        return opened.server();
    }

    private Server openInside(Lease taken) throws IOException {
        Postmaster started = new Postmaster(settings, () -> lost("PostgreSQL ended without having been asked to"));
        // Known before it runs, so that a lease that is lost meanwhile ends it too.
        postmaster = started;
        started.start(folder -> {
            if (taken.mustCopy()) {
                folder.replaceByCopy(taken.term());
                taken.copied();
            }
        });
        Server inside = new InsideServer(started.socket());
        Migrations.run(inside);
        return inside;
    }

    /** Stops PostgreSQL with a checkpoint and gives the lease back; safe to call twice. */
    public synchronized void close() {
        server = null;
        Postmaster running = postmaster;
        if (running != null) {
            running.stop();
            postmaster = null;
        }
        if (outside != null) {
            outside.close();
            outside = null;
        }
        if (lease != null) {
            lease.release();
            lease = null;
        }
    }

    private <X extends RuntimeException> X failed(X cause) {
        close();
        leaveWord(settings.runDirectory(), START_PROBLEM, String.valueOf(cause.getMessage()));
        return cause;
    }

    /** Somebody else may start on these data, so nothing of ours may go on: no lock is waited for, no file of the home used. */
    private void lost(String why) {
        Postmaster running = postmaster;
        if (running != null) {
            running.lost();
        }
        leaveWord(scratch(), END_PROBLEM, "Stopped, because " + why + ".");
        Runtime.getRuntime().halt(LOST);
    }

    /** This process's own, on a local disk, which the launcher reads before it removes it. */
    private static Path scratch() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    private static void leaveWord(Path folder, String name, String sentence) {
        try {
            Files.writeString(folder.resolve(name), sentence + "\n");
        } catch (IOException ignored) {
            // The launcher then only knows that we ended.
        }
    }

    /** What the lease tells its holder. */
    private final class Holding implements LeaseEvents {
        @Override
        public void renewed(Duration age) {
            Postmaster running = postmaster;
            if (running != null) {
                running.renewed(age);
            }
        }

        @Override
        public void lost(String why) {
            Database.this.lost(why);
        }

        /** As if asked by TERM: the server's own hooks stop everything in order, and those give the lease back. */
        @Override
        public void asked(String who) {
            leaveWord(scratch(), END_PROBLEM, "Stopped, because " + who + " took the data over, as its user wished.");
            Thread.ofPlatform()
                    .name("hand-over")
                    .start(() -> Runtime.getRuntime().exit(0));
        }
    }

    private static void makePrivate(Path folder) throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }

    private static Settings settings() {
        try {
            return Settings.read(System.getenv());
        } catch (RuntimeException e) {
            String folder = System.getenv("BLACKFISH_RUN_DIR");
            if (folder != null) {
                leaveWord(Path.of(folder), START_PROBLEM, String.valueOf(e.getMessage()));
            }
            throw e;
        }
    }

    private static final class Holder {
        static final Database DATABASE = new Database(settings());
    }
}
