package org.blackfish.image;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.blackfish.profile.Admins;
import org.blackfish.profile.Profile;
import org.blackfish.profile.Profiles;
import org.jspecify.annotations.Nullable;

/**
 * Looks at pulls each second while one goes on, so that every change is told; nothing is looked at otherwise. After a
 * start those are set going again that were killed together with the server.
 */
@ApplicationScoped
public class PullWatch {
    private static final System.Logger LOG = System.getLogger(PullWatch.class.getName());

    private final Semaphore news = new Semaphore(1);
    private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();
    private final Profiles profiles;
    private final Admins admins;
    private final Pulls pulls;

    @Inject
    public PullWatch(Profiles profiles, Admins admins, Pulls pulls) {
        this.profiles = profiles;
        this.admins = admins;
        this.pulls = pulls;
    }

    public void start() {
        Thread fresh = Thread.ofVirtual().name("image-pulls").unstarted(this::run);
        if (thread.compareAndSet(null, fresh)) {
            fresh.start();
        }
    }

    public void stop() {
        Thread running = thread.getAndSet(null);
        if (running != null) {
            running.interrupt();
        }
    }

    /** Whoever sees a pull go on, by a page or a request, sets the watch going. */
    void changed(@Observes ImageChanged changed) {
        if (news.availablePermits() == 0) {
            news.release();
        }
    }

    private void run() {
        boolean afterStart = true;
        try {
            while (true) {
                news.acquire();
                while (look(afterStart)) {
                    TimeUnit.SECONDS.sleep(1);
                }
                afterStart = false;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean look(boolean afterStart) {
        boolean live = false;
        for (Profile profile : profiles.all()) {
            try {
                // A shared disk is not to be read each second by everybody who merely has a session.
                if (!admins.includeUs(profile)) {
                    continue;
                }
                if (afterStart) {
                    pulls.resume(profile);
                }
                live |= pulls.list(profile).stream().anyMatch(Pull::isLive);
            } catch (RuntimeException e) {
                // Nobody else looks at the other profiles, and nobody starts this watch again.
                LOG.log(System.Logger.Level.WARNING, "Pulls of " + profile.name() + ": " + e);
            }
        }
        return live;
    }
}
