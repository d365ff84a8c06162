package org.blackfish.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.blackfish.settings.Settings;
import org.jspecify.annotations.Nullable;

/** This process's database: lease taken, server reached and schema migrated once {@link #open()} has returned. */
public final class Database {
    /** What a start that failed leaves for the launcher to print; one sentence. */
    static final String START_PROBLEM = "start-problem";

    private final Settings settings;
    private @Nullable Lease lease;
    private @Nullable Postmaster postmaster;
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
            lease = Lease.take(settings.homeDirectory(), this::lost);
            Server opened = settings.externalDatabase().isPresent()
                    ? Outside.open(settings.externalDatabase().get())
                    : openInside();
            server = opened;
            return opened;
        } catch (IOException e) {
            throw failed(new UncheckedIOException("The database could not be started: " + e.getMessage(), e));
        } catch (RuntimeException e) {
            throw failed(e);
        }
    }

    private Server openInside() throws IOException {
        Postmaster started = new Postmaster(settings);
        started.start();
        postmaster = started;
        Server inside = new InsideServer(started.socket());
        Migrations.run(inside);
        return inside;
    }

    /** Stops PostgreSQL with a checkpoint and gives the lease back; safe to call twice. */
    public synchronized void close() {
        server = null;
        if (postmaster != null) {
            postmaster.stop();
            postmaster = null;
        }
        if (lease != null) {
            lease.release();
            lease = null;
        }
    }

    private <X extends RuntimeException> X failed(X cause) {
        close();
        try {
            Files.writeString(settings.runDirectory().resolve(START_PROBLEM), String.valueOf(cause.getMessage()));
        } catch (IOException ignored) {
            // The log has the same sentence.
        }
        return cause;
    }

    /** The lease could not be renewed in time: somebody else may start on these data, so nothing of ours may go on. */
    private void lost() {
        Postmaster running;
        synchronized (this) {
            running = postmaster;
        }
        if (running != null) {
            running.stop();
        }
        Runtime.getRuntime().halt(75);
    }

    private static void makePrivate(Path folder) throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }

    private static final class Holder {
        static final Database DATABASE = new Database(Settings.read(System.getenv()));
    }
}
