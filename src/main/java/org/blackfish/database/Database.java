package org.blackfish.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.blackfish.problem.WrongState;
import org.blackfish.settings.ExternalDatabase;
import org.blackfish.settings.LastWord;
import org.blackfish.settings.Settings;
import org.jspecify.annotations.Nullable;

/** This process's database: lease taken, server reached and schema migrated once {@link #open()} has returned. */
public final class Database {
    private static final Duration LAST_TO_HEAR = Duration.ofSeconds(2);
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
            Lease taken = take();
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

    private Lease take() throws IOException {
        try {
            Lease taken = Lease.take(settings, new Holding());
            lease = taken;
            return taken;
        } catch (WrongState held) {
            LastWord.IN_USE.leave(held);
            throw held;
        }
    }

    private Server openOutside(ExternalDatabase database, Lease taken) {
        Outside opened =
                Outside.open(new OutsideServer(database, taken.line(), taken.id()), settings.lease(), this::lost);
        outside = opened;
        return opened.server();
    }

    private Server openInside(Lease taken) throws IOException {
        Postmaster started = new Postmaster(settings, this::ended);
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
        LastWord.START_PROBLEM.leave(cause);
        return cause;
    }

    /**
     * PostgreSQL is gone. Who ends a whole job asks each of its processes, and we may be the last one to hear it: an end
     * in order, which takes the token away, is not cut short.
     */
    private void ended() {
        if (!JvmEnd.beginsWithin(LAST_TO_HEAR)) {
            lost("PostgreSQL ended without having been asked to");
        }
    }

    /** Somebody else may start on these data, so nothing of ours may go on: no lock is waited for, no file of the home used. */
    private void lost(String why) {
        Postmaster running = postmaster;
        if (running != null) {
            running.lost();
        }
        LastWord.END_PROBLEM.leave("Stopped, because " + why + ".");
        Runtime.getRuntime().halt(LOST);
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

        /**
         * As if asked by TERM: the server's own hooks stop everything in order, and those give the lease back. The lease
         * beats on meanwhile, so a hook that hangs would keep whoever asked waiting for ever.
         */
        @Override
        public void asked(String who) {
            LastWord.END_PROBLEM.leave("Stopped, because " + who + " took the data over, as its user wished.");
            Duration patience = settings.lease().stopAfter();
            HandOver.begin(
                    patience,
                    () -> Runtime.getRuntime().exit(0),
                    () -> Database.this.lost(who + " took the data over and the server did not stop in order within "
                            + patience.toSeconds() + " s"));
        }
    }

    private static void makePrivate(Path folder) throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }

    private static final class Holder {
        static final Database DATABASE = configured();

        /** The first to read the settings, since Payara connects before it makes anything of ours. */
        private static Database configured() {
            try {
                return new Database(Settings.read(System.getenv()));
            } catch (RuntimeException e) {
                LastWord.START_PROBLEM.leave(e);
                throw e;
            }
        }
    }
}
