package org.blackfish.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.blackfish.hub.DownloadChanged;
import org.blackfish.image.ImageChanged;
import org.blackfish.model.ModelChanged;
import org.blackfish.service.ServiceChanged;
import org.blackfish.service.ServiceRemoved;
import org.blackfish.service.SlurmLooked;
import org.blackfish.wire.SlurmNews;

/** Turns what features announce into the feed that streams and waiting requests read. */
@ApplicationScoped
public class ServiceEvents {
    private static final int HELD = 1000;

    private final EventFeed feed;

    @Inject
    ServiceEvents(Clock clock) {
        this.feed = new EventFeed(HELD, Long.toString(clock.millis(), Character.MAX_RADIX));
    }

    void changed(@Observes ServiceChanged changed) {
        feed.add("service", JsonText.of(ServiceRendering.news(changed)));
    }

    void removed(@Observes ServiceRemoved removed) {
        feed.add("service", JsonText.of(ServiceRendering.news(removed)));
    }

    void looked(@Observes SlurmLooked look) {
        feed.add("slurm", JsonText.of(new SlurmNews(look.asOf(), look.trouble())));
    }

    void changed(@Observes ImageChanged changed) {
        feed.add("image", JsonText.of(ImageRendering.news(changed)));
    }

    void changed(@Observes ModelChanged changed) {
        feed.add("model", JsonText.of(ModelRendering.news(changed)));
    }

    void changed(@Observes DownloadChanged changed) {
        feed.add("download", JsonText.of(DownloadRendering.view(changed.download(), null)));
    }

    long newest() {
        return feed.newest();
    }

    List<EventFeed.Item> after(long number, Duration longest) throws InterruptedException {
        return feed.after(number, longest);
    }

    String id(long number) {
        return feed.id(number);
    }

    long number(String id) {
        return feed.number(id);
    }
}
