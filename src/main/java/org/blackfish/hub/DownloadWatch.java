package org.blackfish.hub;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.blackfish.profile.ProfileRenamed;
import org.jspecify.annotations.Nullable;

/** Looks at downloads each second while one goes on, so that every step is told; nothing is looked at otherwise. */
@ApplicationScoped
public class DownloadWatch {
    private static final System.Logger LOG = System.getLogger(DownloadWatch.class.getName());

    private final Semaphore news = new Semaphore(1);
    private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();
    private final Downloads downloads;

    @Inject
    public DownloadWatch(Downloads downloads) {
        this.downloads = downloads;
    }

    /** Downloads that the last end of the server broke off go on. */
    public void start() {
        Thread fresh = Thread.ofVirtual().name("downloads").unstarted(this::run);
        if (thread.compareAndSet(null, fresh)) {
            fresh.start();
        }
    }

    /** The programs go on; only nobody looks. */
    public void stop() {
        Thread running = thread.getAndSet(null);
        if (running != null) {
            running.interrupt();
        }
    }

    void changed(@Observes DownloadChanged changed) {
        if (news.availablePermits() == 0) {
            news.release();
        }
    }

    void renamed(@Observes ProfileRenamed event) {
        downloads.follow(event.from(), event.to());
    }

    private void run() {
        try {
            look(() -> {
                downloads.resumeAll();
                return false;
            });
            while (true) {
                news.acquire();
                while (look(downloads::look)) {
                    TimeUnit.SECONDS.sleep(1);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A database that is away for a moment must not end the watch. */
    private static boolean look(BooleanSupplier once) {
        try {
            return once.getAsBoolean();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "Downloads could not be looked at: " + e.getMessage());
            return true;
        }
    }
}
